// What is wrong with a filled form, told in the reader's language; the API's own refusals are mapped onto the same fields.
import type { FieldError } from '@tradewind/sdk'
import type { Translate } from '../../lib/i18n.ts'
import { joinName, splitName } from '../../lib/names.ts'
import { addressFields, emailField, type Country, type Field, type FieldName, type Values } from './fields.ts'

export type Faults = Partial<Record<FieldName | 'country' | 'shippingMethodId' | 'paymentMethod', string>>

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/

export function faultsOf (values: Values, country: Country, t: Translate): Faults {
  const { shown, hidden } = addressFields(country)
  const faults: Faults = {}
  for (const field of [emailField, ...shown, ...hidden]) {
    const fault = faultOf(field, values[field.name]?.trim() ?? '', country, t)
    if (fault !== undefined) faults[field.name] = fault
  }
  if ((values.shippingMethodId ?? '') === '') faults.shippingMethodId = t('errorMethod')
  return faults
}

function faultOf (field: Field, value: string, country: Country, t: Translate): string | undefined {
  if (value === '') return field.required ? t('errorRequired', { field: t(field.label) }) : undefined
  if (field.name === 'email' && !EMAIL.test(value)) return t('errorEmail')
  if (field.pattern !== undefined && !new RegExp(field.pattern, 'i').test(value)) return patternFault(field, country, t)
  return undefined
}

export const patternFault = (field: Field, country: Country, t: Translate): string =>
  field.name === 'postalCode' && field.example !== undefined
    ? t('errorPostalCode', { country: country.name, example: field.example })
    : t('errorPattern', { field: t(field.label) })

const PARTS: Record<string, keyof Faults> = { email: 'email', lastName: 'name', firstName: 'name', countryCode: 'country' }

/** /shippingAddress/postalCode → postalCode, in our words. */
export function faultsFrom (errors: FieldError[], values: Values, country: Country, t: Translate): Faults {
  const faults: Faults = {}
  const fields = [emailField, ...Object.values(addressFields(country)).flat()]
  for (const { path, code } of errors) {
    const part = path.split('/').at(-1) ?? ''
    const name = PARTS[part] ?? part as keyof Faults
    const field = fields.find((one) => one.name === name)
    if (field !== undefined) faults[name] = code === 'required' || (values[field.name] ?? '') === '' ? t('errorRequired', { field: t(field.label) }) : patternFault(field, country, t)
    else if (name === 'shippingMethodId') faults.shippingMethodId = t('errorMethod')
  }
  return faults
}

export interface Address {
  firstName?: string, lastName: string, company?: string, addressLine1: string, addressLine2?: string
  city: string, region?: string, postalCode?: string, countryCode: string, phone?: string
}

export function toAddress (values: Values, country: Country): Address {
  const { shown, hidden } = addressFields(country)
  const filled = [...shown, ...hidden].flatMap(({ name }) => {
    const text = values[name]?.trim() ?? ''
    return text === '' || name === 'name' ? [] : [[name, text] as const]
  })
  return {
    ...splitName(values.name ?? '', country.code),
    ...Object.fromEntries(filled) as Pick<Address, 'addressLine1' | 'city'>,
    countryCode: country.code
  }
}

/** What the cart knows already, as the form would say it. */
export function valuesOf (cart: { email: string | null, country: string, shippingMethodId: string | null, shippingAddress: Partial<Record<keyof Address, string | null>> | null }): Values {
  const { shippingAddress: address } = cart
  return {
    email: cart.email ?? '',
    country: address?.countryCode ?? cart.country,
    shippingMethodId: cart.shippingMethodId ?? '',
    name: address == null ? '' : joinName({ firstName: address.firstName, lastName: address.lastName ?? '' }, address.countryCode ?? ''),
    ...Object.fromEntries((['addressLine1', 'addressLine2', 'postalCode', 'city', 'region', 'company', 'phone'] as const).map((name) => [name, address?.[name] ?? '']))
  }
}
