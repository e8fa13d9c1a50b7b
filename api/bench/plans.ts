// The plans of the hot reads as the API's own prepared statements run them, told by the database itself.
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { gather } from './material.ts'
import { serveApi } from './processes.ts'
import type { Shop } from './ground.ts'

export interface Plan { title: string, path: string, text: string }

// A connection plans a statement for its values five times; only what comes later is the plan that stays.
const asked = 120

export async function readPlans (shop: Shop, folder: string): Promise<Plan[]> {
  const admin = postgres(shop.adminUrl, { max: 1, onnotice: () => {} })
  const settings = { session_preload_libraries: 'auto_explain', 'auto_explain.log_min_duration': '0', 'auto_explain.log_analyze': 'on', 'auto_explain.log_buffers': 'on' }
  try {
    for (const [name, value] of Object.entries(settings)) await admin.unsafe(`alter database ${shop.name} set ${name} = '${value}'`)
    const api = await serveApi(shop)
    try {
      const { slugs, names, variants } = await gather(shop, 0)
      const [category] = await admin<{ code: string }[]>`select id as code from categories where parent_id is not null order by code limit 1`
      const added = await fetch(`${api.url}/v1/cart/items?locale=en&currency=EUR&country=DE`, {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ variantId: variants[0], quantity: 1 })
      })
      const { token } = await added.json() as { token: string }
      const context = 'locale=en&currency=EUR'
      const reads: Array<[string, string, Record<string, string>]> = [
        ['product list, newest', `/v1/products?${context}`, {}],
        ['product list by price', `/v1/products?${context}&sort=price`, {}],
        ['product list of a category', `/v1/products?${context}&category=${category?.code}`, {}],
        ['search', `/v1/products?${context}&q=${encodeURIComponent(names[0] ?? '')}`, {}],
        ['product detail by slug', `/v1/products/${slugs['en']?.[0]}?${context}`, {}],
        ['cart', '/v1/cart', { 'x-cart-token': token }]
      ]
      const plans: Plan[] = []
      for (const [title, path, headers] of reads) plans.push({ title, path: path.replace(/category=[^&]+/, 'category=…'), text: await planOf(join(folder, 'postgres.log'), api.url + path, headers) })
      return plans
    } finally {
      await api.stop()
    }
  } finally {
    for (const name of Object.keys(settings)) await admin.unsafe(`alter database ${shop.name} reset ${name}`)
    await admin.end()
  }
}

async function planOf (log: string, url: string, headers: Record<string, string>): Promise<string> {
  const { size } = await stat(log)
  for (let n = 0; n < asked; n += 1) {
    const reply = await fetch(url, { headers: { ...headers, 'x-country': `p${n}` } })
    await reply.arrayBuffer()
    if (!reply.ok) throw new Error(`${url} answered ${reply.status}`)
  }
  await sleep(500)
  const told = (await readFile(log)).subarray(size).toString()
  const [last] = told.split(/^.*LOG: {2}duration: [0-9.]+ ms {2}plan:\n/m).filter((block) => block.startsWith('\tQuery Text:')).slice(-1)
  const lines = (last ?? '').split('\n').filter((line) => line.startsWith('\t')).map((line) => line.slice(1))
  const first = lines.findIndex((line) => /\(cost=[0-9.]+\.\.[0-9.]+ rows=/.test(line))
  if (first < 0) throw new Error(`The database told no plan of ${url}`)
  return lines.slice(first).map((line) => line.replaceAll('\t', '  ')).join('\n')
}
