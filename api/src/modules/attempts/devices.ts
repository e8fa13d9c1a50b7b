// What a device carries once its owner proved themselves on it: a signed note, good for one address only, no session and no right.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Config } from '../../config.ts'

type Secrets = Pick<Config, 'SECRET' | 'SECRET_PREVIOUS'>

export const DEVICE_DAYS = 180
const DAY_MS = 24 * 60 * 60 * 1000
const SHAPE = /^([0-9A-Za-z_-]{22})\.([0-9]{1,6})\.([0-9A-Za-z_-]{43})$/

export function mintDevice ({ SECRET }: Secrets, address: string): string {
  const id = randomBytes(16).toString('base64url')
  const day = String(today())
  return `${id}.${day}.${sign(SECRET, address, id, day).toString('base64url')}`
}

/** By what this device's attempts are counted, if one of the notes it sent was made for the address. */
export function deviceOf (config: Secrets, address: string, notes: readonly string[]): Buffer | null {
  const known = notes.map((note) => SHAPE.exec(note)).find((parts) => parts !== null && isOurs(config, address, parts))
  return known === undefined || known === null ? null : createHash('sha256').update(String(known[1])).digest()
}

function isOurs ({ SECRET, SECRET_PREVIOUS }: Secrets, address: string, [, id = '', day = '', signature = '']: RegExpExecArray): boolean {
  const age = today() - Number(day)
  const given = Buffer.from(signature, 'base64url')
  return age >= 0 && age <= DEVICE_DAYS && [SECRET, SECRET_PREVIOUS].some((secret) =>
    secret !== undefined && timingSafeEqual(sign(secret, address, id, day), given))
}

const today = (): number => Math.floor(Date.now() / DAY_MS)

const sign = (secret: string, address: string, id: string, day: string): Buffer =>
  createHmac('sha256', secret).update(`device ${id} ${day} `).update(address).digest()
