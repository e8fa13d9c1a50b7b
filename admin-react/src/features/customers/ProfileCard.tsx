// Who the customer is, and a form to correct it.
import { useState, type FormEvent } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/Dialog.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Field } from '../../components/Field.tsx'
import { Moment } from '../../components/Moment.tsx'
import { Card } from '../../components/Page.tsx'
import { Problem } from '../../components/Problem.tsx'
import { announce } from '../../lib/announce.ts'
import { fieldError } from '../../lib/errors.ts'
import { useFormat } from '../../lib/use-format.ts'
import { changeCustomerOptions, type Customer, type CustomerPatch } from './queries.ts'

export function ProfileCard ({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  return (
    <Card title={t('customers.profile')} actions={customer.can.includes('edit') && <button type='button' className='btn' onClick={() => { setOpen(true) }}>{t('common.edit')}</button>}>
      <Facts>
        <Fact label={t('person.email')}>
          <a className='link break-all' href={`mailto:${customer.email}`}><bdi dir='ltr'>{customer.email}</bdi></a>
          <p className='hint'>{customer.verified ? t('customers.verified') : t('customers.unverified')}</p>
        </Fact>
        {customer.phone !== null && <Fact label={t('person.phone')}><bdi dir='ltr'>{customer.phone}</bdi></Fact>}
        {customer.locale !== null && <Fact label={t('customers.language')}>{format.languageName(customer.locale)}</Fact>}
        {customer.currency !== null && <Fact label={t('customers.currency')}>{format.currency(customer.currency)}</Fact>}
        <Fact label={t('customers.column.spent')}><bdi>{format.money(customer.totalSpent)}</bdi></Fact>
        <Fact label={t('customers.column.since')}><Moment at={customer.createdAt} /></Fact>
        <Fact label={t('customers.sessions')}>{format.number(customer.sessionsCount)}</Fact>
        {customer.lastSeenAt !== null && <Fact label={t('customers.lastSeen')}><Moment at={customer.lastSeenAt} /></Fact>}
      </Facts>
      {isOpen && <Dialog title={t('customers.editTitle')} onClose={() => { setOpen(false) }}><ProfileForm customer={customer} onDone={() => { setOpen(false) }} /></Dialog>}
    </Card>
  )
}

const FIELDS = ['firstName', 'lastName', 'phone'] as const

function ProfileForm ({ customer, onDone }: { customer: Customer, onDone: () => void }) {
  const { t, i18n } = useTranslation()
  const change = useMutation(changeCustomerOptions(customer.id))
  const [typed, setTyped] = useState(() => ({ firstName: customer.firstName ?? '', lastName: customer.lastName ?? '', phone: customer.phone ?? '' }))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const patch: CustomerPatch = Object.fromEntries(FIELDS
      .filter((name) => typed[name].trim() !== (customer[name] ?? ''))
      .map((name) => [name, typed[name].trim() === '' ? null : typed[name].trim()]))
    if (Object.keys(patch).length === 0) { onDone(); return }
    change.mutate(patch, { onSuccess: () => { onDone(); announce(t('customers.saved')) } })
  }
  return (
    <form onSubmit={submit} className='grid gap-4 sm:grid-cols-2'>
      {FIELDS.map((name) => (
        <Field key={name} label={t(`person.${name}`)} error={fieldError(change.error, `/${name}`, i18n)}>
          {(control) => (
            <input
              {...control} className='input' name={name} maxLength={name === 'phone' ? 40 : 100} autoComplete='off' type={name === 'phone' ? 'tel' : 'text'} dir={name === 'phone' ? 'ltr' : 'auto'}
              value={typed[name]} onChange={(event) => { setTyped({ ...typed, [name]: event.target.value }) }}
            />
          )}
        </Field>
      ))}
      <p className='hint sm:col-span-2'>{t('customers.editHint')}</p>
      {change.error !== null && <div className='sm:col-span-2'><Problem error={change.error} /></div>}
      <button type='submit' className='btn btn-main justify-self-end sm:col-span-2' disabled={change.isPending}>{t('common.save')}</button>
    </form>
  )
}
