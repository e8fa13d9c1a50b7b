// One order: what was bought, by whom, what happened, and what may be done next.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Bones } from '../../components/Empty.tsx'
import { PageHead } from '../../components/Page.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Status } from '../../components/Status.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { OrderActions } from './OrderActions.tsx'
import { OrderLines } from './OrderLines.tsx'
import { OrderPeople, Parcels, PaymentFacts } from './OrderFacts.tsx'
import { Timeline } from './Timeline.tsx'
import { orderOptions } from './queries.ts'

export function OrderPage () {
  const { t } = useTranslation()
  const format = useFormat()
  const { orderId } = useParams({ from: '/orders/$orderId' })
  const { data: order, error, refetch } = useQuery(orderOptions(orderId))
  const back = { to: '/orders', label: t('nav.orders') } as const

  if (order === undefined) {
    return (
      <>
        <PageHead title={t('orders.one')} back={back} />
        {error === null
          ? <div className='grid gap-5 xl:grid-cols-[minmax(0,1fr)_21rem]' aria-busy='true'><Bones className='min-h-96' /><Bones className='min-h-96' /></div>
          : <Problem error={error} onRetry={() => { void refetch() }} />}
      </>
    )
  }
  return (
    <>
      <PageHead
        title={t('orders.title', { number: order.number })} heading={<bdi dir='ltr'>{order.number}</bdi>} back={back}
        state={<><Status kind='order' word={order.status} /><time className='text-ink-soft' dateTime={order.placedAt}>{format.dateTime(order.placedAt)}</time></>}
      >
        <OrderActions order={order} />
      </PageHead>
      <div className='grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_21rem]'>
        <div className='grid min-w-0 gap-5'>
          <OrderLines order={order} />
          <Timeline order={order} />
        </div>
        <div className='grid min-w-0 gap-5 md:grid-cols-2 xl:grid-cols-1'>
          <Parcels order={order} />
          <OrderPeople order={order} />
          <PaymentFacts order={order} />
        </div>
      </div>
    </>
  )
}
