// A person's address book: several addresses, one default of each type; written under the person's lock, so that two windows agree.
import { addressFaults, directory, tidyAddress, type Address } from '../localization/index.ts'
import { transaction, type Pool } from '../../platform/db.ts'
import { AppError, conflict, invalid, notFound } from '../../shared/errors.ts'
import { decodeCursor, encodeCursor } from '../../shared/page.ts'
import * as q from './queries.ts'
import type { AddressChange, NewAddress } from './schemas.ts'

const MOST = 50

export interface Asked { limit: number, cursor?: string | undefined }

/** Newest first. */
export async function listAddresses (pool: Pool, userId: string, { limit, cursor }: Asked): Promise<{ rows: q.AddressRow[], nextCursor: string | null }> {
  const [after] = cursor === undefined ? [] : decodeCursor(cursor, ['uuid'])
  const found = await q.addressesOf(pool, userId, { limit: limit + 1, after })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, nextCursor: found.length > limit && last ? encodeCursor([last.id]) : null }
}

/** The first of its type is the default, whether asked for or not. */
export async function createAddress (pool: Pool, userId: string, { type, isDefault = false, ...given }: NewAddress): Promise<q.AddressRow> {
  const address = await proven(pool, given)
  return await transaction(pool, async (tx) => {
    const [, row] = await Promise.all([q.lockUser(tx, userId), q.insertAddress(tx, { userId, type, isDefault, address }, MOST)])
    if (!row) throw conflict('too_many_addresses', `An account keeps at most ${MOST} addresses. Remove one first.`)
    return row
  })
}

/** A default stays one until another takes its place: there is always one where there are addresses. */
export async function changeAddress (pool: Pool, userId: string, id: string, { type, isDefault, ...change }: AddressChange): Promise<q.AddressRow> {
  return await transaction(pool, async (tx) => {
    const [, before] = await Promise.all([q.lockUser(tx, userId), q.addressOf(tx, userId, id)])
    if (!before) throw notFound('address')
    const staysInType = type === undefined || type === before.type
    const next = {
      userId,
      type: type ?? before.type,
      isDefault: isDefault === true || (staysInType && before.isDefault),
      address: await proven(pool, { ...before.address, ...change })
    }

    const [, , after] = await Promise.all([q.updateAddress(tx, id, next), q.fillDefaults(tx, userId), q.addressOf(tx, userId, id)])
    if (!after) throw new Error(`Address ${id} vanished while its owner was held`)
    return after
  })
}

/** The newest of the rest becomes the default in its place. */
export async function removeAddress (pool: Pool, userId: string, id: string): Promise<void> {
  await transaction(pool, async (tx) => {
    const [, removed] = await Promise.all([q.lockUser(tx, userId), q.deleteAddress(tx, userId, id), q.fillDefaults(tx, userId)])
    if (!removed) throw notFound('address')
  })
}

async function proven (pool: Pool, given: Address): Promise<Address> {
  const address = tidyAddress(given)
  const country = (await directory(pool)).countries.find(({ code, enabled }) => code === address.countryCode && enabled)
  if (!country) throw invalid('/countryCode', 'unsupported_country', 'The shop does not ship to this country.')
  const errors = addressFaults('', address, country.addressFormat)
  if (errors.length > 0) throw new AppError('validation_failed', 422, errors.map(({ message }) => message).join(' '), { errors })
  return address
}
