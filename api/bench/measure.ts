// Runs a row of the budget table: the shop, its ceiling and `select 1` in turns, the median of several short rounds.
import type { Load, Outcome, Round } from './load.ts'
import { serveCeiling, type Served } from './processes.ts'
import type { Row } from './rows.ts'
import type { Shop } from './ground.ts'

/** Milliseconds of processor time a request, in the server's process and in the database's. */
export interface Cost { server: number, database: number }
export interface Measured { row: Row, shop: Outcome, ceiling?: Outcome, one: Outcome, cost: Record<string, Cost>, percent?: number, percentOfOne: number, spread: [number, number] }
export interface Bench { api: Served, one: Served, shop: Shop, load: Load, rounds: number, seconds: number, databaseCpuSeconds: () => number }

const connections = 20

export async function measure (bench: Bench, row: Row): Promise<Measured> {
  const ceiling = row.ceiling === undefined
    ? undefined
    : await serveCeiling(row.ceiling, bench.shop, `${bench.api.url}/v1/products?locale=en&currency=EUR`)
  try {
    const sides = {
      shop: { scenario: row.scenario, side: 'shop', url: bench.api.url },
      ...(ceiling === undefined ? {} : { ceiling: { scenario: row.scenario, side: 'ceiling', url: ceiling.url } }),
      one: { scenario: 'one', side: 'ceiling', url: bench.one.url }
    } satisfies Sides as Sides
    const servers = { shop: bench.api, ...(ceiling === undefined ? {} : { ceiling }), one: bench.one }
    const { outcomes, cost } = await takeTurns(bench, sides, servers)
    const middle = (name: string): Outcome => median(outcomes.get(name) ?? [])
    const [shop, one] = [middle('shop'), middle('one')]
    const bare = ceiling === undefined ? undefined : middle('ceiling')
    // Each round is compared with the one beside it, so that what else the machine does hits both.
    const ratios = (outcomes.get('ceiling') ?? []).map((other, round) => 100 * (outcomes.get('shop')?.[round]?.perSecond ?? 0) / other.perSecond).toSorted((a, b) => a - b)
    return {
      row,
      shop,
      one,
      cost,
      ...(bare === undefined ? {} : { ceiling: bare, percent: ratios[Math.floor(ratios.length / 2)] ?? 0 }),
      percentOfOne: 100 * shop.perSecond / one.perSecond,
      spread: [ratios[0] ?? 0, ratios.at(-1) ?? 0]
    }
  } finally {
    await ceiling?.stop()
  }
}

type Sides = Record<string, Pick<Round, 'scenario' | 'side' | 'url'>>

async function takeTurns ({ load, rounds, seconds, databaseCpuSeconds }: Bench, sides: Sides, servers: Record<string, Served>): Promise<{ outcomes: Map<string, Outcome[]>, cost: Record<string, Cost> }> {
  const outcomes = new Map<string, Outcome[]>(Object.keys(sides).map((name) => [name, []]))
  const spent = new Map<string, Cost & { requests: number }>()
  for (const side of Object.values(sides)) await load.run({ ...side, connections, seconds: Math.max(1, seconds - 1) })
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, side] of Object.entries(sides)) {
      const before = { server: servers[name]?.cpuSeconds() ?? 0, database: databaseCpuSeconds() }
      const outcome = await load.run({ ...side, connections, seconds })
      if (outcome.failed > 0) throw new Error(`${side.scenario} at the ${name}: ${outcome.failed} requests failed`)
      outcomes.get(name)?.push(outcome)
      const known = spent.get(name) ?? { server: 0, database: 0, requests: 0 }
      spent.set(name, {
        server: known.server + (servers[name]?.cpuSeconds() ?? 0) - before.server,
        database: known.database + databaseCpuSeconds() - before.database,
        requests: known.requests + outcome.perSecond * seconds
      })
    }
  }
  const each = ([name, { server, database, requests }]: [string, Cost & { requests: number }]): [string, Cost] =>
    [name, { server: 1000 * server / requests, database: 1000 * database / requests }]
  return { outcomes, cost: Object.fromEntries([...spent].map(each)) }
}

export function median (outcomes: Outcome[]): Outcome {
  const sorted = outcomes.toSorted((a, b) => a.perSecond - b.perSecond)
  return sorted[Math.floor(sorted.length / 2)] as Outcome
}
