// A password to type: hidden unless one asks to see it.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../lib/use-format.ts'
import { Field } from './Field.tsx'

interface PasswordFieldProps { label: string, name: string, value: string, isNew?: boolean, error?: string | undefined, onChange: (value: string) => void }

const LEAST_CHARACTERS = 10

export function PasswordField ({ label, name, value, isNew = false, error, onChange }: PasswordFieldProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [shown, setShown] = useState(false)
  return (
    <Field label={label} hint={isNew ? t('password.hint', { least: format.number(LEAST_CHARACTERS) }) : undefined} error={error}>
      {(control) => (
        // The button stands at the end of what is typed, whichever way the page reads.
        <div className='relative' dir='ltr'>
          <input
            {...control} className='input pe-20!' type={shown ? 'text' : 'password'} name={name} dir='ltr' required maxLength={256} value={value} spellCheck={false} autoCapitalize='none'
            autoComplete={isNew ? 'new-password' : 'current-password'} {...(isNew ? { minLength: LEAST_CHARACTERS } : {})} onChange={(event) => { onChange(event.target.value) }}
          />
          <button type='button' className='absolute inset-y-0 end-0 px-3 text-[.8125rem] font-medium text-ink-soft hover:text-ink' aria-pressed={shown} onClick={() => { setShown(!shown) }}>
            {shown ? t('password.hide') : t('password.show')}<span className='sr-only'> {label}</span>
          </button>
        </div>
      )}
    </Field>
  )
}
