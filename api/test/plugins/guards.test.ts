// Who may come in: asked before the body is looked at, and a route that names nobody does not boot.
import t from 'tap'
import { createStaff, ensureRoles, openSession } from '../../src/modules/auth/index.ts'
import { createUser } from '../../src/modules/users/index.ts'
import { mintGuestToken } from '../../src/platform/guest-tokens.ts'
import { transaction } from '../../src/platform/db.ts'
import { newId } from '../../src/shared/ids.ts'
import { anApp } from '../support/app.ts'
import { testRoutes } from './routes.ts'

const { app, pool, config, database } = await anApp(t, { extra: testRoutes })
const bearer = async (userId: string): Promise<Record<string, string>> => ({ authorization: `Bearer ${(await openSession(pool, config, userId)).accessToken}` })
const [customerId, ownerId, supportId] = await transaction(pool, async (tx) => {
  await ensureRoles(tx)
  return [
    await createUser(tx, { email: 'customer@example.com', verified: true }),
    await createStaff(tx, { email: 'owner@example.com', passwordHash: 'none', role: 'owner' }),
    await createStaff(tx, { email: 'support@example.com', passwordHash: 'none', role: 'support' })
  ] as const
})
const customer = await bearer(customerId)
const owner = await bearer(ownerId)
const support = await bearer(supportId)

const code = async (url: string, headers: Record<string, string> = {}) => {
  const reply = await app.inject({ url, headers })
  return [reply.statusCode, reply.json().code ?? reply.json().kind]
}

t.test('401 without a session, 403 without the permission, 200 with it', async (t) => {
  t.strictSame(await code('/v1/admin/things'), [401, 'unauthorized'])
  t.strictSame(await code('/v1/admin/things', { authorization: 'Bearer nonsense' }), [401, 'invalid_token'])
  t.strictSame(await code('/v1/admin/things', { authorization: 'Basic eDp5' }), [401, 'invalid_token'])
  t.strictSame(await code('/v1/admin/things', customer), [403, 'forbidden'])
  t.strictSame(await code('/v1/admin/things', owner), [200, 'staff'])
  t.strictSame(await code('/v1/mine'), [401, 'unauthorized'])
  t.strictSame(await code('/v1/mine', customer), [200, 'customer'])
  t.equal((await app.inject('/v1/mine')).headers['www-authenticate'], 'Bearer')
})

t.test('before the body is looked at', async (t) => {
  for (const payload of ['{', '{"nmae":1}', 'x'.repeat(2_000_000)]) {
    const post = async (headers: Record<string, string>) => await app.inject({ method: 'POST', url: '/v1/admin/things', payload, headers: { 'content-type': 'application/json', ...headers } })
    t.equal((await post({})).statusCode, 401)
    t.match((await post(support)).json(), { status: 403, code: 'permission_missing' })
    t.not((await post(owner)).statusCode, 403)
  }
})

t.test('a session that was ended is a 401 on the merchant\'s side at once', async (t) => {
  const short = await bearer(ownerId)
  t.equal((await code('/v1/admin/things', short))[0], 200)
  await pool`update sessions set revoked_at = now(), revoked_reason = 'logout' where id = (select id from sessions where user_id = ${ownerId} order by id desc limit 1)`
  t.strictSame((await code('/v1/admin/things', short))[0], 401)
})

t.test('a token that ran out is no hindrance to a public read, and a 401 where the caller matters', async (t) => {
  t.equal((await app.inject({ method: 'POST', url: '/v1/letters', payload: { name: 'x' }, headers: { authorization: 'Bearer run.out.long' } })).statusCode, 200)
  t.equal((await app.inject({ url: '/v1/guest', headers: { authorization: 'Bearer run.out.long' } })).statusCode, 401)
})

t.test('a guest\'s token opens its own thing only', async (t) => {
  const id = newId()
  const guest = async (headers: Record<string, string>) => (await app.inject({ url: '/v1/guest', headers })).json().guest
  const token = mintGuestToken(config, 'cart', id)
  t.strictSame(await guest({ 'x-cart-token': token }), { cartId: id })
  t.strictSame(await guest({ 'x-order-token': mintGuestToken(config, 'order', id) }), { orderId: id })
  t.strictSame(await guest({ 'x-order-token': token }), {}, 'a cart\'s token is no order\'s')
  const [, kid, signature = ''] = token.split('.')
  const forged = [`${newId()}.${kid}.${signature}`, `${id}.${kid}.${'A'.repeat(43)}`, `${id}.other.${signature}`, `${token}=`, `${token}.x`, id, '', 'x'.repeat(5_000)]
  for (const wrong of forged) t.strictSame(await guest({ 'x-cart-token': wrong }), {}, wrong.slice(0, 60))
})

t.test('a route that does not say who may call it does not boot', async (t) => {
  const withRoute = (url: string, access?: 'public') => anApp(t, { database, extra: async (more) => { more.get(url, { config: access === undefined ? {} : { access } }, async () => ({})) } })
  await t.rejects(withRoute('/v1/forgotten'), { message: /\/v1\/forgotten does not say who may call it/ })
  await t.rejects(withRoute('/v1/admin/open', 'public'), { message: /must be staff or a permission/ })
})
