// The fields of a key: a name, what it may do, from where, and until when.
import { useTranslation } from 'react-i18next'
import { ApiError } from '@tradewind/sdk'
import { Field } from '../../components/Field.tsx'
import { Card } from '../../components/Page.tsx'
import { Problem } from '../../components/Problem.tsx'
import { fieldError } from '../../lib/errors.ts'
import { ScopeGrid } from './ScopeGrid.tsx'
import { dayAfter, EXPIRIES, type TypedKey } from './typed-key.ts'

interface KeyFormProps { typed: TypedKey, isShort: boolean, error: unknown, onChange: (typed: TypedKey) => void }

export function KeyForm ({ typed, isShort, error, onChange }: KeyFormProps) {
  const { t } = useTranslation()
  return (
    <>
      <KeyFacts typed={typed} error={error} onChange={onChange} />
      <Card><ScopeGrid value={typed.scopes} error={isShort ? t('keys.noScope') : undefined} onChange={(scopes) => { onChange({ ...typed, scopes }) }} /></Card>
      {isShort && <p className='fault' aria-hidden='true'>{t('keys.noScope')}</p>}
      {error !== null && <Problem error={error} />}
    </>
  )
}

function KeyFacts ({ typed, error, onChange }: Omit<KeyFormProps, 'isShort'>) {
  const { t, i18n } = useTranslation()
  const isBadNetwork = error instanceof ApiError && error.errors.some(({ path }) => path.startsWith('/networks'))
  return (
    <Card>
      <div className='grid items-start gap-4 sm:grid-cols-2'>
        <div className='sm:col-span-2'>
          <Field label={t('keys.field.name')} hint={t('keys.field.nameHint')} error={fieldError(error, '/name', i18n)}>
            {(control) => <input {...control} className='input' name='name' required maxLength={100} autoComplete='off' value={typed.name} onChange={(event) => { onChange({ ...typed, name: event.target.value }) }} />}
          </Field>
        </div>
        <div className='grid gap-3'>
          <Field label={t('keys.field.expires')} error={fieldError(error, '/expiresAt', i18n)}>
            {(control) => (
              <select {...control} className='input' name='expiry' value={typed.expiry} onChange={(event) => { onChange({ ...typed, expiry: EXPIRIES.find((word) => word === event.target.value) ?? 'never' }) }}>
                {EXPIRIES.map((word) => <option key={word} value={word}>{t(`keys.expiry.${word}`)}</option>)}
              </select>
            )}
          </Field>
          {typed.expiry === 'on' && (
            <Field label={t('keys.field.on')} hideLabel>
              {(control) => <input {...control} className='input' type='date' name='on' required min={dayAfter(Date.now())} value={typed.on} onChange={(event) => { onChange({ ...typed, on: event.target.value }) }} />}
            </Field>
          )}
        </div>
        <Field label={t('keys.field.networks')} hint={t('keys.field.networksHint')} error={isBadNetwork ? t('fieldErrors.bad_network') : undefined}>
          {(control) => <textarea {...control} className='input font-mono' name='networks' dir='ltr' rows={2} spellCheck={false} value={typed.networks} onChange={(event) => { onChange({ ...typed, networks: event.target.value }) }} />}
        </Field>
      </div>
    </Card>
  )
}
