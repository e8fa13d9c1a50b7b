// Makes a key, and shows its secret once.
import { useState, type FormEvent } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { LeaveGuard } from '../../components/LeaveGuard.tsx'
import { PageHead } from '../../components/Page.tsx'
import { KeyForm } from './KeyForm.tsx'
import { SecretDialog } from './SecretDialog.tsx'
import { createKeyOptions } from './queries.ts'
import { EMPTY, isSame, keyOf } from './typed-key.ts'

export function NewKeyPage () {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const create = useMutation(createKeyOptions())
  const [typed, setTyped] = useState(EMPTY)
  const [isTried, setTried] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (typed.scopes.length > 0) create.mutate(keyOf(typed))
  }
  return (
    <>
      <PageHead title={t('keys.create.title')} back={{ to: '/keys', label: t('nav.keys') }} />
      <LeaveGuard when={create.data === undefined && !isSame(typed, EMPTY)} />
      <form onSubmit={submit} className='grid max-w-3xl gap-5'>
        <KeyForm typed={typed} isShort={isTried && typed.scopes.length === 0} error={create.error} onChange={setTyped} />
        <button type='submit' className='btn btn-main justify-self-start' disabled={create.isPending}>{t('keys.create.submit')}</button>
      </form>
      {create.data !== undefined && <SecretDialog secret={create.data.secret} onClose={() => { void navigate({ to: '/keys/$keyId', params: { keyId: create.data.id } }) }} />}
    </>
  )
}
