// The arithmetic of a cart and of the order it becomes: no clock, no database, no request.
import { add, allocate, subtract, sum, times, zero, type Currency, type Money } from '../../shared/money.ts'
import type { TaxAnswer, TaxClass } from '../pricing/index.ts'

export interface LineToPrice { unit: Money, quantity: number, taxClass: TaxClass }
export interface PricedLine<L extends LineToPrice> { line: L, lineTotal: Money, discountShare: Money, tax: TaxShare }
export interface TaxShare { taxClass: TaxClass, percent: string, reason: TaxAnswer['reason'], taxable: Money, amount: Money }

export interface Totals<L extends LineToPrice> {
  lines: Array<PricedLine<L>>
  shippingTax: TaxShare
  subtotal: Money, discountTotal: Money, shippingTotal: Money, taxTotal: Money, total: Money
  taxIncluded: boolean
}

export interface ToTotal<L extends LineToPrice> {
  currency: Currency
  lines: L[]
  shipping: Money
  discount?: Money
  taxIncluded: boolean
  taxOf: (taxClass: TaxClass, amount: Money) => TaxAnswer
}

/** Tax is rounded on each line, so that its rows add up to the total to the last unit. */
export function totalsOf<L extends LineToPrice> ({ currency, lines, shipping, discount = zero(currency), taxIncluded, taxOf }: ToTotal<L>): Totals<L> {
  const lineTotals = lines.map((line) => times(line.unit, line.quantity))
  const subtotal = sum(lineTotals, currency)
  const discountShares = lines.length === 0 ? [] : allocate(discount, lineTotals.map((lineTotal) => lineTotal.minor))
  const share = (taxClass: TaxClass, taxable: Money): TaxShare => {
    const { percent, reason, amount } = taxOf(taxClass, taxable)
    return { taxClass, percent, reason, taxable, amount }
  }

  const priced = lines.map((line, index) => {
    const lineTotal = lineTotals[index] ?? zero(currency)
    const discountShare = discountShares[index] ?? zero(currency)
    return { line, lineTotal, discountShare, tax: share(line.taxClass, subtract(lineTotal, discountShare)) }
  })
  const shippingTax = share('standard', shipping)
  const taxTotal = sum([...priced.map(({ tax }) => tax.amount), shippingTax.amount], currency)

  const goods = add(subtract(subtotal, discount), shipping)
  const total = taxIncluded ? goods : add(goods, taxTotal)
  return { lines: priced, shippingTax, subtotal, discountTotal: discount, shippingTotal: shipping, taxTotal, total, taxIncluded }
}

export interface TaxLine { taxClass: TaxClass, percent: string, taxable: Money, amount: Money }

/** One line a rate, as a receipt shows it; what carries no tax is left out. */
export function taxLines (totals: Totals<LineToPrice>): TaxLine[] {
  const byRate = new Map<string, TaxLine>()
  for (const tax of [...totals.lines.map((line) => line.tax), totals.shippingTax]) {
    if (tax.reason !== 'destination' || tax.taxable.minor === 0n) continue
    const known = byRate.get(tax.percent)
    byRate.set(tax.percent, known
      ? { ...known, taxable: add(known.taxable, tax.taxable), amount: add(known.amount, tax.amount) }
      : { taxClass: tax.taxClass, percent: tax.percent, taxable: tax.taxable, amount: tax.amount })
  }
  return [...byRate.values()]
}
