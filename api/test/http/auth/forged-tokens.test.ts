// Access tokens nobody should believe: each is 401 on a customer's, a buyer's and a staff route, and says nothing about why.
import t from 'tap'
import { generateKeyPairSync } from 'node:crypto'
import { createLocalJWKSet, decodeProtectedHeader, importJWK, jwtVerify, SignJWT, UnsecuredJWT, type JWTHeaderParameters, type JWTPayload } from 'jose'
import { anApp } from '../../support/app.ts'
import { createStaff, ensureRoles, hashPassword, openSession } from '../../../src/modules/auth/index.ts'
import { createUser } from '../../../src/modules/users/index.ts'
import { transaction } from '../../../src/platform/db.ts'

const { app, pool, config, database } = await anApp(t, { template: 'demo' })

const passwordHash = await hashPassword('forged tokens')
const session = await transaction(pool, async (tx) => {
  await ensureRoles(tx)
  const userId = await createStaff(tx, { email: 'forger@example.com', passwordHash, role: 'owner' })
  return await openSession(tx, config, userId)
})

const [key] = config.ACCESS_TOKEN_KEYS.keys
if (!key) throw new Error('The tests have no signing key')
const ours = await importJWK(key, 'EdDSA')
const strangers = generateKeyPairSync('ed25519')
const publicPem = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()
const publicX = Buffer.from(String(key['x']), 'base64url')

const now = Math.floor(Date.now() / 1000)
const good: JWTPayload = { sub: session.userId, sid: session.sessionId, staff: true, iss: config.PUBLIC_API_URL, aud: 'tradewind', iat: now, exp: now + 600 }
const header: JWTHeaderParameters = { alg: 'EdDSA', kid: key.kid, typ: 'at+jwt' }

const sign = async (claims: JWTPayload, head: Partial<JWTHeaderParameters> = {}, by: Parameters<SignJWT['sign']>[0] = ours) =>
  await new SignJWT({ ...good, ...claims }).setProtectedHeader({ ...header, ...head }).sign(by)

const statuses = async (token: string) => await Promise.all(['/v1/users/me', '/v1/orders', '/v1/admin/session', '/v1/admin/orders'].map(async (url) =>
  (await app.inject({ url, headers: { authorization: `Bearer ${token}` } })).statusCode))

const withPayload = (token: string, change: object) => {
  const [head, payload = '', signature] = token.split('.')
  const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...change }
  return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
}

t.test('the pattern they are forged after is believed', async (t) => {
  t.strictSame(await statuses(await sign({})), [200, 200, 200, 200])
})

const forged: Record<string, string> = {
  'alg none': new UnsecuredJWT(good).encode(),
  'alg none with our kid': `${Buffer.from(JSON.stringify({ ...header, alg: 'none' })).toString('base64url')}.${Buffer.from(JSON.stringify(good)).toString('base64url')}.`,
  'HS256 with the public key': await sign({}, { alg: 'HS256' }, publicX),
  'HS256 with a public key in PEM': await sign({}, { alg: 'HS256' }, Buffer.from(publicPem)),
  'HS256 with the published JWK': await sign({}, { alg: 'HS256' }, Buffer.from(JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: key['x'] }))),
  'another key under our kid': await sign({}, {}, strangers.privateKey),
  'a key of its own in the header': await sign({}, { jwk: strangers.publicKey.export({ format: 'jwk' }) }, strangers.privateKey),
  'a key to fetch': await sign({}, { jku: 'https://example.com/jwks.json', kid: 'theirs' }, strangers.privateKey),
  'an unknown kid': await sign({}, { kid: 'unknown' }),
  'no kid': await sign({}, { kid: undefined }),
  'a path as kid': await sign({}, { kid: '../../../../dev/null' }),
  'SQL as kid': await sign({}, { kid: "' or 1=1 --" }),
  'a property of every object as kid': await sign({}, { kid: '__proto__' }),
  'expired': await sign({ iat: now - 700, exp: now - 1 }),
  'never expiring': await sign({ exp: undefined }),
  'not yet valid': await sign({ nbf: now + 300 }),
  'issued tomorrow': await sign({ iat: now + 86_400, exp: now + 87_000, nbf: now + 86_400 }),
  'for another audience': await sign({ aud: 'elsewhere' }),
  'for no audience': await sign({ aud: undefined }),
  'by another issuer': await sign({ iss: 'https://elsewhere.example.com' }),
  'another type': await sign({}, { typ: 'JWT' }),
  'of nobody': await sign({ sub: undefined }),
  'of somebody who is no id': await sign({ sub: "' or 1=1 --" }),
  'of no session': await sign({ sid: undefined }),
  'with an altered person': withPayload(session.accessToken, { sub: '01890000-0000-7000-8000-000000000000' }),
  'with an altered role': withPayload(session.accessToken, { staff: true, role: 'owner' }),
  'cut short': session.accessToken.slice(0, -4),
  'no token at all': 'x',
  'a refresh token': session.refreshToken
}

