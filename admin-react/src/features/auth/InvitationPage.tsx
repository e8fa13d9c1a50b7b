// Where an invitation leads: a name, a password, and one belongs to the staff.
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/Field.tsx'
import { PasswordField } from '../../components/PasswordField.tsx'
import { Problem } from '../../components/Problem.tsx'
import { fieldError } from '../../lib/errors.ts'
import { door } from '../../lib/session.ts'
import { DoorFrame } from './DoorFrame.tsx'
import { isLinkSpent, linkToken, ToSignIn } from './links.tsx'

const NAMES = ['firstName', 'lastName'] as const

export function InvitationPage () {
  const { t, i18n } = useTranslation()
  const [token] = useState(linkToken)
  const [typed, setTyped] = useState({ firstName: '', lastName: '', password: '' })
  const [state, setState] = useState<'asking' | 'busy' | 'done'>('asking')
  const [error, setError] = useState<unknown>()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setState('busy')
    setError(undefined)
    const names = Object.fromEntries(NAMES.map((name) => [name, typed[name].trim()]).filter(([, value]) => value !== ''))
    door.acceptInvitation({ token, password: typed.password, ...names }).then(
      () => { setState('done') },
      (fault: unknown) => { setError(fault); setState('asking') }
    )
  }
  const title = t('invitation.title')
  if (token === '' || isLinkSpent(error)) return <DoorFrame title={title}><p role='alert' className='text-ink-soft'>{t('invitation.spent')}</p></DoorFrame>
  if (state === 'done') return <DoorFrame title={title}><ToSignIn text={t('invitation.done')} /></DoorFrame>
  const beside = fieldError(error, '/password', i18n)
  return (
    <DoorFrame title={title}>
      <form onSubmit={submit} className='grid gap-4'>
        <p className='text-ink-soft'>{t('invitation.text')}</p>
        <div className='grid gap-4 sm:grid-cols-2'>
          {NAMES.map((name) => (
            <Field key={name} label={t(`person.${name}`)} error={fieldError(error, `/${name}`, i18n)}>
              {(control) => (
                <input
                  {...control} className='input' name={name} maxLength={100} autoComplete={name === 'firstName' ? 'given-name' : 'family-name'}
                  value={typed[name]} onChange={(event) => { setTyped({ ...typed, [name]: event.target.value }) }}
                />
              )}
            </Field>
          ))}
        </div>
        <PasswordField isNew label={t('password.new')} name='password' value={typed.password} error={beside} onChange={(password) => { setTyped({ ...typed, password }) }} />
        {error !== undefined && beside === undefined && <Problem error={error} />}
        <button type='submit' className='btn btn-main' disabled={state === 'busy'}>{t('invitation.submit')}</button>
      </form>
    </DoorFrame>
  )
}
