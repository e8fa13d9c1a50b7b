// The second factor: six digits from an app, or one of the codes kept for the day the phone is gone.
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { plainDigits } from '../lib/format.ts'
import { Field } from './Field.tsx'

interface CodeFieldProps { value: string, isRecovery: boolean, error?: string | undefined, onChange: (value: string) => void, onSwitch?: (isRecovery: boolean) => void }

export function CodeField ({ value, isRecovery, error, onChange, onSwitch }: CodeFieldProps) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => { input.current?.focus() }, [isRecovery])
  return (
    <div>
      <Field label={isRecovery ? t('code.recovery') : t('code.label')} hint={isRecovery ? t('code.recoveryHint') : t('code.hint')} error={error}>
        {(control) => (
          <input
            {...control} ref={input} className='input font-mono text-base' name='otp' dir='ltr' required spellCheck={false} autoCapitalize='none' value={value}
            autoComplete={isRecovery ? 'off' : 'one-time-code'} inputMode={isRecovery ? 'text' : 'numeric'} pattern={isRecovery ? '[0-9A-Za-z \\-]{8,24}' : '[0-9٠-٩ ]{6,9}'}
            onChange={(event) => { onChange(event.target.value) }}
          />
        )}
      </Field>
      {onSwitch !== undefined && (
        <button type='button' className='link mt-1 min-h-9' onClick={() => { onSwitch(!isRecovery) }}>{isRecovery ? t('code.useApp') : t('code.useRecovery')}</button>
      )}
    </div>
  )
}

/** As the API takes it: no spaces, European digits. */
export const codeOf = (typed: string): string => plainDigits(typed).replaceAll(/\s/g, '')
