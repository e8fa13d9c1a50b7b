// The verbs of an order, asked of `can`; the reply replaces what is on the screen.
import { useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Confirm } from '../../components/Confirm.tsx'
import { announce } from '../../lib/announce.ts'
import { useMay } from '../../lib/use-session.ts'
import { ShipDialog } from './ShipDialog.tsx'
import { cancelOptions, deliverOptions, type StaffOrder } from './queries.ts'

export function OrderActions ({ order }: { order: StaffOrder }) {
  const { t } = useTranslation()
  const may = useMay()
  const [open, setOpen] = useState<'ship' | 'deliver' | 'cancel'>()
  const close = (): void => { setOpen(undefined) }
  const cancel = useMutation(cancelOptions(order.id))
  const deliver = useMutation(deliverOptions(order.id))
  const can = may('orders.write') ? order.can : []
  const done = (words: string) => ({ onSuccess: () => { close(); announce(words) } })

  return (
    <>
      {can.includes('cancel') && <button type='button' className='btn' onClick={() => { cancel.reset(); setOpen('cancel') }}>{t('orders.cancel.verb')}</button>}
      {can.includes('deliver') && <button type='button' className='btn btn-main' onClick={() => { deliver.reset(); setOpen('deliver') }}>{t('orders.deliver.verb')}</button>}
      {can.includes('ship') && <button type='button' className='btn btn-main' onClick={() => { setOpen('ship') }}>{t('orders.ship.verb')}</button>}
      {open === 'ship' && <ShipDialog order={order} onClose={close} />}
      {open === 'deliver' && (
        <Confirm
          title={t('orders.deliver.title')} text={t('orders.deliver.text')} verb={t('orders.deliver.verb')} busy={deliver.isPending} error={deliver.error}
          onClose={close} onConfirm={() => { deliver.mutate(undefined, done(t('orders.deliver.done'))) }}
        />
      )}
      {open === 'cancel' && (
        <Confirm
          title={t('orders.cancel.title')} text={order.paymentStatus === 'paid' ? t('orders.cancel.textPaid') : t('orders.cancel.text')}
          verb={t('orders.cancel.verb')} keep={t('orders.cancel.keep')} busy={cancel.isPending} error={cancel.error}
          onClose={close} onConfirm={() => { cancel.mutate(undefined, done(t('orders.cancel.done'))) }}
        />
      )}
    </>
  )
}
