// Asks for a mail with a link to a new password; the answer is the same whether or not the address is known.
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/Field.tsx'
import { Problem } from '../../components/Problem.tsx'
import { door } from '../../lib/session.ts'
import { DoorFrame } from './DoorFrame.tsx'

export function ForgotPage () {
  const { t } = useTranslation()
  const [email, setEmail] = useState('')
  const [state, setState] = useState<'asking' | 'busy' | 'sent'>('asking')
  const [error, setError] = useState<unknown>()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setState('busy')
    setError(undefined)
    door.forgotPassword({ email: email.trim(), client: 'admin' }).then(
      () => { setState('sent') },
      (fault: unknown) => { setError(fault); setState('asking') }
    )
  }
  return (
    <DoorFrame title={t('forgot.title')}>
      {state === 'sent'
        ? <p role='status' className='text-ink-soft'>{t('forgot.sent')} <bdi dir='ltr' className='font-medium break-all text-ink'>{email.trim()}</bdi></p>
        : (
          <form onSubmit={submit} className='grid gap-4'>
            <p className='text-ink-soft'>{t('forgot.text')}</p>
            <Field label={t('signIn.email')}>
              {(control) => <input {...control} className='input' type='email' name='email' dir='ltr' autoComplete='username' required value={email} onChange={(event) => { setEmail(event.target.value) }} />}
            </Field>
            {error !== undefined && <Problem error={error} />}
            <button type='submit' className='btn btn-main' disabled={state === 'busy'}>{t('forgot.submit')}</button>
          </form>
          )}
      <p className='mt-4 text-center'><a className='link inline-flex min-h-9 items-center' href='/'>{t('forgot.back')}</a></p>
    </DoorFrame>
  )
}
