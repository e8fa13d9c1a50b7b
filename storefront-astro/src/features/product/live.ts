// Stock and price confirmed by one small request while the page is looked at: it may have lain in a cache.
import { createApi } from '@tradewind/sdk/client'
import { products } from '@tradewind/sdk/resources/catalogue'
import type { Money } from '@tradewind/sdk/money'
import { shownCurrency } from '../shell/currency.ts'
import { amountText } from '../../lib/money.ts'
import type { Facts } from './product-page.ts'
import { stockClass, stockText } from './stock.ts'

export async function confirmLive (form: HTMLFormElement, facts: Facts, changed: () => void): Promise<void> {
  if (document.visibilityState !== 'visible' || (document as { prerendering?: boolean }).prerendering === true) {
    document.addEventListener('visibilitychange', () => { void confirmLive(form, facts, changed) }, { once: true })
    return
  }
  const api = createApi({ locale: facts.locale, maxRetries: 1, fetch: async (input, init) => await fetch(input, { ...init, cache: 'no-cache' }) })
  const fresh = await products(api).get(facts.id, { include: 'prices' }).catch(() => undefined)
  if (fresh === undefined) return
  for (const variant of fresh.variants) {
    const known = facts.variants.find(({ id }) => id === variant.id)
    if (known === undefined) continue
    known.out = variant.availability === 'out_of_stock'
    showStock(form, variant.sku, stockText(facts.words.stock, variant, facts.locale, facts.rtl), stockClass(variant))
    for (const one of variant.prices ?? []) {
      const isNew = showPrice(form, variant.sku, one.price, one.compareAtPrice ?? undefined, facts.locale)
      if (isNew && one.price.currency === shownCurrency()) document.querySelector('#live')?.replaceChildren(facts.words.priceChanged)
    }
  }
  changed()
}

function showStock (form: HTMLFormElement, sku: string, text: string, kind: string): void {
  const stock = form.querySelector(`[data-variant="${CSS.escape(sku)}"] [data-stock]`)
  if (stock === null || stock.textContent === text) return
  stock.textContent = text
  stock.className = kind
}

function showPrice (form: HTMLFormElement, sku: string, price: Money, formerly: Money | undefined, locale: string): boolean {
  const amount = form.querySelector(`[data-variant="${CSS.escape(sku)}"] [data-c=${price.currency}] [data-amount]`)
  const [now, was] = amount?.querySelectorAll('bdi') ?? []
  const text = amountText(price, locale)
  if (amount == null || now === undefined || (now.textContent === text && (was?.closest('s') == null) === (formerly === undefined))) return false
  const fresh = document.createElement('bdi')
  fresh.textContent = text
  amount.replaceChildren(fresh)
  if (formerly === undefined) return true
  fresh.className = 'price-now'
  const struck = document.createElement('s')
  struck.className = 'price-was'
  struck.append(Object.assign(document.createElement('bdi'), { textContent: amountText(formerly, locale) }))
  amount.append(' ', struck)
  return true
}
