// Whoever proves an address finds what was ordered with it; an order without an address goes to the account's; links in letters end.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { aFullCart, anOrder, aVariant, call, LENA, pay } from '../../support/commerce.ts'
import { openSession } from '../../../src/modules/auth/index.ts'
import { createUser } from '../../../src/modules/users/index.ts'
import { transaction } from '../../../src/platform/db.ts'
import { announce } from '../../../src/platform/events.ts'
import { mintGuestToken } from '../../../src/platform/guest-tokens.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool, config } = shop
const variantId = await aVariant(pool, 200)

async function order (email: string): Promise<{ id: string, token: string }> {
  const cart = await aFullCart(shop, variantId)
  const { body } = await call(shop, { method: 'POST', url: '/v1/orders', cart, body: { email } })
  return { id: body.id, token: body.accessToken }
}

const verified = async (email: string): Promise<{ id: string, bearer: string }> => {
  const id = await transaction(pool, async (tx) => {
    const userId = await createUser(tx, { email, verified: true })
    await announce(tx, { name: 'user.verified', objectType: 'user', objectId: userId, payload: { userId } })
    return userId
  })
  return { id, bearer: (await openSession(pool, config, id)).accessToken }
}
const mine = async (bearer: string): Promise<string[]> => (await call(shop, { url: '/v1/orders', bearer })).body.items.map(({ id }) => id)

t.test('earlier orders of the address become the account\'s, whatever its case; those of others do not', async (t) => {
  const [first, second, other] = [await order('Mira@Example.com'), await order('mira@example.com'), await order('mira@example.org')]
  const { bearer } = await verified('MIRA@example.com')
  t.same((await mine(bearer)).toSorted(), [first.id, second.id].toSorted())
  const { body } = await call(shop, { url: `/v1/orders/${first.id}`, bearer })
  t.match(body.timeline.map(({ name }) => name), ['placed', 'adopted'])
  t.equal((await call(shop, { url: `/v1/orders/${other.id}`, bearer })).statusCode, 404)
  t.equal((await call(shop, { url: `/v1/orders/${first.id}`, order: first.token })).statusCode, 200, 'the guest\'s key still opens it')
})

t.test('an order that has an owner keeps it; nothing happens twice', async (t) => {
  const owner = await verified('owner-of-it@example.com')
  const theirs = await order('late@example.com')
  await pool`update orders set user_id = ${owner.id} where id = ${theirs.id}`
  const own = await order('late@example.com')
  const late = await verified('late@example.com')
  await transaction(pool, async (tx) => { await announce(tx, { name: 'user.verified', objectType: 'user', objectId: late.id, payload: { userId: late.id } }) })
  t.same(await mine(late.bearer), [own.id])
  t.same(await mine(owner.bearer), [theirs.id])
  const { body } = await call(shop, { url: `/v1/orders/${own.id}`, bearer: late.bearer })
  t.equal(body.timeline.filter(({ name }) => name === 'adopted').length, 1)
})

t.test('over HTTP: a guest buys, fills another cart, registers with that address, and after the proof finds the order and the cart', async (t) => {
  const email = 'journey@example.com'
  const bought = await order(email)
  const guest = await aFullCart(shop, variantId, 2)
  const post = async (url: string, payload: object) => await shop.app.inject({ method: 'POST', url, payload })
  t.equal((await post('/v1/auth/register', { email: 'Journey@Example.com', password: 'a walk along the Spree' })).statusCode, 202)
  await shop.settled()
  const mails = (await shop.app.inject(`/dev/mail?to=${email}`)).json<{ items: Array<{ text: string }> }>().items
  const token = mails.map(({ text }) => /verify\?token=([\w-]+)/.exec(text)?.[1]).find((found) => found !== undefined)
  t.equal((await call(shop, { url: `/v1/orders/${bought.id}` })).statusCode, 404)
  t.equal((await post('/v1/auth/verify_email', { token })).statusCode, 204)

  const signedIn = await post('/v1/auth/login', { email, password: 'a walk along the Spree', tokenDelivery: 'body' })
  const bearer = signedIn.json<{ accessToken: string }>().accessToken
  t.same(await mine(bearer), [bought.id])
  t.match((await call(shop, { url: '/v1/cart', bearer, cart: guest })).body, { itemCount: 2, merged: null })
})

