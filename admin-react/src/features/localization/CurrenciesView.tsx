// The currencies the shop sells in: on or off, margin and rounding of converted prices, and the rate in force.
import { useState } from 'react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { BoneRows } from '../../components/Empty.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Status } from '../../components/Status.tsx'
import { announce } from '../../lib/announce.ts'
import { useFormat } from '../../lib/use-format.ts'
import { useMay } from '../../lib/use-session.ts'
import { CurrencyDialog } from './CurrencyDialog.tsx'
import { changeCurrencyOptions, staffCurrencyOptions, type StaffCurrency } from './queries.ts'
import { Switch } from './Switch.tsx'

const COLUMNS = ['', 'max-sm:hidden', 'max-lg:hidden', 'max-md:hidden', 'num'] as const

export function CurrenciesView () {
  const { t } = useTranslation()
  const [edited, setEdited] = useState<string>()
  const currencies = useQuery(staffCurrencyOptions())
  if (currencies.isError) return <Problem error={currencies.error} onRetry={() => { void currencies.refetch() }} />
  const base = currencies.data?.items.find(({ isBase }) => isBase)
  const open = currencies.data?.items.find(({ code }) => code === edited)
  return (
    <div className='card card-flush'>
      <table className='table'>
        <caption className='sr-only'>{t('localization.view.currencies')}</caption>
        <thead><tr>{(['currency', 'rate', 'rounding', 'state', 'change'] as const).map((name, index) => <th key={name} scope='col' className={COLUMNS[index]}>{name === 'change' ? <span className='sr-only'>{t('localization.column.change')}</span> : t(`localization.column.${name}`)}</th>)}</tr></thead>
        {currencies.data === undefined
          ? <BoneRows rows={8} columns={[...COLUMNS]} tall />
          : <tbody>{currencies.data.items.map((currency) => <CurrencyRow key={currency.code} currency={currency} onEdit={() => { setEdited(currency.code) }} />)}</tbody>}
      </table>
      {open !== undefined && base !== undefined && <CurrencyDialog currency={open} base={base.code} onClose={() => { setEdited(undefined) }} />}
    </div>
  )
}

function CurrencyRow ({ currency, onEdit }: { currency: StaffCurrency, onEdit: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const change = useMutation(changeCurrencyOptions(currency.code))
  const name = format.currency(currency.code)
  const can = may('localization.write') ? currency.can : []
  return (
    <tr>
      <th scope='row' className='h-14! border-t py-2! border-line bg-transparent! text-[.875rem]! text-ink! whitespace-normal!'>
        <bdi dir='ltr'>{currency.code}</bdi>
        <p className='hint font-normal'>{name}{currency.isBase && <> · {t('localization.base')}</>}</p>
        <p className='mt-1 md:hidden'><Status kind='onOff' word={currency.enabled ? 'enabled' : 'disabled'} /></p>
      </th>
      <td className={COLUMNS[1]}>{currency.isBase ? <span className='text-ink-soft'>{t('rates.source.base')}</span> : <RateFacts currency={currency} />}</td>
      <td className={COLUMNS[2]}>
        {!currency.isBase && (
          <>
            {currency.roundingEnding === null ? t('localization.roundedTo', { step: format.decimal(currency.roundingIncrement) }) : t('products.why.endsIn', { ending: format.decimal(currency.roundingEnding) })}
            <p className='hint'>{t('products.why.margin', { percent: format.decimal(currency.marginPercent) })}</p>
          </>
        )}
      </td>
      <td className={COLUMNS[3]}><Status kind='onOff' word={currency.enabled ? 'enabled' : 'disabled'} /></td>
      <td className='num'>
        <div className='flex flex-wrap justify-end gap-2'>
          {can.some((verb) => verb === 'set_rate' || verb === 'set_rounding') && <button type='button' className='btn' onClick={onEdit}>{t('localization.edit')}<span className='sr-only'> {currency.code}</span></button>}
          <Switch
            name={name} can={can} busy={change.isPending} error={change.error} warning={t('localization.disableCurrencyText')}
            onChange={(enabled, done) => { change.mutate({ enabled }, { onSuccess: () => { done(); announce(t('localization.saved', { name })) } }) }}
          />
        </div>
      </td>
    </tr>
  )
}

function RateFacts ({ currency }: { currency: StaffCurrency }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (currency.rate === null) return <span className='text-warn'>{t('localization.noRate')}</span>
  return (
    <>
      <bdi>{format.decimal(currency.rate)}</bdi>
      <p className='hint'>{currency.source !== null && t(`rates.source.${currency.source}`)}{currency.asOf !== null && <> · {format.date(currency.asOf)}</>}</p>
    </>
  )
}
