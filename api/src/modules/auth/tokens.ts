// Access tokens (EdDSA, ten minutes) and refresh tokens (random, then derived one from another): making and checking, no database.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { decodeProtectedHeader, importJWK, jwtVerify, SignJWT, type CryptoKey } from 'jose'
import type { Config, SigningKey } from '../../config.ts'
import { isUuid } from '../../shared/ids.ts'
import { invalidToken } from './errors.ts'

export interface AccessClaims { userId: string, sessionId: string, isStaff: boolean }
export interface PublicKey { kty: 'OKP', crv: 'Ed25519', x: string, kid: string, alg: 'EdDSA', use: 'sig' }

type SigningConfig = Pick<Config, 'ACCESS_TOKEN_KEYS' | 'PUBLIC_API_URL'>
interface Keys { kid: string, signing: CryptoKey, verifying: Map<string, CryptoKey>, published: PublicKey[], verified: Map<string, Verified> }
interface Verified { claims: AccessClaims, expiresAt: number }

export const ACCESS_TOKEN_SECONDS = 600
const AUDIENCE = 'tradewind'
const TYPE = 'at+jwt'

// A signature costs as much to check as a cached page to send, and a token comes with every request of its ten minutes.
const VERIFIED_MOST = 5_000

const known = new WeakMap<SigningConfig, Promise<Keys>>()

export async function mintAccessToken (config: SigningConfig, claims: AccessClaims): Promise<string> {
  const keys = await keysOf(config)
  return await new SignJWT({ sid: claims.sessionId, staff: claims.isStaff })
    .setProtectedHeader({ alg: 'EdDSA', kid: keys.kid, typ: TYPE })
    .setSubject(claims.userId)
    .setIssuer(config.PUBLIC_API_URL)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(`${ACCESS_TOKEN_SECONDS}s`)
    .sign(keys.signing)
}

export async function verifyAccessToken (config: SigningConfig, jwt: string): Promise<AccessClaims> {
  const keys = await keysOf(config)
  const before = keys.verified.get(jwt)
  if (before !== undefined && before.expiresAt > Date.now()) return before.claims
  try {
    const key = keys.verifying.get(decodeProtectedHeader(jwt).kid ?? '')
    if (!key) throw invalidToken()
    const { payload } = await jwtVerify(jwt, key, {
      algorithms: ['EdDSA'],
      typ: TYPE,
      issuer: config.PUBLIC_API_URL,
      audience: AUDIENCE,
      requiredClaims: ['sub', 'sid', 'iat', 'exp']
    })
    const { sub, sid, staff, exp = 0 } = payload
    if (typeof sub !== 'string' || typeof sid !== 'string' || !isUuid(sub) || !isUuid(sid)) throw invalidToken()
    const claims = { userId: sub, sessionId: sid, isStaff: staff === true }
    keep(keys.verified, jwt, { claims, expiresAt: exp * 1000 })
    return claims
  } catch {
    throw invalidToken()
  }
}

function keep (verified: Map<string, Verified>, jwt: string, entry: Verified): void {
  verified.delete(jwt)
  verified.set(jwt, entry)
  for (const oldest of verified.keys()) {
    if (verified.size <= VERIFIED_MOST) break
    verified.delete(oldest)
  }
}

export const publicKeys = async (config: SigningConfig): Promise<PublicKey[]> => (await keysOf(config)).published

export const newRefreshToken = (): string => randomBytes(32).toString('base64url')

// The next token follows from the one before, so that a client whose answer was lost can be given the same again though only hashes are kept.
export const nextRefreshToken = (secret: string, token: string): string =>
  createHmac('sha256', secret).update('refresh ').update(token).digest('base64url')

export const hashOfRefreshToken = (token: string): Buffer => createHash('sha256').update(token).digest()

async function keysOf (config: SigningConfig): Promise<Keys> {
  const keys = known.get(config) ?? importKeys(config.ACCESS_TOKEN_KEYS.keys)
  known.set(config, keys)
  return await keys
}

async function importKeys (jwks: readonly SigningKey[]): Promise<Keys> {
  const verifying = new Map<string, CryptoKey>()
  const published = jwks.map(publicPart)
  for (const key of published) verifying.set(key.kid, await cryptoKey(key))

  const [first] = jwks
  if (!first || !published[0]) throw new Error('ACCESS_TOKEN_KEYS holds no key')
  return { kid: published[0].kid, signing: await cryptoKey(first), verifying, published, verified: new Map() }
}

const publicPart = (key: SigningKey): PublicKey =>
  ({ kty: 'OKP', crv: 'Ed25519', x: String(key['x']), kid: key.kid, alg: 'EdDSA', use: 'sig' })

async function cryptoKey (jwk: object): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'EdDSA')
  if (key instanceof Uint8Array) throw new Error('ACCESS_TOKEN_KEYS holds a symmetric key')
  return key
}
