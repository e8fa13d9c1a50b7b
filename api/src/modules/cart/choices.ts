// What a cart becomes when its shopper chooses a language, a currency, a country, an address, a method: checked against what the shop offers.
import { addressFaults, tidyAddress, type Address, type Directory } from '../localization/index.ts'
import { normaliseEmail } from '../users/index.ts'
import { quotes } from '../shipping/index.ts'
import type { Db } from '../../platform/db.ts'
import { fallbackChain, matchLanguage } from '../../shared/locale.ts'
import type { Cart } from './cart.ts'
import { faulty, unknownShippingMethod, unsupportedCountry, unsupportedCurrency, unsupportedLanguage } from './errors.ts'
import type { CartFacts } from './queries.ts'
import type { ChangeCart } from './schemas.ts'

export async function nextFacts (db: Db, known: Directory, cart: Cart, change: ChangeCart): Promise<CartFacts> {
  const locale = change.locale === undefined ? cart.locale : matchLanguage(change.locale, cart.channel.languages)
  if (locale === undefined) throw unsupportedLanguage()
  const currency = change.currency ?? cart.currency.code
  if (change.currency !== undefined && !cart.channel.currencies.some(({ code }) => code === currency)) throw unsupportedCurrency()

  const place = destination(known, cart, change)
  const next: CartFacts = {
    locale,
    currency,
    ...place,
    billingAddress: change.billingAddress === undefined ? cart.billingAddress : change.billingAddress && tidyAddress(change.billingAddress),
    email: change.email === undefined ? cart.email : change.email && normaliseEmail(change.email),
    note: change.note === undefined ? cart.note : change.note,
    shippingMethodId: change.shippingMethodId === undefined ? cart.shipping?.id ?? null : change.shippingMethodId
  }
  checkAddresses(known, cart, change)
  await checkMethod(db, cart, change, next)
  return next
}

// The address names the country; a country chosen alone makes an address elsewhere meaningless.
function destination (known: Directory, cart: Cart, change: ChangeCart): Pick<CartFacts, 'country' | 'shippingAddress'> {
  if (change.shippingAddress) {
    const shippingAddress = tidyAddress(change.shippingAddress)
    if (!cart.channel.countries.includes(shippingAddress.countryCode)) throw unsupportedCountry('/shippingAddress/countryCode')
    return { country: shippingAddress.countryCode, shippingAddress }
  }
  const country = change.country ?? cart.country
  if (change.country !== undefined && !cart.channel.countries.includes(country)) throw unsupportedCountry('/country')
  const kept = change.shippingAddress === undefined && cart.shippingAddress?.countryCode === country ? cart.shippingAddress : null
  return { country, shippingAddress: kept }
}

function checkAddresses (known: Directory, cart: Cart, { shippingAddress, billingAddress }: ChangeCart): void {
  const given: Array<[string, Address | null | undefined]> = [['/shippingAddress', shippingAddress], ['/billingAddress', billingAddress]]
  const faults = given.flatMap(([path, address]) => {
    if (!address) return []
    const country = known.countries.find(({ code }) => code === address.countryCode)
    if (!country) throw unsupportedCountry(`${path}/countryCode`)
    return addressFaults(path, tidyAddress(address), country.addressFormat)
  })
  if (faults.length > 0) throw faulty(faults)
}

async function checkMethod (db: Db, cart: Cart, change: ChangeCart, next: CartFacts): Promise<void> {
  if (!change.shippingMethodId) return
  const currency = cart.channel.currencies.find(({ code }) => code === next.currency) ?? cart.currency
  const offered = await quotes(db, {
    country: next.country,
    currency,
    subtotal: { minor: 0n, currency },
    languages: fallbackChain(next.locale, cart.channel.defaultLanguage)
  })
  if (!offered.some(({ id }) => id === next.shippingMethodId)) throw unknownShippingMethod()
}
