// The checkout on the server: reads the form, keeps what can be kept, places the order once, starts its payment.
import type { APIContext } from 'astro'
import { ApiError, compareMoney, type Client, type Item, type Money } from '@tradewind/sdk'
import { currentCart, forgetCart, shopperApi, type Cart } from '../cart/session.ts'
import { paths } from '../../lib/paths.ts'
import { startPayment } from '../order/payment.ts'
import { keepOrderToken } from '../order/session.ts'
import { addressForm, emailField, type AddressForm, type Country, type FieldName } from '../addresses/fields.ts'
import { addressValues, faultsFrom, faultsOf, fieldsOf, toAddress, type Faults as AddressFaults } from '../addresses/validate.ts'
import { chosenValues, firstValues, readMember, type Member } from './member.ts'

export type Values = Partial<Record<FieldName | 'country' | 'shippingMethodId' | 'paymentMethod' | 'savedAddress' | 'filledAddress', string>>
export type Faults = AddressFaults & { shippingMethodId?: string }

export interface Checkout {
  cart: Cart
  countries: Country[]
  country: Country
  form: AddressForm
  member?: Member
  methods: Array<Item<'listShippingMethods'>>
  values: Values
  faults: Faults
  problem?: 'general'
  totalBefore?: Money
  shortages: Array<{ name: string, left: number, wanted: number }>
  /** One press of the button, however often it is sent; kept while nothing is known about its outcome. */
  keys: { order: string, payment: string }
}

const NAMES = ['email', 'name', 'addressLine1', 'addressLine2', 'postalCode', 'city', 'region', 'company', 'phone', 'country', 'shippingMethodId', 'paymentMethod', 'savedAddress', 'filledAddress'] as const
const UUID = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i

/** The page to show, or where to go instead. */
export async function readCheckout (context: APIContext): Promise<Checkout | string> {
  const { locale, api } = context.locals.page
  // Made before the cart is looked for: a cart that became an order takes its cookie along, but its key still answers for it.
  const shopper = shopperApi(context)
  const form = context.request.method === 'POST' ? await context.request.formData() : undefined
  const values = form === undefined ? undefined : Object.fromEntries(NAMES.map((name) => [name, String(form.get(name) ?? '').slice(0, 300)])) as Values
  const [{ items: countries }, found, member] = await Promise.all([api.localization.countries(), currentCart(context), readMember(context)])
  if (form?.get('intent') === 'pay' && values !== undefined) return await pay(context, { shopper, values, form, countries, found, member })
  if (found === undefined || found.items.length === 0) return paths.cart(locale)
  const chosen: Values = values === undefined
    ? { ...valuesOf(found), ...(member === undefined ? {} : firstValues(member, found, context.cookies.has('country'))) }
    : { ...values, ...chosenValues(member, values) }
  const cart = await keepChoices(context, found, chosen)
  return await view(context, { cart, countries, member, values: { ...chosen, country: cart.country, shippingMethodId: cart.shippingMethodId ?? '' } })
}

/** What the cart knows already, as the form would say it. */
const valuesOf = (cart: Cart): Values => ({
  ...addressValues(cart.shippingAddress),
  email: cart.email ?? '',
  country: cart.shippingAddress?.countryCode ?? cart.country,
  shippingMethodId: cart.shippingMethodId ?? ''
})

/** Country and delivery move the total, so they are kept as soon as they are chosen. */
async function keepChoices (context: APIContext, cart: Cart, { country, shippingMethodId, email }: Values): Promise<Cart> {
  const api = shopperApi(context)
  try {
    let next = cart
    if (country !== undefined && country !== cart.country) next = await api.cart.update({ country, shippingAddress: null, shippingMethodId: null })
    else if (shippingMethodId !== undefined && shippingMethodId !== '' && shippingMethodId !== cart.shippingMethodId) next = await api.cart.update({ shippingMethodId })
    if (email !== undefined && /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(email) && email !== next.email) next = await api.cart.update({ email })
    return next.shippingMethodId === null ? await currentCart(context) ?? next : next
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return await currentCart(context) ?? cart
    throw error
  }
}

interface Asked { cart: Cart, countries: Country[], member: Member | undefined, values: Values }

