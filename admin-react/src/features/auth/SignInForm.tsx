// The form that lets staff in: alone on its page, or over the work when the session has ended; a second step where a factor is set.
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@tradewind/sdk'
import { CodeField, codeOf } from '../../components/CodeField.tsx'
import { Field } from '../../components/Field.tsx'
import { PasswordField } from '../../components/PasswordField.tsx'
import { Problem } from '../../components/Problem.tsx'
import { signIn } from '../../lib/session.ts'

const codeOfError = (error: unknown): string | undefined => error instanceof ApiError ? error.code : undefined

export function SignInForm ({ email: known = '' }: { email?: string }) {
  const { t } = useTranslation()
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState<{ typed: string, isRecovery: boolean }>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    signIn(email.trim(), password, code === undefined ? undefined : codeOf(code.typed)).catch((fault: unknown) => {
      setBusy(false)
      if (codeOfError(fault) === 'otp_required') { setCode({ typed: '', isRecovery: false }); return }
      // The password was changed between the two steps.
      if (codeOfError(fault) === 'invalid_credentials') setCode(undefined)
      setError(fault)
    })
  }
  const refused = codeOfError(error)
  const isBeside = refused === 'invalid_credentials' || refused === 'otp_invalid'

  return (
    <form onSubmit={submit} className='grid gap-4'>
      {code === undefined
        ? (
          <>
            <EmailField value={email} isKnown={known !== ''} onChange={setEmail} />
            <PasswordField
              label={t('signIn.password')} name='password' value={password} error={refused === 'invalid_credentials' ? t('errors.invalid_credentials') : undefined}
              onChange={(typed) => { setPassword(typed); if (isBeside) setError(undefined) }}
            />
          </>
          )
        : (
          <>
            <p className='text-ink-soft'>{t('signIn.codeText')} <bdi dir='ltr' className='inline-block max-w-full truncate align-bottom font-medium text-ink'>{email}</bdi></p>
            <CodeField
              value={code.typed} isRecovery={code.isRecovery} error={refused === 'otp_invalid' ? t('errors.otp_invalid') : undefined}
              onChange={(typed) => { setCode({ ...code, typed }); if (isBeside) setError(undefined) }}
              onSwitch={(isRecovery) => { setCode({ typed: '', isRecovery }); setError(undefined) }}
            />
          </>
          )}
      {error !== undefined && !isBeside && <Problem error={error} />}
      <button type='submit' className='btn btn-main' disabled={busy}>{busy ? t('signIn.busy') : t('signIn.submit')}</button>
      {code !== undefined && <button type='button' className='btn btn-plain' onClick={() => { setCode(undefined); setError(undefined) }}>{t('signIn.back')}</button>}
    </form>
  )
}

function EmailField ({ value, isKnown, onChange }: { value: string, isKnown: boolean, onChange: (email: string) => void }) {
  const { t } = useTranslation()
  return (
    <Field label={t('signIn.email')}>
      {(control) => (
        <input
          {...control} className='input' type='email' name='email' dir='ltr' autoComplete='username' required value={value}
          readOnly={isKnown} onChange={(event) => { onChange(event.target.value) }}
        />
      )}
    </Field>
  )
}
