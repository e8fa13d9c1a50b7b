// Changes what is on hand: what came, went or was counted, why, and what happened before.
import { useState, type FormEvent } from 'react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/Dialog.tsx'
import { Field } from '../../components/Field.tsx'
import { Problem } from '../../components/Problem.tsx'
import { announce } from '../../lib/announce.ts'
import { fieldError } from '../../lib/errors.ts'
import { useFormat } from '../../lib/use-format.ts'
import { adjustOptions, movementOptions, REASONS, type Adjustment, type Reason } from './queries.ts'

export interface Countable { variantId: string, sku: string, label: string, onHand: number, reserved: number }

export function AdjustDialog ({ item, onClose }: { item: Countable, onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('stock.adjust.title', { name: item.label })} onClose={onClose}>
      <AdjustForm item={item} onDone={onClose} />
      <History variantId={item.variantId} />
    </Dialog>
  )
}

function AdjustForm ({ item, onDone }: { item: Countable, onDone: () => void }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const [reason, setReason] = useState<Reason>('received')
  const [typed, setTyped] = useState('')
  const [note, setNote] = useState('')
  const adjust = useMutation(adjustOptions(item.variantId))
  const number = /^\d{1,9}$/.test(typed) ? Number(typed) : undefined
  const isCount = reason === 'counted'
  const after = number === undefined ? undefined : isCount ? number : item.onHand + (reason === 'damaged' ? -number : number)

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (number === undefined || after === undefined) return
    const adjustment: Adjustment = { reason, ...(isCount ? { onHand: number } : { change: after - item.onHand }) }
    if (note.trim() !== '') adjustment.note = note.trim()
    adjust.mutate(adjustment, { onSuccess: () => { onDone(); announce(t('stock.adjust.done', { count: format.number(after) })) } })
  }
  return (
    <form onSubmit={submit} className='grid gap-4 sm:grid-cols-2'>
      <Field label={t('stock.adjust.reason')} error={fieldError(adjust.error, '/reason', i18n)}>
        {(control) => (
          <select {...control} className='input' name='reason' value={reason} onChange={(event) => { setReason(REASONS.find((word) => word === event.target.value) ?? 'counted') }}>
            {REASONS.map((word) => <option key={word} value={word}>{t(`stock.reason.${word}`)}</option>)}
          </select>
        )}
      </Field>
      <Field label={isCount ? t('stock.adjust.counted') : t('stock.adjust.pieces')} hint={after === undefined ? t('stock.adjust.now', { count: format.number(item.onHand), reserved: format.number(item.reserved) }) : t('stock.adjust.after', { count: format.number(after) })} error={fieldError(adjust.error, isCount ? '/onHand' : '/change', i18n)}>
        {(control) => <input {...control} className='input' name='number' inputMode='numeric' pattern='[0-9]{1,9}' required dir='ltr' autoComplete='off' value={typed} onChange={(event) => { setTyped(event.target.value.trim()) }} />}
      </Field>
      <div className='sm:col-span-2'>
        <Field label={t('stock.adjust.note')} error={fieldError(adjust.error, '/note', i18n)}>
          {(control) => <input {...control} className='input' name='note' maxLength={500} autoComplete='off' value={note} onChange={(event) => { setNote(event.target.value) }} />}
        </Field>
      </div>
      {adjust.error !== null && <div className='sm:col-span-2'><Problem error={adjust.error} /></div>}
      <div className='flex justify-end sm:col-span-2'>
        <button type='submit' className='btn btn-main' disabled={adjust.isPending}>{t('stock.adjust.submit')}</button>
      </div>
    </form>
  )
}

function History ({ variantId }: { variantId: string }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const { data, isError } = useQuery(movementOptions(variantId))
  const signed = (value: number): string => `${value > 0 ? '+' : ''}${format.number(value)}`
  const reason = (word: string): string => i18n.exists(`stock.reason.${word}`) ? t(`stock.reason.${word}` as 'stock.reason.counted') : word
  if (isError || data?.items.length === 0) return null
  return (
    <section className='mt-5 border-t border-line pt-4'>
      <h3 className='mb-2 font-medium'>{t('stock.history')}</h3>
      <ul className='grid min-h-24 content-start gap-1.5' aria-busy={data === undefined}>
        {data?.items.map((movement) => (
          <li key={movement.id} className='grid grid-cols-[minmax(0,1fr)_auto_auto] gap-3'>
            <span className='min-w-0 truncate'>{reason(movement.reason)}{movement.note !== null && <span className='text-ink-soft'> · <bdi>{movement.note}</bdi></span>}</span>
            <bdi dir='ltr' className='font-medium'>{signed(movement.onHandChange === 0 ? -movement.reservedChange : movement.onHandChange)}</bdi>
            <time className='text-ink-soft' dateTime={movement.createdAt}>{format.ago(movement.createdAt)}</time>
          </li>
        ))}
      </ul>
    </section>
  )
}
