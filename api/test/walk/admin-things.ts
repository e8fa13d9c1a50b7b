// What staff operations need to have an effect: letters to things that are made for each call, over HTTP as staff would.
import { createStaff, openSession } from '../../src/modules/auth/index.ts'
import { createUser } from '../../src/modules/users/index.ts'
import { transaction } from '../../src/platform/db.ts'
import { newId } from '../../src/shared/ids.ts'
import { aPaidOrder, anOrder, aVariant } from '../support/commerce.ts'
import type { Call, World } from './world.ts'

export type Makers = Record<string, () => Promise<Call>>

export const makersOf = (world: World): Makers => ({
  ...catalogueMakers(world), ...orderMakers(world), ...staffMakers(world), ...keyMakers(world), ...customerMakers(world), ...auditMakers(world)
})

interface Made { id: string, code: string, items: Made[], variants: Made[] }

async function ask ({ shop, roles }: World, method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object): Promise<Made> {
  const reply = await shop.app.inject({ method, url, headers: { ...roles.owner, ...(method === 'POST' ? { 'idempotency-key': newId() } : {}) }, ...(payload ? { payload } : {}) })
  if (reply.statusCode >= 300) throw new Error(`${method} ${url}: ${reply.statusCode} ${reply.body}`)
  return reply.body === '' ? {} as Made : reply.json<Made>()
}

let count = 0
function another (): string {
  count += 1
  return `n${count}`
}

function catalogueMakers (world: World): Makers {
  const aProduct = async () => (await ask(world, 'GET', '/v1/admin/products?status=active&limit=1')).items[0]?.id ?? ''
  return {
    async updateAdminProduct () { return { ids: { productId: await aProduct() }, body: { texts: { en: { origin: another() } } } } },
    async setAdminProductPrices () {
      const productId = await aProduct()
      const { variants: [variant] } = await ask(world, 'GET', `/v1/admin/products/${productId}`)
      return { ids: { productId }, body: [{ variantId: variant?.id, currency: 'USD', amount: '77.00' }] }
    },
    async adjustAdminInventory () { return { ids: { variantId: await aVariant(world.shop.pool, 9) }, body: { change: 1, reason: 'received' } } },
    async updateAdminLanguage () { return { ids: { code: 'fr' }, body: { position: 7 } } },
    async updateAdminCurrency () { return { ids: { code: 'JPY' }, body: { marginPercent: '1.5' } } },
    async createAdminExchangeRate () { return { body: { to: 'KWD', rate: '0.33' } } }
  }
}

const PARCEL = { carrier: 'DHL', trackingNumber: '00340434161094000000' }

function orderMakers (world: World): Makers {
  const { shop } = world
  const paid = async () => (await aPaidOrder(shop, await aVariant(shop.pool, 9))).id
  return {
    async shipAdminOrder () { return { ids: { orderId: await paid() }, body: PARCEL } },
    async deliverAdminOrder () {
      const orderId = await paid()
      await ask(world, 'POST', `/v1/admin/orders/${orderId}/ship`, PARCEL)
      return { ids: { orderId }, body: {} }
    },
    async cancelAdminOrder () { return { ids: { orderId: (await anOrder(shop, await aVariant(shop.pool, 9))).id }, body: {} } }
  }
}

function staffMakers (world: World): Makers {
  const member = async () => await transaction(world.shop.pool, async (tx) => await createStaff(tx, { email: `${another()}@example.com`, passwordHash: 'not a hash', role: 'orders' }))
  const invited = async () => (await ask(world, 'POST', '/v1/admin/staff', { email: `${another()}@example.com`, roles: ['orders'] })).id
  const role = async () => (await ask(world, 'POST', '/v1/admin/roles', { code: another(), name: 'Walkers', permissions: ['orders.read'] })).code
  return {
    async inviteAdminStaff () { return { body: { email: `${another()}@example.com`, roles: ['orders'] } } },
    async resendAdminStaffInvitation () { return { ids: { id: await invited() } } },
    async cancelAdminStaffInvitation () { return { ids: { id: await invited() } } },
    async updateAdminStaff () { return { ids: { id: await member() }, body: { roles: ['support'] } } },
    async signOutAdminStaff () {
      const id = await member()
      await openSession(world.shop.pool, world.shop.config, id)
      return { ids: { id } }
    },
    async resetAdminSecondFactor () {
      const id = await member()
      await world.shop.pool`insert into credentials (user_id, kind, secret) values (${id}, 'totp', 'sealed')`
      return { ids: { id } }
    },
    async createAdminRole () { return { body: { code: another(), name: 'Walkers', permissions: ['orders.read'] } } },
    async updateAdminRole () { return { ids: { code: await role() }, body: { name: 'Runners' } } },
    async deleteAdminRole () { return { ids: { code: await role() } } }
  }
}

function keyMakers (world: World): Makers {
  const key = async () => (await ask(world, 'POST', '/v1/admin/api_keys', { name: another(), scopes: ['orders.read'] })).id
  return {
    async createAdminApiKey () { return { body: { name: another(), scopes: ['orders.read'] } } },
    async updateAdminApiKey () { return { ids: { id: await key() }, body: { name: another() } } },
    async rotateAdminApiKey () { return { ids: { id: await key() }, body: {} } },
    async revokeAdminApiKey () { return { ids: { id: await key() } } }
  }
}

function customerMakers (world: World): Makers {
  const customer = async (): Promise<string> => await transaction(world.shop.pool, async (tx) => await createUser(tx, { email: `${another()}@example.com`, verified: true }))
  return {
    async updateAdminUser () { return { ids: { userId: await customer() }, body: { firstName: another() } } },
    async exportAdminUser () { return { ids: { userId: await customer() } } },
    async eraseAdminUser () { return { ids: { userId: await customer() } } },
    async signOutAdminUser () {
      const userId = await customer()
      await openSession(world.shop.pool, world.shop.config, userId)
      return { ids: { userId } }
    }
  }
}

function auditMakers (world: World): Makers {
  return {
    async exportAdminAuditLog () { return { body: { objectType: another() } } },
    async restoreAdminAuditEntry () {
      await ask(world, 'PATCH', '/v1/admin/localization/languages/es', { position: 50 + count })
      count += 1
      const { items: [entry] } = await ask(world, 'GET', '/v1/admin/audit_log?objectType=language&objectId=es&limit=1')
      return { ids: { entryId: entry?.id ?? '' } }
    }
  }
}
