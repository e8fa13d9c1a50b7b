// The verbs of a customer, asked of `can`: export, sign out, shut out or let in, erase.
import { useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Confirm } from '../../components/Confirm.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Problem } from '../../components/Problem.tsx'
import { announce } from '../../lib/announce.ts'
import { changeCustomerOptions, eraseCustomerOptions, exportCustomerOptions, signOutCustomerOptions, type Customer } from './queries.ts'

const ASKED = ['sign_out', 'disable', 'enable', 'erase'] as const
type Asked = typeof ASKED[number]

export function CustomerActions ({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Asked>()
  const change = useMutation(changeCustomerOptions(customer.id))
  const signOut = useMutation(signOutCustomerOptions(customer.id))
  const erase = useMutation(eraseCustomerOptions(customer.id))
  const used = asked === 'erase' ? erase : asked === 'sign_out' ? signOut : change
  const open = (verb: Asked): void => { change.reset(); signOut.reset(); erase.reset(); setAsked(verb) }
  const confirm = (verb: Asked): void => {
    const done = { onSuccess: () => { setAsked(undefined); announce(t(`customers.verb.${verb}.done`)) } }
    if (verb === 'erase') erase.mutate(undefined, done)
    else if (verb === 'sign_out') signOut.mutate(undefined, done)
    else change.mutate({ status: verb === 'disable' ? 'disabled' : 'active' }, done)
  }
  return (
    <>
      {customer.can.includes('export') && <ExportButton id={customer.id} />}
      {ASKED.filter((verb) => customer.can.includes(verb) && (verb !== 'sign_out' || customer.sessionsCount > 0)).map((verb) => (
        <button key={verb} type='button' className={`btn ${verb === 'erase' ? 'btn-danger' : ''}`} onClick={() => { open(verb) }}>{t(`customers.verb.${verb}.verb`)}</button>
      ))}
      {asked !== undefined && (
        <Confirm
          key={asked} title={t(`customers.verb.${asked}.title`)} text={t(`customers.verb.${asked}.text`)} verb={t(`customers.verb.${asked}.verb`)} busy={used.isPending} error={used.error}
          {...(asked === 'erase' ? { typed: customer.email } : {})} onClose={() => { setAsked(undefined) }} onConfirm={() => { confirm(asked) }}
        />
      )}
    </>
  )
}

function ExportButton ({ id }: { id: string }) {
  const { t } = useTranslation()
  const { mutate, isPending, error, reset } = useMutation(exportCustomerOptions(id))
  return (
    <>
      <button type='button' className='btn' disabled={isPending} onClick={() => { mutate(undefined, { onSuccess: () => { announce(t('customers.exported')) } }) }}>
        <span aria-live='polite'>{isPending ? t('customers.exporting') : t('customers.export')}</span>
      </button>
      {error !== null && <Dialog title={t('customers.export')} onClose={reset}><Problem error={error} /></Dialog>}
    </>
  )
}