async function view (context: APIContext, { cart, countries, member, values }: Asked, more: Partial<Checkout> = {}): Promise<Checkout> {
  const { items: methods } = await shopperApi(context).cart.shippingMethods()
  const country = countries.find(({ code }) => code === (values.country ?? cart.country)) ?? countries.find(({ code }) => code === cart.country) ?? countries[0]
  if (country === undefined) throw new Error('The shop delivers to no country')
  const chosen = methods.some(({ id }) => id === values.shippingMethodId) ? values.shippingMethodId : cart.shippingMethodId ?? ''
  return {
    cart, countries, country, member, form: await formOf(context, country), methods, values: { ...values, shippingMethodId: chosen }, faults: {}, shortages: [],
    keys: { order: crypto.randomUUID(), payment: crypto.randomUUID() }, ...more
  }
}

const formOf = async ({ locals: { page } }: APIContext, country: Country): Promise<AddressForm> =>
  addressForm(await page.api.localization.addressFormat(country.code), country, page.t, 'shipping ')

interface Press { shopper: Client, values: Values, form: FormData, countries: Country[], found: Cart | undefined, member: Member | undefined }

async function pay (context: APIContext, { shopper, values, form, countries, found, member }: Press): Promise<Checkout | string> {
  const { t, locale } = context.locals.page
  const country = countries.find(({ code }) => code === values.country)
  if (country === undefined) return paths.checkout(locale)
  const address = await formOf(context, country)
  const faults: Faults = faultsOf(values, [emailField(t), ...fieldsOf(address)], country, t)
  if ((values.shippingMethodId ?? '') === '') faults.shippingMethodId = t('errorMethod')
  if (found !== undefined && Object.keys(faults).length > 0) return await view(context, { cart: found, countries, member, values }, { faults })

  const keys = { order: keyOf(form, 'orderKey'), payment: keyOf(form, 'paymentKey') }
  const expectedTotal = { amount: String(form.get('amount') ?? ''), currency: String(form.get('currency') ?? '') }
  try {
    // With the same key and the same letter the API answers a second press with the first order, even when the cart is gone.
    const order = await shopper.orders.place({
      email: values.email?.trim(), shippingAddress: toAddress(values, address), shippingMethodId: values.shippingMethodId, expectedTotal
    }, { idempotencyKey: keys.order })
    if (order.accessToken !== undefined) keepOrderToken(context, order.id, order.accessToken)
    forgetCart(context)
    return await startPayment(context, { orderId: order.id, token: order.accessToken, method: values.paymentMethod ?? 'approve', key: keys.payment })
  } catch (error) {
    if (!(error instanceof ApiError) || error.status >= 500) throw error
    const cart = await currentCart(context)
    if (cart === undefined || cart.items.length === 0) return paths.cart(locale)
    return await view(context, { cart, countries, member, values }, refusal(error, { cart, values, address, t, expectedTotal }))
  }
}

function refusal (error: ApiError, { cart, values, address, t, expectedTotal }: { cart: Cart, values: Values, address: AddressForm, t: APIContext['locals']['page']['t'], expectedTotal: Money }): Partial<Checkout> {
  if (error.code === 'total_changed') {
    const isSame = expectedTotal.currency === cart.total.currency && compareMoney(expectedTotal, cart.total) === 0
    return isSame ? { problem: 'general' } : { totalBefore: expectedTotal }
  }
  if (error.code === 'out_of_stock') {
    const items = (error.problem.items ?? []) as Array<{ variantId: string, requested: number, inventoryQuantity: number }>
    return {
      shortages: items.map(({ variantId, requested, inventoryQuantity }) => ({
        name: cart.items.find((item) => item.variantId === variantId)?.name ?? '', left: Math.max(0, inventoryQuantity), wanted: requested
      }))
    }
  }
  const faults: Faults = faultsFrom(error.errors, values, [emailField(t), ...fieldsOf(address)], address.country, t)
  if (error.errors.some(({ path }) => path.endsWith('/shippingMethodId'))) faults.shippingMethodId = t('errorMethod')
  return Object.keys(faults).length > 0 ? { faults } : { problem: 'general' }
}

const keyOf = (form: FormData, name: string): string => {
  const key = String(form.get(name) ?? '')
  return UUID.test(key) ? key : crypto.randomUUID()
}
