// Which fields an address has in a country, in its own order, and what a browser should know of each: read from the API's data; pure.
import type { Item, Result } from '@tradewind/sdk'
import type { Translate } from '../../lib/i18n.ts'

export type Country = Item<'listCountries'>
export type FieldName = 'email' | 'name' | 'addressLine1' | 'addressLine2' | 'postalCode' | 'city' | 'region' | 'company' | 'phone'
export type Values = Partial<Record<FieldName | 'country', string>>

export type AddressFormat = Result<'getAddressFormat'>

export interface Field {
  name: FieldName
  label: string
  required: boolean
  autocomplete: string
  type?: 'email' | 'tel'
  inputmode?: 'email' | 'tel' | 'numeric'
  pattern?: string
  example?: string
  options?: Array<{ value: string, label: string }>
  isHalf: boolean
  maxLength: number
}

export interface AddressForm { country: Country, shown: Field[], hidden: Field[] }

const TOKENS: Record<FieldName, string> = {
  email: 'email', name: 'name', addressLine1: 'address-line1', addressLine2: 'address-line2', postalCode: 'postal-code', city: 'address-level2', region: 'address-level1', company: 'organization', phone: 'tel'
}
const isOurs = (name: string): name is FieldName => name in TOKENS && name !== 'email'

export const emailField = (t: Translate): Field => ({ name: 'email', label: t('email'), required: true, autocomplete: 'email', type: 'email', inputmode: 'email', maxLength: 254, isHalf: false })

/** Shown ones first; those nobody needs to fill wait behind a disclosure. `section` is the browser's word for which address it is. */
export function addressForm (format: AddressFormat, country: Country, t: Translate, section = ''): AddressForm {
  const shared = new Set(format.lines.filter((line) => line.length > 1).flat())
  const order = [...new Set([...format.lines.flat(), ...format.fields.map(({ name }) => name)])]
  const fields: Field[] = []
  for (const name of order) {
    if (name === 'firstName' || name === 'lastName') {
      // One field for the name: nobody is asked which part of it is which.
      if (!fields.some((field) => field.name === 'name')) fields.push({ name: 'name', label: t('fullName'), required: true, autocomplete: `${section}name`, maxLength: 200, isHalf: false })
      continue
    }
    const one = format.fields.find((field) => field.name === name)
    if (one === undefined || !isOurs(name)) continue
    fields.push({ ...looksOf(name, one), autocomplete: section + TOKENS[name], isHalf: shared.has(name) })
  }
  const isShown = (field: Field): boolean => field.required || (field.name === 'postalCode' && field.pattern !== undefined)
  return { country, shown: paired(fields.filter(isShown)), hidden: fields.filter((field) => !isShown(field)) }
}

function looksOf (name: FieldName, { label, required, maxLength, pattern, example, options }: AddressFormat['fields'][number]): Omit<Field, 'autocomplete' | 'isHalf'> {
  return {
    name,
    label,
    required,
    maxLength,
    ...(pattern == null ? {} : { pattern }),
    ...(example == null ? {} : { example }),
    ...(options == null || options.length === 0 ? {} : { options }),
    ...(name === 'phone' ? { type: 'tel' as const, inputmode: 'tel' as const } : {}),
    ...(name === 'postalCode' && /^[\d\s-]+$/.test(example ?? 'A') ? { inputmode: 'numeric' as const } : {})
  }
}

/** Two short fields share a row; one that is left over takes it whole. */
function paired (fields: Field[]): Field[] {
  let waiting = false
  return fields.map((field, index) => {
    const isHalf = field.isHalf && (waiting || fields[index + 1]?.isHalf === true)
    waiting = isHalf && !waiting
    return { ...field, isHalf }
  })
}
