// Setting up a second factor: scan, type the first code, keep the recovery codes.
import { useEffect, useEffectEvent, useState, type FormEvent } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { CodeField, codeOf } from '../../components/CodeField.tsx'
import { Copyable } from '../../components/Copy.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Problem } from '../../components/Problem.tsx'
import { fieldError } from '../../lib/errors.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { confirmFactorOptions, startFactorOptions, type FactorStart } from './queries.ts'

export function FactorDialog ({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const start = useMutation(startFactorOptions())
  const [codes, setCodes] = useState<string[]>()
  const begin = useEffectEvent(() => { start.mutate() })
  useEffect(() => { begin() }, [])
  if (codes !== undefined) return <RecoveryCodes codes={codes} onClose={onClose} />
  return (
    <Dialog title={t('security.factor.start')} onClose={onClose}>
      {start.error !== null && <Problem error={start.error} onRetry={() => { start.mutate() }} />}
      {start.data === undefined
        ? start.error === null && <div className='min-h-96' aria-busy='true'><span className='skeleton w-40' /></div>
        : <FactorForm start={start.data} onDone={setCodes} />}
    </Dialog>
  )
}

function FactorForm ({ start, onDone }: { start: FactorStart, onDone: (codes: string[]) => void }) {
  const { t, i18n } = useTranslation()
  const confirm = useMutation(confirmFactorOptions())
  const [typed, setTyped] = useState('')
  const beside = fieldError(confirm.error, '/otp', i18n)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    confirm.mutate(codeOf(typed), { onSuccess: ({ recoveryCodes }) => { onDone(recoveryCodes) } })
  }
  return (
    <form onSubmit={submit} className='grid gap-4'>
      <ol className='grid list-decimal gap-4 ps-5'>
        <li>
          <p className='mb-3'>{t('security.factor.scan')}</p>
          <img className='rounded-lg border border-line bg-white p-3' width='208' height='208' alt={t('security.factor.qrAlt')} src={`data:image/svg+xml,${encodeURIComponent(start.qrCode)}`} />
          <details className='mt-2'>
            <summary className='link min-h-9 content-center'>{t('security.factor.cannotScan')}</summary>
            <div className='mt-1'><Copyable text={start.secret} /></div>
          </details>
        </li>
        <li>
          <p className='mb-2'>{t('security.factor.typeCode')}</p>
          <CodeField value={typed} isRecovery={false} error={beside} onChange={(value) => { setTyped(value); if (beside !== undefined) confirm.reset() }} />
        </li>
      </ol>
      {confirm.error !== null && beside === undefined && <Problem error={confirm.error} />}
      <button type='submit' className='btn btn-main justify-self-end' disabled={confirm.isPending}>{t('security.factor.confirm')}</button>
    </form>
  )
}
