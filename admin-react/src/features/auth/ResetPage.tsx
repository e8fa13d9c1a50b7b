// Where the link of the mail leads: a new password, and every old session out.
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { PasswordField } from '../../components/PasswordField.tsx'
import { Problem } from '../../components/Problem.tsx'
import { fieldError } from '../../lib/errors.ts'
import { door } from '../../lib/session.ts'
import { DoorFrame } from './DoorFrame.tsx'
import { isLinkSpent, linkToken, ToSignIn } from './links.tsx'

export function ResetPage () {
  const { t, i18n } = useTranslation()
  const [token] = useState(linkToken)
  const [password, setPassword] = useState('')
  const [state, setState] = useState<'asking' | 'busy' | 'done'>('asking')
  const [error, setError] = useState<unknown>()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setState('busy')
    setError(undefined)
    door.resetPassword({ token, password }).then(
      () => { setState('done') },
      (fault: unknown) => { setError(fault); setState('asking') }
    )
  }
  if (token === '' || isLinkSpent(error)) {
    return (
      <DoorFrame title={t('reset.title')}>
        <p role='alert' className='mb-4 text-ink-soft'>{t('reset.spent')}</p>
        <a className='btn btn-main w-full' href='/forgot'>{t('reset.again')}</a>
      </DoorFrame>
    )
  }
  if (state === 'done') return <DoorFrame title={t('reset.title')}><ToSignIn text={t('reset.done')} /></DoorFrame>
  const beside = fieldError(error, '/password', i18n)
  return (
    <DoorFrame title={t('reset.title')}>
      <form onSubmit={submit} className='grid gap-4'>
        <p className='text-ink-soft'>{t('reset.text')}</p>
        <PasswordField isNew label={t('password.new')} name='password' value={password} error={beside} onChange={setPassword} />
        {error !== undefined && beside === undefined && <Problem error={error} />}
        <button type='submit' className='btn btn-main' disabled={state === 'busy'}>{t('reset.submit')}</button>
      </form>
    </DoorFrame>
  )
}
