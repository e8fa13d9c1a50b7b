// The address book and the formats of countries, by the names the contract gives them.
import type { Client } from '@tradewind/sdk'
import type { AddressFormat } from './fields.ts'
import type { Address, KnownAddress } from './validate.ts'

export type AddressType = 'shipping' | 'billing'
export type UserAddress = KnownAddress & { id: string, type: AddressType, isDefault: boolean, lastName: string, countryCode: string }
export type AddressInput = Partial<Record<keyof Address, string | null>> & { type?: AddressType, isDefault?: boolean }

interface Loose { call: <T>(call: { method: string, path: string, params?: Record<string, string>, query?: object, body?: unknown, catalogue?: boolean }) => Promise<T> }
const via = ({ api }: Client): Loose => api as unknown as Loose
const path = '/v1/users/{id}/addresses'
const one = `${path}/{addressId}`
const me = { id: 'me' }

export const addressFormat = async (api: Client, code: string): Promise<AddressFormat> => await via(api).call({ method: 'GET', path: '/v1/countries/{code}/address_format', params: { code }, catalogue: true })
export const listAddresses = async (api: Client): Promise<UserAddress[]> => (await via(api).call<{ items: UserAddress[] }>({ method: 'GET', path, params: me, query: { limit: 50 } })).items
export const createAddress = async (api: Client, body: AddressInput): Promise<void> => await via(api).call({ method: 'POST', path, params: me, body })
export const updateAddress = async (api: Client, addressId: string, body: AddressInput): Promise<void> => await via(api).call({ method: 'PATCH', path: one, params: { ...me, addressId }, body })
export const deleteAddress = async (api: Client, addressId: string): Promise<void> => await via(api).call({ method: 'DELETE', path: one, params: { ...me, addressId } })
