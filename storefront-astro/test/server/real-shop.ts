// What tests of the running shop ask again and again: its published paths, a product, and something done by the staff.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Shop } from '../../../api/test/support/shop.ts'

export interface ProductRead { id: string, alternates: Record<string, string>, variants: { id: string, sku: string }[] }

export async function setOf (shop: Shop) {
  const { accessToken } = await (await fetch(`${shop.storefront}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'admin@example.com', password: 'tradewind-demo', client: 'admin' })
  })).json() as { accessToken: string }

  return {
    read: async (path: string): Promise<ProductRead> => await (await fetch(shop.storefront + path)).json() as ProductRead,

    /** Every page is at rest: nothing waits to be made. */
    async published (): Promise<void> {
      for (;;) {
        const health = await (await fetch(`${shop.storefront}/_health`)).json() as { published: number, waiting: number }
        if (health.published > 20 && health.waiting === 0) return
        await sleep(100)
      }
    },

    async allPaths (): Promise<string[]> {
      const index = await paths(shop, '/sitemap.xml')
      return [...index, ...(await Promise.all(index.map(async (map) => await paths(shop, map)))).flat()]
    },

    async staff (method: 'POST' | 'PUT' | 'PATCH', path: string, body: unknown): Promise<void> {
      const reply = await fetch(shop.storefront + path, { method, headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` }, body: JSON.stringify(body) })
      if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${await reply.text()}`)
    }
  }
}

const paths = async (shop: Shop, map: string): Promise<string[]> =>
  [...(await (await fetch(shop.storefront + map)).text()).matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, text = '']) => new URL(text).pathname)
