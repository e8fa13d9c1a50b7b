// Which fields an address has in a country, in its own order, and what a browser should know of each; pure.
import type { Item } from '@tradewind/sdk'
import type { Word } from '../../lib/i18n.ts'

export type Country = Item<'listCountries'>
export type FieldName = 'email' | 'name' | 'addressLine1' | 'addressLine2' | 'postalCode' | 'city' | 'region' | 'company' | 'phone'
export type Values = Partial<Record<FieldName | 'country' | 'shippingMethodId' | 'paymentMethod', string>>

export interface Field {
  name: FieldName
  label: Word
  required: boolean
  autocomplete: string
  type?: 'email' | 'tel'
  inputmode?: 'email' | 'tel' | 'numeric'
  pattern?: string
  example?: string
  isHalf: boolean
  maxLength: number
}

const LOOKS: Record<FieldName, Pick<Field, 'label' | 'autocomplete' | 'type' | 'inputmode' | 'maxLength'>> = {
  email: { label: 'email', autocomplete: 'email', type: 'email', inputmode: 'email', maxLength: 254 },
  name: { label: 'fullName', autocomplete: 'shipping name', maxLength: 200 },
  addressLine1: { label: 'addressLine1', autocomplete: 'shipping address-line1', maxLength: 200 },
  addressLine2: { label: 'addressLine2', autocomplete: 'shipping address-line2', maxLength: 200 },
  postalCode: { label: 'postalCode', autocomplete: 'shipping postal-code', maxLength: 20 },
  city: { label: 'city', autocomplete: 'shipping address-level2', maxLength: 100 },
  region: { label: 'region', autocomplete: 'shipping address-level1', maxLength: 100 },
  company: { label: 'company', autocomplete: 'shipping organization', maxLength: 100 },
  phone: { label: 'phone', autocomplete: 'shipping tel', type: 'tel', inputmode: 'tel', maxLength: 40 }
}

const ALWAYS: FieldName[] = ['name', 'addressLine1', 'postalCode', 'city', 'region', 'addressLine2', 'company', 'phone']
const HALVES: FieldName[] = ['postalCode', 'city', 'region']

export const emailField: Field = { name: 'email', ...LOOKS.email, required: true, isHalf: false }

/** Shown ones first; those nobody needs to fill wait behind a disclosure. */
export function addressFields ({ address }: Country): { shown: Field[], hidden: Field[] } {
  const order = address.order.flatMap((part): FieldName[] => part === 'firstName' || part === 'lastName' ? ['name'] : ALWAYS.filter((name) => name === part))
  const names = [...new Set([...order, ...ALWAYS])]
  const required = new Set(['name', 'addressLine1', 'city', ...address.required])
  const fields = names.filter((name) => required.has(name) || name !== 'region').map((name): Field => ({
    name,
    ...LOOKS[name],
    required: required.has(name),
    isHalf: HALVES.includes(name),
    ...(name === 'postalCode' && address.postalCodePattern !== null
      ? {
          pattern: address.postalCodePattern,
          example: address.postalCodeExample ?? undefined,
          inputmode: /[A-Z]/i.test(address.postalCodeExample ?? 'A') ? undefined : 'numeric' as const
        }
      : {})
  }))
  const optionalPostcode = (field: Field): boolean => field.name === 'postalCode' && field.pattern !== undefined
  return {
    shown: paired(fields.filter((field) => field.required || optionalPostcode(field))),
    hidden: fields.filter((field) => !field.required && !optionalPostcode(field))
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
