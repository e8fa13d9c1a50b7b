// The secret of a second factor as it rests in the database: AES-256-GCM under a key made from SECRET, bound to its owner.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { Config } from '../../config.ts'

export type Secrets = Pick<Config, 'SECRET' | 'SECRET_PREVIOUS'>
interface Key { kid: string, bytes: Buffer }

const CIPHER = 'aes-256-gcm'
const TAG_BYTES = 16
const keys = new Map<string, Key>()

/** v1.<kid>.<nonce>.<ciphertext and tag>: the key is named, so that what another SECRET sealed is told from what was tampered with. */
export function seal ({ SECRET }: Pick<Secrets, 'SECRET'>, userId: string, secret: string): string {
  const { kid, bytes } = keyFrom(SECRET)
  const nonce = randomBytes(12)
  const cipher = createCipheriv(CIPHER, bytes, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(userId))
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return ['v1', kid, nonce.toString('base64url'), sealed.toString('base64url')].join('.')
}

/** Undefined when neither SECRET nor SECRET_PREVIOUS sealed it for this person. */
export function open (secrets: Secrets, userId: string, text: string): string | undefined {
  const [version, kid, nonce = '', sealed = ''] = text.split('.')
  const key = [secrets.SECRET, secrets.SECRET_PREVIOUS].filter((secret) => secret !== undefined).map(keyFrom).find((each) => each.kid === kid)
  const bytes = Buffer.from(sealed, 'base64url')
  if (version !== 'v1' || key === undefined || bytes.length <= TAG_BYTES) return undefined
  try {
    const decipher = createDecipheriv(CIPHER, key.bytes, Buffer.from(nonce, 'base64url'), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(userId)).setAuthTag(bytes.subarray(-TAG_BYTES))
    return decipher.update(bytes.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return undefined
  }
}

/** How everything sealed under the SECRET of today begins. */
export const currentSeal = ({ SECRET }: Pick<Secrets, 'SECRET'>): string => `v1.${keyFrom(SECRET).kid}.`

function keyFrom (secret: string): Key {
  const known = keys.get(secret)
  if (known !== undefined) return known
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', 'tradewind second factor', 32))
  const key = { kid: createHash('sha256').update(bytes).digest('base64url').slice(0, 6), bytes }
  keys.set(secret, key)
  return key
}
