// "Confirm that it is you": opens over whatever asked for a fresh proof, which then goes on by itself.
import { useState, useSyncExternalStore, type FormEvent } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@tradewind/sdk'
import { CodeField, codeOf } from '../../components/CodeField.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { PasswordField } from '../../components/PasswordField.tsx'
import { Problem } from '../../components/Problem.tsx'
import { proveMyself } from '../../lib/client.ts'
import { answerProof, isProofAsked, watchProof } from '../../lib/proof.ts'
import { useStaff } from '../../lib/use-session.ts'
import { factorOptions } from '../security/queries.ts'

export function ProofDialog () {
  const { t } = useTranslation()
  const isAsked = useSyncExternalStore(watchProof, isProofAsked)
  if (!isAsked) return null
  return <Dialog title={t('proof.title')} onClose={() => { answerProof(false) }}><ProofForm /></Dialog>
}

function ProofForm () {
  const { t } = useTranslation()
  const staff = useStaff()
  const hasFactor = useQuery(factorOptions()).data?.enabled === true
  const [method, setMethod] = useState<'password' | 'app' | 'recovery'>()
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const chosen = method ?? (hasFactor && typed === '' ? 'app' : 'password')
  const switchTo = (next: typeof chosen): void => { setMethod(next); setTyped(''); setError(undefined) }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    proveMyself(chosen === 'password' ? { password: typed } : { otp: codeOf(typed) }).then(
      () => { answerProof(true) },
      (fault: unknown) => { setError(fault); setBusy(false) }
    )
  }
  const type = (text: string): void => { setMethod(chosen); setTyped(text); setError(undefined) }
  const code = error instanceof ApiError ? error.code : undefined
  const beside = code === 'invalid_credentials' ? t('proof.wrongPassword') : code === 'otp_invalid' ? t('errors.otp_invalid') : undefined

  return (
    <form onSubmit={submit} className='grid gap-4'>
      <p className='text-ink-soft'>{t('proof.text')}</p>
      <input type='hidden' autoComplete='username' name='username' value={staff?.user.email ?? ''} readOnly />
      {chosen === 'password'
        ? <PasswordField label={t('signIn.password')} name='password' value={typed} error={beside} onChange={type} />
        : <CodeField value={typed} isRecovery={chosen === 'recovery'} error={beside} onChange={type} onSwitch={(isRecovery) => { switchTo(isRecovery ? 'recovery' : 'app') }} />}
      {hasFactor && (
        <button type='button' className='link min-h-9 justify-self-start' onClick={() => { switchTo(chosen === 'password' ? 'app' : 'password') }}>
          {chosen === 'password' ? t('proof.useCode') : t('proof.usePassword')}
        </button>
      )}
      {error !== undefined && beside === undefined && <Problem error={error} />}
      <div className='flex flex-wrap justify-end gap-2'>
        <button type='button' className='btn' onClick={() => { answerProof(false) }}>{t('common.cancel')}</button>
        <button type='submit' className='btn btn-main' disabled={busy}>{t('proof.submit')}</button>
      </div>
    </form>
  )
}