for (const [what, token] of Object.entries(forged)) {
  t.test(`401: ${what}`, async (t) => {
    t.strictSame(await statuses(token), [401, 401, 401, 401])
  })
}

t.test('401: a token of a session that is not this person\'s opens nothing', async (t) => {
  const customer = await transaction(pool, async (tx) => await openSession(tx, config, await createUser(tx, { email: 'customer@example.com', verified: true })))
  t.strictSame(await statuses(await sign({ sid: '01890000-0000-7000-8000-000000000000' })), [401, 401, 401, 401])
  t.strictSame(await statuses(await sign({ sid: customer.sessionId })), [401, 401, 401, 401])
})

t.test('what the role in a token says opens nothing: the database is asked', async (t) => {
  const customer = await transaction(pool, async (tx) => await openSession(tx, config, await createUser(tx, { email: 'climber@example.com', verified: true })))
  t.strictSame(await statuses(await sign({ sub: customer.userId, sid: customer.sessionId, staff: true, role: 'owner' })), [200, 200, 403, 403])
})

t.test('GET /.well-known/jwks.json: whoever reads it can check our tokens, and nobody can sign with it', async (t) => {
  const reply = await app.inject('/.well-known/jwks.json')
  t.equal(reply.statusCode, 200)
  t.notOk(reply.json().keys.some((each: object) => 'd' in each))
  t.match(reply.headers['cache-control'], /public/)
  const { payload } = await jwtVerify(session.accessToken, createLocalJWKSet(reply.json()), { algorithms: ['EdDSA'] })
  t.equal(payload.sub, session.userId)
})

t.test('a new key signs while the old one, of which only the public part is left, is still believed', async (t) => {
  const newer = { ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid: 'newer' }
  const old = { kty: key['kty'], crv: key['crv'], x: key['x'], kid: key.kid }
  const rotated = await anApp(t, { database, env: { ACCESS_TOKEN_KEYS: JSON.stringify({ keys: [newer, old] }), PUBLIC_API_URL: config.PUBLIC_API_URL } })
  const ask = async (token: string) => await rotated.app.inject({ url: '/v1/users/me', headers: { authorization: `Bearer ${token}` } })

  const jwks = (await rotated.app.inject('/.well-known/jwks.json')).json()
  t.strictSame(jwks.keys.map((each: { kid: string }) => each.kid), ['newer', key.kid])
  t.equal((await ask(session.accessToken)).statusCode, 200, 'nobody is signed out')

  const renewed = await rotated.app.inject({ method: 'POST', url: '/v1/auth/refresh', payload: { refreshToken: session.refreshToken } })
  t.equal(decodeProtectedHeader(renewed.json().accessToken).kid, 'newer')
  t.equal((await ask(renewed.json().accessToken)).statusCode, 200)

  const done = await anApp(t, { database, env: { ACCESS_TOKEN_KEYS: JSON.stringify({ keys: [newer] }), PUBLIC_API_URL: config.PUBLIC_API_URL } })
  const late = await done.app.inject({ url: '/v1/users/me', headers: { authorization: `Bearer ${session.accessToken}` } })
  t.equal(late.statusCode, 401, 'once the old key is taken out, its tokens are not believed')
})
