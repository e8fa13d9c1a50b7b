// One customer: orders, addresses, what they agreed to, where they are signed in.
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Bones } from '../../components/Empty.tsx'
import { PageHead } from '../../components/Page.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Status } from '../../components/Status.tsx'
import { useMay } from '../../lib/use-session.ts'
import { CustomerActions } from './CustomerActions.tsx'
import { AddressesCard, ConsentsCard, LatestOrders } from './CustomerCards.tsx'
import { ProfileCard } from './ProfileCard.tsx'
import { customerOptions } from './queries.ts'

export function CustomerPage () {
  const { t } = useTranslation()
  const may = useMay()
  const { userId } = useParams({ from: '/customers/$userId' })
  const { data: customer, error, refetch } = useQuery(customerOptions(userId))
  const back = { to: '/customers', label: t('nav.customers') } as const
  if (customer === undefined) {
    return (
      <>
        <PageHead title={t('customers.one')} back={back} />
        {error === null
          ? <div className='grid gap-5 xl:grid-cols-[minmax(0,1fr)_23rem]' aria-busy='true'><Bones className='min-h-96' /><Bones className='min-h-96' /></div>
          : <Problem error={error} onRetry={() => { void refetch() }} />}
      </>
    )
  }
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(' ')
  const title = name === '' ? customer.email : name
  return (
    <>
      <PageHead title={title} heading={<bdi>{title}</bdi>} back={back} state={<Status kind='customer' word={customer.status} />}>
        <CustomerActions customer={customer} />
      </PageHead>
      {customer.isStaff && (
        <p className='note mb-5'>
          {t('customers.isStaff')} {may('staff.read') && <Link to='/staff/$staffId' params={{ staffId: customer.id }} className='link'>{t('customers.toStaff')}</Link>}
        </p>
      )}
      <div className='grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_23rem]'>
        <div className='grid min-w-0 gap-5'>
          <LatestOrders customer={customer} />
          <AddressesCard customer={customer} />
        </div>
        <div className='grid min-w-0 gap-5 md:grid-cols-2 xl:grid-cols-1'>
          <ProfileCard customer={customer} />
          <ConsentsCard customer={customer} />
        </div>
      </div>
    </>
  )
}
