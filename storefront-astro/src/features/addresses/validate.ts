// What is wrong with a filled address, told in the reader's language; the API's own refusals are mapped onto the same fields.
import type { FieldError } from '@tradewind/sdk'
import type { Translate } from '../../lib/i18n.ts'
import { joinName, splitName } from '../../lib/names.ts'
import type { AddressForm, Country, Field, FieldName, Values } from './fields.ts'

export type Faults = Partial<Record<FieldName | 'country', string>>

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/

export const fieldsOf = ({ shown, hidden }: AddressForm): Field[] => [...shown, ...hidden]

export function faultsOf (values: Values, fields: Field[], country: Country, t: Translate): Faults {
  const faults: Faults = {}
  for (const field of fields) {
    const fault = faultOf(field, values[field.name]?.trim() ?? '', country, t)
    if (fault !== undefined) faults[field.name] = fault
  }
  return faults
}

function faultOf (field: Field, value: string, country: Country, t: Translate): string | undefined {
  if (value === '') return field.required ? missing(field, t) : undefined
  if (field.name === 'email' && !EMAIL.test(value)) return t('errorEmail')
  if (field.pattern !== undefined && !new RegExp(field.pattern, 'i').test(value)) return patternFault(field, country, t)
  return undefined
}

export const missing = (field: Field, t: Translate): string => t('errorRequired', { field: field.label })

export const patternFault = (field: Field, country: Country, t: Translate): string =>
  field.name === 'postalCode' && field.example !== undefined
    ? t('errorPostalCode', { country: country.name, example: field.example })
    : t('errorPattern', { field: field.label })

const PARTS: Record<string, keyof Faults> = { email: 'email', lastName: 'name', firstName: 'name', countryCode: 'country' }

/** /shippingAddress/postalCode → postalCode, in our words. */
export function faultsFrom (errors: FieldError[], values: Values, fields: Field[], country: Country, t: Translate): Faults {
  const faults: Faults = {}
  for (const { path, code } of errors) {
    const part = path.split('/').at(-1) ?? ''
    const name = PARTS[part] ?? part
    const field = fields.find((one) => one.name === name)
    if (field !== undefined) faults[field.name] = code === 'required' || (values[field.name] ?? '') === '' ? missing(field, t) : patternFault(field, country, t)
  }
  return faults
}

export interface Address {
  firstName?: string, lastName: string, company?: string, addressLine1: string, addressLine2?: string
  city: string, region?: string, postalCode?: string, countryCode: string, phone?: string
}
export type KnownAddress = { [K in keyof Address]?: Address[K] | null }

const PLAIN = ['addressLine1', 'addressLine2', 'postalCode', 'city', 'region', 'company', 'phone'] as const

export function toAddress (values: Values, form: AddressForm): Address {
  const filled = fieldsOf(form).flatMap(({ name }) => {
    const text = values[name]?.trim() ?? ''
    return text === '' || name === 'name' || name === 'email' ? [] : [[name, text] as const]
  })
  return {
    ...splitName(values.name ?? '', form.country.code),
    ...Object.fromEntries(filled) as Pick<Address, 'addressLine1' | 'city'>,
    countryCode: form.country.code
  }
}

/** An address as the form says it; empty where there is none. */
export const addressValues = (address: KnownAddress | null | undefined): Values => ({
  name: address == null ? '' : joinName({ firstName: address.firstName, lastName: address.lastName ?? '' }, address.countryCode ?? ''),
  ...Object.fromEntries(PLAIN.map((name) => [name, address?.[name] ?? '']))
})
