// Once there is a bag, what delivery of it costs and when it arrives, in place of the general words.
import { createApi } from '@tradewind/sdk/client'
import { cart } from '@tradewind/sdk/resources/checkout'
import { arrivalText } from '../../lib/dates.ts'
import { amountText } from '../../lib/money.ts'
import { fill } from '../../lib/plural.ts'
import { cookie } from '../shell/cookies.ts'
import { accessToken, isMember } from '../shell/member.ts'
import type { Facts } from './product-page.ts'

export async function showDelivery ({ locale, rtl, words }: Facts): Promise<void> {
  const place = document.querySelector('[data-delivery]')
  const cartToken = cookie('cart_token')
  const hasBag = cartToken !== undefined || (isMember() && Number(cookie('cart_count') ?? 0) > 0)
  if (place === null || !hasBag) return
  const answer = await cart(createApi({ cartToken, accessToken, maxRetries: 0 })).shippingMethods().catch(() => undefined)
  const [method] = answer?.items ?? []
  if (method === undefined) return
  const dates = arrivalText(method.minDays, method.maxDays, locale)
  place.textContent = fill(words.delivery, { method: method.name, price: /[1-9]/.test(method.price.amount) ? amountText(method.price, locale) : words.free, dates }, rtl)
}
