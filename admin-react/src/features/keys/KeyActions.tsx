// The verbs of a key: a new secret beside the old one for a while, and the end at once.
import { useState, type FormEvent } from 'react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Confirm } from '../../components/Confirm.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field } from '../../components/Field.tsx'
import { Problem } from '../../components/Problem.tsx'
import { announce } from '../../lib/announce.ts'
import { useMay, useStaff } from '../../lib/use-session.ts'
import { SecretDialog } from './SecretDialog.tsx'
import { revokeKeyOptions, rotateKeyOptions, type ApiKey } from './queries.ts'
import { standingOf } from './standing.ts'

export function KeyActions ({ apiKey: key }: { apiKey: ApiKey }) {
  const { t } = useTranslation()
  const may = useMay()
  const me = useStaff()
  const revoke = useMutation(revokeKeyOptions(key.id))
  const [open, setOpen] = useState<'rotate' | 'revoke'>()
  const [secret, setSecret] = useState<string>()
  if (!may('api_keys.write') || key.revokedAt !== null) return null
  // A secret is given to the maker of the key alone.
  const isMine = key.createdBy.id === me?.user.id && standingOf(key) === 'active'
  return (
    <>
      <Link to='/keys/$keyId/edit' params={{ keyId: key.id }} className='btn'>{t('common.edit')}</Link>
      {isMine && <button type='button' className='btn' onClick={() => { setOpen('rotate') }}>{t('keys.rotate.verb')}</button>}
      <button type='button' className='btn btn-danger' onClick={() => { revoke.reset(); setOpen('revoke') }}>{t('keys.revoke.verb')}</button>
      {open === 'rotate' && <RotateDialog id={key.id} onClose={() => { setOpen(undefined) }} onSecret={(made) => { setOpen(undefined); setSecret(made) }} />}
      {open === 'revoke' && (
        <Confirm
          title={t('keys.revoke.title', { name: key.name })} text={t('keys.revoke.text')} verb={t('keys.revoke.verb')} busy={revoke.isPending} error={revoke.error}
          onClose={() => { setOpen(undefined) }} onConfirm={() => { revoke.mutate(undefined, { onSuccess: () => { setOpen(undefined); announce(t('keys.revoke.done')) } }) }}
        />
      )}
      {secret !== undefined && <SecretDialog secret={secret} onClose={() => { setSecret(undefined) }} />}
    </>
  )
}

const HOURS = [0, 1, 24, 72, 168] as const

function RotateDialog ({ id, onClose, onSecret }: { id: string, onClose: () => void, onSecret: (secret: string) => void }) {
  const { t } = useTranslation()
  const rotate = useMutation(rotateKeyOptions(id))
  const [hours, setHours] = useState(24)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    rotate.mutate(hours, { onSuccess: ({ secret }) => { onSecret(secret) } })
  }
  return (
    <Dialog title={t('keys.rotate.title')} onClose={onClose}>
      <form onSubmit={submit} className='grid gap-4'>
        <p className='text-ink-soft'>{t('keys.rotate.text')}</p>
        <Field label={t('keys.rotate.overlap')}>
          {(control) => (
            <select {...control} className='input' name='overlap' value={hours} onChange={(event) => { setHours(Number(event.target.value)) }}>
              {HOURS.map((count) => <option key={count} value={count}>{t(`keys.overlapFor.${count}`)}</option>)}
            </select>
          )}
        </Field>
        {rotate.error !== null && <Problem error={rotate.error} />}
        <button type='submit' className='btn btn-main justify-self-end' disabled={rotate.isPending}>{t('keys.rotate.submit')}</button>
      </form>
    </Dialog>
  )
}
