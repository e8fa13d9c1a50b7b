// How converted prices of one currency come about: margin, rounding, and a rate set by hand.
import { useState, type FormEvent } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/Dialog.tsx'
import { Field } from '../../components/Field.tsx'
import { Problem } from '../../components/Problem.tsx'
import { announce } from '../../lib/announce.ts'
import { fieldError } from '../../lib/errors.ts'
import { samePlain, typedAmount } from '../../lib/format.ts'
import { useFormat } from '../../lib/use-format.ts'
import { changeCurrencyOptions, setRateOptions, type CurrencyPatch, type StaffCurrency } from './queries.ts'

interface CurrencyDialogProps { currency: StaffCurrency, base: string, onClose: () => void }

export function CurrencyDialog ({ currency, base, onClose }: CurrencyDialogProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Dialog title={t('localization.editTitle', { name: format.currency(currency.code) })} onClose={onClose}>
      <div className='grid gap-6'>
        {currency.can.includes('set_rounding') && <RoundingForm currency={currency} onDone={onClose} />}
        {currency.can.includes('set_rate') && <RateForm currency={currency} base={base} onDone={onClose} />}
      </div>
    </Dialog>
  )
}

interface FormProps { currency: StaffCurrency, onDone: () => void }

const FIELDS = ['marginPercent', 'roundingIncrement', 'roundingEnding'] as const

function RoundingForm ({ currency, onDone }: FormProps) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const change = useMutation(changeCurrencyOptions(currency.code))
  const [typed, setTyped] = useState(() => ({ marginPercent: currency.marginPercent, roundingIncrement: currency.roundingIncrement, roundingEnding: currency.roundingEnding ?? '' }))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const patch: CurrencyPatch = {}
    const margin = typed.marginPercent.trim().startsWith('-') ? `-${typedAmount(typed.marginPercent.trim().slice(1)) ?? ''}` : typedAmount(typed.marginPercent) ?? typed.marginPercent
    if (margin !== currency.marginPercent) patch.marginPercent = margin
    if (typed.roundingIncrement !== currency.roundingIncrement) patch.roundingIncrement = typedAmount(typed.roundingIncrement) ?? typed.roundingIncrement
    if (typed.roundingEnding !== (currency.roundingEnding ?? '')) patch.roundingEnding = typed.roundingEnding.trim() === '' ? null : typedAmount(typed.roundingEnding) ?? typed.roundingEnding
    if (Object.keys(patch).length === 0) { onDone(); return }
    change.mutate(patch, { onSuccess: () => { onDone(); announce(t('localization.saved', { name: format.currency(currency.code) })) } })
  }
  return (
    <form onSubmit={submit} className='grid gap-4'>
      <p className='text-ink-soft'>{t('localization.roundingText')}</p>
      <div className='grid items-start gap-4 sm:grid-cols-3'>
        {FIELDS.map((field) => (
          <Field key={field} label={t(`localization.field.${field}`)} hint={t(`localization.hint.${field}`)} error={fieldError(change.error, `/${field}`, i18n)}>
            {(control) => <input {...control} className='input' dir='ltr' inputMode='decimal' autoComplete='off' name={field} value={typed[field]} required={field !== 'roundingEnding'} onChange={(event) => { setTyped({ ...typed, [field]: event.target.value }) }} />}
          </Field>
        ))}
      </div>
      {change.error !== null && <Problem error={change.error} />}
      <button type='submit' className='btn btn-main justify-self-end' disabled={change.isPending}>{t('localization.saveRounding')}</button>
    </form>
  )
}

function RateForm ({ currency, base, onDone }: FormProps & { base: string }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const set = useMutation(setRateOptions(currency.code))
  const [typed, setTyped] = useState('')
  const rate = typedAmount(typed)
  const isBad = typed.trim() !== '' && rate === undefined
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (rate === undefined || (currency.rate !== null && samePlain(rate, currency.rate))) return
    set.mutate(rate, { onSuccess: () => { onDone(); announce(t('localization.saved', { name: format.currency(currency.code) })) } })
  }
  return (
    <form onSubmit={submit} className='grid gap-4 border-t border-line pt-5'>
      <Field
        label={t('localization.manualRate', { base, code: currency.code })} hint={t('localization.manualRateHint')}
        error={isBad ? t('fieldErrors.bad_rate') : fieldError(set.error, '/rate', i18n)}
      >
        {(control) => <input {...control} className='input' dir='ltr' inputMode='decimal' autoComplete='off' name='rate' required placeholder={currency.rate ?? undefined} value={typed} onChange={(event) => { setTyped(event.target.value) }} />}
      </Field>
      {set.error !== null && <Problem error={set.error} />}
      <button type='submit' className='btn justify-self-end' disabled={set.isPending || isBad}>{t('localization.setRate')}</button>
    </form>
  )
}