t.test('an order of a signed-in shopper goes to the account\'s address unless another is named; a guest must name one', async (t) => {
  const { bearer } = await verified('signed-in@example.com')
  const place = async (body: object) => {
    await call(shop, { method: 'POST', url: '/v1/cart/items', bearer, body: { variantId, quantity: 1 } })
    const { body: methods } = await call(shop, { url: '/v1/cart/shipping_methods', bearer })
    return await call(shop, { method: 'POST', url: '/v1/orders', bearer, body: { shippingAddress: LENA.shippingAddress, shippingMethodId: methods.items[0]?.id, ...body } })
  }
  t.match(await place({}), { statusCode: 201, body: { email: 'signed-in@example.com' } })
  t.match((await place({ email: 'Office@Example.com' })).body, { email: 'office@example.com' })

  const guest = await aFullCart(shop, variantId)
  await call(shop, { method: 'PATCH', url: '/v1/cart', cart: guest, body: { email: null } })
  t.match((await call(shop, { method: 'POST', url: '/v1/orders', cart: guest, body: {} })).body, { errors: [{ path: '/email', code: 'required' }] })
})

t.test('the link in a guest\'s letter opens, pays and cancels that order for ninety days, then it is as unknown as none', async (t) => {
  const { id, token } = await order('link@example.com')
  await pay(shop, { id, token })
  await shop.settled()
  const [mail] = (await shop.app.inject('/dev/mail?to=link@example.com')).json<{ items: Array<{ text: string }> }>().items
  const key = new RegExp(`/orders/${id}\\?token=([^\\s&]+)`).exec(mail?.text ?? '')?.[1] ?? ''
  const days = (parseInt(key.split('.')[3] ?? '', 36) * 1000 - Date.now()) / 86_400_000
  t.ok(days > 89.9 && days <= 90, `${days} days`)
  t.match(await call(shop, { url: `/v1/orders/${id}`, order: key }), { statusCode: 200, body: { id, can: ['cancel'] } })
  t.match((await call(shop, { method: 'POST', url: `/v1/orders/${id}/cancel`, order: key })).body, { fulfillmentStatus: 'cancelled' })

  const unpaid = await anOrder(shop, variantId)
  const link = mintGuestToken(config, 'order', unpaid.id, new Date(Date.now() + 60_000))
  t.match((await pay(shop, { id: unpaid.id, token: link })).body, { status: 'captured' })

  const plain = ({ statusCode, body }: Awaited<ReturnType<typeof call>>) => ({ statusCode, ...body, requestId: '' })
  const over = await call(shop, { url: `/v1/orders/${id}`, order: mintGuestToken(config, 'order', id, new Date(Date.now() - 1000)) })
  const unknown = await call(shop, { url: '/v1/orders/01890000-0000-7000-8000-000000000000', order: key })
  t.equal(over.statusCode, 404)
  t.same(plain(over), plain(unknown))
})

t.test('a letter to an account carries no key', async (t) => {
  const { bearer } = await verified('no-key@example.com')
  await call(shop, { method: 'POST', url: '/v1/cart/items', bearer, body: { variantId, quantity: 1 } })
  const { body: methods } = await call(shop, { url: '/v1/cart/shipping_methods', bearer })
  const { body } = await call(shop, { method: 'POST', url: '/v1/orders', bearer, body: { shippingAddress: LENA.shippingAddress, shippingMethodId: methods.items[0]?.id } })
  await call(shop, { method: 'POST', url: '/v1/payments/process', bearer, body: { orderId: body.id, gateway: 'test', paymentMethod: 'approve' } })
  await shop.settled()
  const [mail] = (await shop.app.inject('/dev/mail?to=no-key@example.com')).json<{ items: Array<{ text: string }> }>().items
  t.match(mail?.text, `/orders/${body.id}`)
  t.notMatch(mail?.text, 'token=')
})
