// Makes a key: a name, what it may do, from where, and until when.
import { useState, type FormEvent } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@tradewind/sdk'
import { Field } from '../../components/Field.tsx'
import { LeaveGuard } from '../../components/LeaveGuard.tsx'
import { Card, PageHead } from '../../components/Page.tsx'
import { Problem } from '../../components/Problem.tsx'
import { fieldError } from '../../lib/errors.ts'
import { ScopeGrid } from './ScopeGrid.tsx'
import { SecretDialog } from './SecretDialog.tsx'
import { createKeyOptions, type NewKey } from './queries.ts'

const SPANS = { '30d': 30, '90d': 90, '1y': 365 } as const
type Expiry = keyof typeof SPANS | 'never' | 'on'
const EXPIRIES: Expiry[] = ['30d', '90d', '1y', 'on', 'never']
const DAY_MS = 86_400_000

interface Typed { name: string, scopes: string[], networks: string, expiry: Expiry, on: string }
const EMPTY: Typed = { name: '', scopes: [], networks: '', expiry: '90d', on: '' }

const dayAfter = (now: number): string => new Date(now + DAY_MS).toISOString().slice(0, 10)

function expiresAt ({ expiry, on }: Typed): string | null {
  if (expiry === 'never') return null
  return new Date(expiry === 'on' ? `${on}T00:00:00` : Date.now() + SPANS[expiry] * DAY_MS).toISOString()
}

const keyOf = (typed: Typed): NewKey => ({
  name: typed.name.trim(),
  scopes: typed.scopes as NewKey['scopes'],
  networks: typed.networks.split(/[\s,]+/).filter((network) => network !== ''),
  expiresAt: expiresAt(typed)
})

export function NewKeyPage () {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const create = useMutation(createKeyOptions())
  const [typed, setTyped] = useState(EMPTY)
  const [isShort, setShort] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setShort(typed.scopes.length === 0)
    if (typed.scopes.length > 0) create.mutate(keyOf(typed))
  }
  const isDirty = create.data === undefined && JSON.stringify(typed) !== JSON.stringify(EMPTY)
  return (
    <>
      <PageHead title={t('keys.create.title')} back={{ to: '/keys', label: t('nav.keys') }} />
      <LeaveGuard when={isDirty} />
      <form onSubmit={submit} className='grid max-w-3xl gap-5'>
        <KeyFacts typed={typed} error={create.error} onChange={setTyped} />
        <Card><ScopeGrid value={typed.scopes} error={isShort ? t('keys.noScope') : undefined} onChange={(scopes) => { setShort(false); setTyped({ ...typed, scopes }) }} /></Card>
        {isShort && <p className='fault' aria-hidden='true'>{t('keys.noScope')}</p>}
        {create.error !== null && <Problem error={create.error} />}
        <button type='submit' className='btn btn-main justify-self-start' disabled={create.isPending}>{t('keys.create.submit')}</button>
      </form>
      {create.data !== undefined && <SecretDialog secret={create.data.secret} onClose={() => { void navigate({ to: '/keys/$keyId', params: { keyId: create.data.id } }) }} />}
    </>
  )
}

function KeyFacts ({ typed, error, onChange }: { typed: Typed, error: unknown, onChange: (typed: Typed) => void }) {
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
