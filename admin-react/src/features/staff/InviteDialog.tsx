// Invites somebody by mail: who, and as what.
import { useState, type FormEvent } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/Dialog.tsx'
import { Field } from '../../components/Field.tsx'
import { Problem } from '../../components/Problem.tsx'
import { announce } from '../../lib/announce.ts'
import { fieldError } from '../../lib/errors.ts'
import { LANGUAGES } from '../../lib/i18n.ts'
import { useFormat } from '../../lib/use-format.ts'
import { RoleChoice } from './RoleChoice.tsx'
import { inviteOptions } from './queries.ts'

export function InviteDialog ({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const navigate = useNavigate()
  const invite = useMutation(inviteOptions())
  const [typed, setTyped] = useState({ email: '', locale: i18n.language, roles: [] as string[] })
  const [isShort, setShort] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setShort(typed.roles.length === 0)
    if (typed.roles.length === 0) return
    const email = typed.email.trim()
    invite.mutate({ ...typed, email }, {
      onSuccess: ({ id }) => {
        onClose()
        announce(t('staff.invite.done', { email }))
        void navigate({ to: '/staff/$staffId', params: { staffId: id } })
      }
    })
  }
  return (
    <Dialog title={t('staff.invite.title')} onClose={onClose}>
      <form onSubmit={submit} className='grid gap-4'>
        <p className='text-ink-soft'>{t('staff.invite.text')}</p>
        <div className='grid gap-4 sm:grid-cols-[minmax(0,1fr)_9rem]'>
          <Field label={t('person.email')} error={fieldError(invite.error, '/email', i18n)}>
            {(control) => <input {...control} className='input' type='email' name='email' dir='ltr' required maxLength={254} autoComplete='off' value={typed.email} onChange={(event) => { setTyped({ ...typed, email: event.target.value }) }} />}
          </Field>
          <Field label={t('staff.invite.language')}>
            {(control) => (
              <select {...control} className='input' name='locale' value={typed.locale} onChange={(event) => { setTyped({ ...typed, locale: event.target.value }) }}>
                {LANGUAGES.map((code) => <option key={code} value={code}>{format.languageName(code)}</option>)}
              </select>
            )}
          </Field>
        </div>
        <RoleChoice value={typed.roles} error={isShort ? t('staff.noRole') : fieldError(invite.error, '/roles', i18n)} onChange={(roles) => { setShort(false); setTyped({ ...typed, roles }) }} />
        {invite.error !== null && <Problem error={invite.error} />}
        <button type='submit' className='btn btn-main justify-self-end' disabled={invite.isPending}>{t('staff.invite.submit')}</button>
      </form>
    </Dialog>
  )
}
