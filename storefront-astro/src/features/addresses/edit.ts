// One address of the book being written: a new one or a known one, its fields by its country.
import { need, submit, Wrong, type Filled, type PageContext } from '../account/form.ts'
import { memberApi } from '../account/session.ts'
import { paths } from '../../lib/paths.ts'
import { addressForm, type AddressForm, type Country, type Values } from './fields.ts'
import { addressValues, faultsFrom, faultsOf, fieldsOf, toAddress, type Faults } from './validate.ts'
import { ApiError } from '@tradewind/sdk'

export interface Editing { form: Filled, faults: Faults, address: AddressForm, countries: Country[], values: Values & { type?: string, isDefault?: string }, isNew: boolean, wasDefault: boolean }

const NAMES = ['name', 'addressLine1', 'addressLine2', 'postalCode', 'city', 'region', 'company', 'phone', 'country', 'type', 'isDefault']

/** The page to show, an answer to give instead, or nothing where there is no such address. */
export async function readEditing (context: PageContext, id: string): Promise<Editing | Response | undefined> {
  const { page } = context.locals
  const api = memberApi(context)
  const [{ items: countries }, { items: book }] = await Promise.all([page.api.localization.countries(), api.users.addresses.list('me', { limit: 50 }).page()])
  const known = book.find((one) => one.id === id)
  const isNew = id === 'new'
  if (known === undefined && !isNew) return undefined
  const countryOf = (code: string | undefined): Country => {
    const found = countries.find((one) => one.code === code) ?? countries.find((one) => one.code === context.cookies.get('country')?.value) ?? countries[0]
    if (found === undefined) throw new Error('The shop delivers to no country')
    return found
  }
  const formOf = async (code: string | undefined): Promise<AddressForm> => {
    const country = countryOf(code)
    return addressForm(await page.api.localization.addressFormat(country.code), country, page.t)
  }
  const form = await submit(context, NAMES, async (values, intent) => {
    if (intent === 'country') return undefined
    const address = await formOf(values.country)
    const faults = faultsOf(values, fieldsOf(address), address.country, page.t)
    if (Object.keys(faults).length > 0) throw new Wrong(faults)
    need(values, page.t, 'type')
    const type = values.type === 'billing' ? 'billing' as const : 'shipping' as const
    // What is no longer filled in is taken out.
    const blank = Object.fromEntries((isNew ? [] : ['firstName', 'company', 'addressLine2', 'region', 'postalCode', 'phone']).map((name) => [name, null]))
    const body = { ...blank, ...toAddress(values, address), type, ...(values.isDefault === 'yes' ? { isDefault: true } : {}) }
    try {
      await (isNew ? api.users.addresses.create('me', body) : api.users.addresses.update('me', id, body))
    } catch (error) {
      const told = error instanceof ApiError ? faultsFrom(error.errors, values, fieldsOf(address), address.country, page.t) : {}
      throw Object.keys(told).length > 0 ? new Wrong(told) : error
    }
    return paths.account(page.locale, 'addresses', { done: 'saved' })
  })
  if (form instanceof Response) return form
  const kept: Editing['values'] = known === undefined ? { type: 'shipping' } : { ...addressValues(known), country: known.countryCode, type: known.type, isDefault: known.isDefault ? 'yes' : '' }
  const values: Editing['values'] = context.request.method === 'POST' ? form.values : kept
  return { form, faults: form.faults, address: await formOf(values.country), countries, values, isNew, wasDefault: known?.isDefault === true }
}
