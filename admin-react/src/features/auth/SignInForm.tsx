// The form that lets staff in: alone on its page, or over the work when the session has ended.
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@tradewind/sdk'
import { Field } from '../../components/Field.tsx'
import { Problem } from '../../components/Problem.tsx'
import { signIn } from '../../lib/session.ts'

export function SignInForm ({ email: known = '' }: { email?: string }) {
  const { t } = useTranslation()
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    signIn(email.trim(), password).catch((fault: unknown) => {
      setError(fault)
      setBusy(false)
    })
  }

  const isRefused = error instanceof ApiError && error.code === 'invalid_credentials'
  return (
    <form onSubmit={submit} className='grid gap-4'>
      <Field label={t('signIn.email')}>
        {(control) => (
          <input
            {...control} className='input' type='email' name='email' dir='ltr' autoComplete='username' required value={email}
            readOnly={known !== ''} onChange={(event) => { setEmail(event.target.value) }}
          />
        )}
      </Field>
      <Field label={t('signIn.password')} error={isRefused ? t('errors.invalid_credentials') : undefined}>
        {(control) => (
          <input
            {...control} className='input' type='password' name='password' dir='ltr' autoComplete='current-password' required value={password}
            onChange={(event) => { setPassword(event.target.value); if (isRefused) setError(undefined) }}
          />
        )}
      </Field>
      {error !== undefined && !isRefused && <Problem error={error} />}
      <button type='submit' className='btn btn-main' disabled={busy}>{busy ? t('signIn.busy') : t('signIn.submit')}</button>
    </form>
  )
}
