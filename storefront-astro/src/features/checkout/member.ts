// What the account knows and the checkout need not ask again.
import { ApiError, type Item } from '@tradewind/sdk'
import { memberApi, sessionOf, type Context } from '../account/session.ts'
import { addressValues } from '../addresses/validate.ts'
import type { Cart } from '../cart/session.ts'
import type { Values } from './checkout.ts'

type UserAddress = Item<'listAddresses'>
export interface Member { email: string, addresses: UserAddress[] }

export async function readMember (context: Context): Promise<Member | undefined> {
  if (await sessionOf(context) === undefined) return undefined
  const api = memberApi(context)
  const [{ email }, addresses] = await Promise.all([api.users.get(), api.users.addresses.list('me', { limit: 50 }).page().then(({ items }) => items, nothingRefused)])
  return { email, addresses: addresses.filter(({ type }) => type === 'shipping').sort((a, b) => Number(b.isDefault) - Number(a.isDefault)) }
}

// The book is a help: where it does not open, one types.
const nothingRefused = (error: unknown): UserAddress[] => {
  if (error instanceof ApiError && error.status !== 401) return []
  throw error
}

const fill = (address: UserAddress): Values => ({ ...addressValues(address), country: address.countryCode, savedAddress: address.id, filledAddress: address.id })

/** For the first look: the e-mail, and the address that fits where the bag is going. */
export function firstValues ({ email, addresses }: Member, cart: Cart, hasChosenCountry: boolean): Values {
  const fitting = addresses.find(({ countryCode }) => countryCode === cart.country) ?? (hasChosenCountry ? undefined : addresses[0])
  return { ...(cart.email === null ? { email } : {}), ...(cart.shippingAddress !== null || fitting === undefined ? {} : fill(fitting)) }
}

/** A saved address fills the fields when it is chosen, not again when one of them was changed afterwards. */
export function chosenValues (member: Member | undefined, values: Values): Values {
  const chosen = member?.addresses.find(({ id }) => id === values.savedAddress)
  return chosen === undefined || values.savedAddress === values.filledAddress ? { filledAddress: values.savedAddress ?? '' } : fill(chosen)
}
