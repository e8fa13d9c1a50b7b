// Changes what a key is called, may do, from where and until when; its secret stays.
import { useState, type FormEvent } from 'react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Bones } from '../../components/Empty.tsx'
import { LeaveGuard } from '../../components/LeaveGuard.tsx'
import { PageHead } from '../../components/Page.tsx'
import { Problem } from '../../components/Problem.tsx'
import { announce } from '../../lib/announce.ts'
import { KeyForm } from './KeyForm.tsx'
import { changeKeyOptions, keyOptions, type ApiKey } from './queries.ts'
import { isSame, patchOf, typedOf } from './typed-key.ts'

export function EditKeyPage () {
  const { t } = useTranslation()
  const { keyId } = useParams({ from: '/keys/$keyId/edit' })
  const { data: key, error, refetch } = useQuery(keyOptions(keyId))
  return (
    <>
      <PageHead title={t('keys.edit.title')} back={{ to: '/keys', label: t('nav.keys') }} />
      {key !== undefined && <EditForm key={keyId} apiKey={key} />}
      {key === undefined && (error === null ? <div aria-busy='true' className='max-w-3xl'><Bones className='min-h-96' /></div> : <Problem error={error} onRetry={() => { void refetch() }} />)}
    </>
  )
}

function EditForm ({ apiKey: key }: { apiKey: ApiKey }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const change = useMutation(changeKeyOptions(key.id))
  const [first] = useState(() => typedOf(key))
  const [typed, setTyped] = useState(first)
  const leave = (isSaved: boolean): void => { void navigate({ to: '/keys/$keyId', params: { keyId: key.id }, ignoreBlocker: isSaved }) }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (typed.scopes.length === 0) return
    const patch = patchOf(key, typed)
    if (Object.keys(patch).length === 0) { leave(true); return }
    change.mutate(patch, { onSuccess: () => { announce(t('keys.edit.done')); leave(true) } })
  }
  return (
    <>
      <LeaveGuard when={!isSame(typed, first)} />
      <form onSubmit={submit} className='grid max-w-3xl gap-5'>
        <KeyForm typed={typed} isShort={typed.scopes.length === 0} error={change.error} onChange={setTyped} />
        <div className='flex flex-wrap gap-2'>
          <button type='submit' className='btn btn-main' disabled={change.isPending}>{t('common.save')}</button>
          <button type='button' className='btn' onClick={() => { leave(false) }}>{t('common.cancel')}</button>
        </div>
      </form>
    </>
  )
}
