// Marks an order shipped: carrier as last time, tracking number, done.
import { useState, type FormEvent } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/Dialog.tsx'
import { Field } from '../../components/Field.tsx'
import { Problem } from '../../components/Problem.tsx'
import { announce } from '../../lib/announce.ts'
import { fieldError } from '../../lib/errors.ts'
import { CARRIERS, keepCarrier, lastCarrier } from './carriers.ts'
import { shipOptions, type Shipment, type StaffOrder } from './queries.ts'

export function ShipDialog ({ order, onClose }: { order: StaffOrder, onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const [carrier, setCarrier] = useState(lastCarrier)
  const [trackingNumber, setTrackingNumber] = useState('')
  const [trackingUrl, setTrackingUrl] = useState('')
  const ship = useMutation(shipOptions(order.id))
  const wrong = (path: string): string | undefined => fieldError(ship.error, path, i18n)

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const shipment: Shipment = { trackingNumber: trackingNumber.trim() }
    if (carrier.trim() !== '') shipment.carrier = carrier.trim()
    if (trackingUrl.trim() !== '') shipment.trackingUrl = trackingUrl.trim()
    keepCarrier(carrier.trim())
    ship.mutate(shipment, { onSuccess: () => { onClose(); announce(t('orders.ship.done')) } })
  }
  return (
    <Dialog title={t('orders.ship.title')} onClose={onClose}>
      <form onSubmit={submit} className='grid gap-4'>
        <Field label={t('orders.ship.trackingNumber')} error={wrong('/trackingNumber')}>
          {(control) => <input {...control} className='input' dir='ltr' name='trackingNumber' required maxLength={100} autoComplete='off' value={trackingNumber} onChange={(event) => { setTrackingNumber(event.target.value) }} />}
        </Field>
        <Field label={t('orders.ship.carrier')} error={wrong('/carrier')}>
          {(control) => (
            <>
              <input {...control} className='input' name='carrier' list='carriers' maxLength={100} autoComplete='off' value={carrier} onChange={(event) => { setCarrier(event.target.value) }} />
              <datalist id='carriers'>{CARRIERS.map((name) => <option key={name} value={name} />)}</datalist>
            </>
          )}
        </Field>
        <Field label={t('orders.ship.trackingUrl')} hint={t('orders.ship.trackingUrlHint')} error={wrong('/trackingUrl')}>
          {(control) => <input {...control} className='input' type='url' dir='ltr' name='trackingUrl' maxLength={500} pattern='https?://.*' autoComplete='off' value={trackingUrl} onChange={(event) => { setTrackingUrl(event.target.value) }} />}
        </Field>
        {ship.error !== null && <Problem error={ship.error} />}
        <div className='flex flex-wrap items-center justify-between gap-3'>
          <p className='hint'>{t('orders.ship.mail')} <bdi dir='ltr'>{order.email}</bdi></p>
          <button type='submit' className='btn btn-main ms-auto' disabled={ship.isPending}>{t('orders.ship.verb')}</button>
        </div>
      </form>
    </Dialog>
  )
}
