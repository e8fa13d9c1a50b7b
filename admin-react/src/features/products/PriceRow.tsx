// One price of one variant: typed it is the merchant's own, left empty it follows the base price.
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@tradewind/sdk'
import { Status } from '../../components/Status.tsx'
import { fieldError } from '../../lib/errors.ts'
import { useFormat } from '../../lib/use-format.ts'
import { heldPrice, priceKey } from './draft.ts'
import type { Variant, VariantPrice } from './queries.ts'
import type { Editor } from './use-editor.ts'

interface RowProps { editor: Editor, variant: Variant, price: VariantPrice, base: string }

export function PriceRow ({ editor, variant, price, base }: RowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const id = useId()
  const key = priceKey(variant.id, price.currency)
  const held = heldPrice(editor.product, variant.id, price.currency)
  const { amount = held.amount, compareAt = held.compareAt } = editor.draft.prices[key] ?? {}
  const wrong = useWrong(editor, key)
  const isFixed = amount.trim() !== ''
  const isBase = price.currency === base
  const readOnly = !editor.product.can.includes('set_prices')
  const cell = (part: 'amount' | 'compareAt', value: string, placeholder: string | undefined) => (
    <input
      className={`input min-w-24 px-2.5! text-end ${value === held[part] ? '' : 'input-changed'}`} dir='ltr' inputMode='decimal' autoComplete='off' maxLength={24}
      name={`${part}-${price.currency}`} placeholder={placeholder} readOnly={readOnly || (part === 'compareAt' && !isFixed)} value={value}
      aria-label={t(`products.price.${part === 'amount' ? 'priceIn' : 'compareAtIn'}`, { currency: format.currency(price.currency) })}
      aria-invalid={wrong?.part === part ? true : undefined} aria-describedby={wrong?.part === part ? id : undefined}
      onChange={(event) => { editor.setPrice(variant.id, price.currency, { [part]: event.target.value }) }}
    />
  )
  return (
    <tr>
      <th scope='row' className='bg-transparent! text-ink! border-t border-line'>
        <abbr className='no-underline' title={format.currency(price.currency)}>{price.currency}</abbr>
        {!price.enabled && <span className='hint block font-normal'>{t('products.price.notSold')}</span>}
      </th>
      <td className='w-30'>{cell('amount', amount, isBase ? undefined : price.converted?.price.amount ?? price.price?.amount)}</td>
      <td className='max-sm:hidden'><Status kind='price' word={isFixed ? 'fixed' : 'converted'} /></td>
      <td className='max-md:hidden'>
        {wrong === undefined
          ? <Why price={price} isBase={isBase} isFixed={isFixed} onConvert={readOnly ? undefined : () => { editor.setPrice(variant.id, price.currency, { amount: '', compareAt: '' }) }} />
          : <p id={id} className='fault m-0!'>{wrong.words}</p>}
      </td>
      <td className='w-30'>{cell('compareAt', compareAt, isFixed ? undefined : price.compareAtPrice?.amount)}</td>
    </tr>
  )
}

interface WhyProps { price: VariantPrice, isBase: boolean, isFixed: boolean, onConvert: (() => void) | undefined }

function Why ({ price, isBase, isFixed, onConvert }: WhyProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { converted } = price
  if (isBase) return <span className='text-ink-soft'>{t('products.why.base')}</span>
  if (isFixed) {
    return (
      <span className='text-ink-soft'>
        {t('products.why.fixed')}{converted !== null && <> · {t('products.why.wouldBe')} <bdi>{format.money(converted.price)}</bdi></>}
        {onConvert !== undefined && <button type='button' className='link ms-2 min-h-8' onClick={onConvert}>{t('products.why.convert')}<span className='sr-only'> {price.currency}</span></button>}
      </span>
    )
  }
  if (converted === null) return <span className='text-ink-soft'>{t('products.why.onSave')}</span>
  const source = (['ecb', 'peg', 'manual'] as const).find((word) => word === converted.rateSource)
  const parts = [
    format.decimal(converted.rate),
    source === undefined ? converted.rateSource : t(`rates.short.${source}`),
    format.date(converted.asOf),
    ...(/[1-9]/.test(converted.marginPercent) ? [t('products.why.margin', { percent: format.decimal(converted.marginPercent) })] : []),
    converted.roundingEnding === null ? t('products.why.roundedTo', { step: format.decimal(converted.roundingIncrement) }) : t('products.why.endsIn', { ending: format.decimal(converted.roundingEnding) })
  ]
  return <span className='text-ink-soft'>{parts.map((part, index) => <span key={part}>{index > 0 && ' · '}<bdi>{part}</bdi></span>)}</span>
}

function useWrong (editor: Editor, key: string): { part: 'amount' | 'compareAt', words: string } | undefined {
  const { t, i18n } = useTranslation()
  const bad = editor.bad[key]
  if (bad === 'missing') return { part: 'amount', words: t('fieldErrors.required') }
  if (bad !== undefined) return { part: bad, words: t('fieldErrors.bad_amount') }
  const refused = editor.error instanceof ApiError ? editor.error.errors.find(({ path }) => editor.cellOf(path) === key) : undefined
  if (refused === undefined) return undefined
  return { part: refused.path.endsWith('compareAt') ? 'compareAt' : 'amount', words: fieldError(editor.error, refused.path, i18n) ?? refused.message }
}
