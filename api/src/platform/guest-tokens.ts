// What opens a guest's cart or order: <id>.<kid>.<HMAC>, never stored, the same each time it is minted.
// One that travels in a letter ends with the second it expires in, which is signed too: <id>.<kid>.<HMAC>.<expiry>.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Config } from '../config.ts'
import { isUuid } from '../shared/ids.ts'

export type GuestTokenKind = 'cart' | 'order'
type Secrets = Pick<Config, 'SECRET' | 'SECRET_PREVIOUS'>

export function mintGuestToken (config: Secrets, kind: GuestTokenKind, id: string, expires?: Date): string {
  const key = keyFrom(config.SECRET)
  const expiry = expires === undefined ? undefined : Math.floor(expires.getTime() / 1000).toString(36)
  return [id, key.kid, sign(key, kind, id, expiry).toString('base64url'), ...(expiry === undefined ? [] : [expiry])].join('.')
}

/** The id the token opens, or undefined for anything that we did not mint for this kind or that has expired. */
export function readGuestToken (config: Secrets, kind: GuestTokenKind, token: string): string | undefined {
  if (token.length > 200) return undefined
  const [id, kid, signature, expiry, ...rest] = token.split('.')
  if (!isUuid(id) || signature === undefined || rest.length > 0 || isOver(expiry)) return undefined
  const key = [config.SECRET, config.SECRET_PREVIOUS].filter((secret) => secret !== undefined).map(keyFrom).find((candidate) => candidate.kid === kid)
  if (key === undefined) return undefined
  const expected = sign(key, kind, id, expiry)
  const given = Buffer.from(signature, 'base64url')
  return given.length === expected.length && timingSafeEqual(given, expected) && given.toString('base64url') === signature ? id.toLowerCase() : undefined
}

interface Key { kid: string, bytes: Buffer }
const keys = new Map<string, Key>()

function keyFrom (secret: string): Key {
  const known = keys.get(secret)
  if (known !== undefined) return known
  const bytes = createHmac('sha256', secret).update('guest-token').digest()
  const key = { kid: createHash('sha256').update(bytes).digest('base64url').slice(0, 6), bytes }
  keys.set(secret, key)
  return key
}

const sign = ({ bytes }: Key, kind: GuestTokenKind, id: string, expiry?: string): Buffer =>
  createHmac('sha256', bytes).update([kind, id.toLowerCase(), ...(expiry === undefined ? [] : [expiry])].join(':')).digest()

const isOver = (expiry: string | undefined): boolean =>
  expiry !== undefined && (!/^[0-9a-z]{1,9}$/.test(expiry) || parseInt(expiry, 36) * 1000 <= Date.now())
