// Which parts an address must have and how they look, by the rules of its country; pure.
import type { Static } from '@sinclair/typebox'
import type { AddressFormat } from '../localization/index.ts'
import type { FieldError } from '../../shared/errors.ts'
import type { AddressSchema } from '../../shared/schemas.ts'

export type Address = Static<typeof AddressSchema>

type Part = Exclude<keyof Address, 'countryCode'>

const ALWAYS: Part[] = ['lastName', 'addressLine1', 'city']

/** Trimmed, with empty parts left out, so that the same address is stored the same way. */
export function tidyAddress (address: Address): Address {
  const parts = Object.entries(address).map(([part, text]) => [part, text?.normalize('NFC').trim()] as const)
  return Object.fromEntries(parts.filter(([, text]) => text !== undefined && text !== '')) as Address
}

export function addressFaults (path: string, address: Address, format: AddressFormat): FieldError[] {
  const required = new Set<string>([...ALWAYS, ...format.required ?? []])
  const missing = [...required]
    .filter((part) => (address[part as Part] ?? '') === '')
    .map((part) => ({ path: `${path}/${part}`, code: 'required', message: `An address in ${address.countryCode} needs this.` }))

  const { postalCode } = address
  const { postalCodePattern, postalCodeExample } = format
  const misspelt = typeof postalCode === 'string' && postalCodePattern !== undefined && !new RegExp(postalCodePattern, 'i').test(postalCode)
  return misspelt
    ? [...missing, { path: `${path}/postalCode`, code: 'pattern', message: `A postal code in ${address.countryCode} looks like ${postalCodeExample ?? postalCodePattern}.` }]
    : missing
}
