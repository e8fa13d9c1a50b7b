// Runs a row of the budget table: the shop, its ceiling and `select 1` in turns, the median of several short rounds.
import type { Load, Outcome, Round } from './load.ts'
import { serveCeiling, type Served } from './processes.ts'
import type { Row } from './rows.ts'
import type { Shop } from './ground.ts'

export interface Measured { row: Row, shop: Outcome, ceiling?: Outcome, one: Outcome, percent?: number, percentOfOne: number, spread: [number, number] }
export interface Bench { api: Served, one: Served, shop: Shop, load: Load, rounds: number, seconds: number }

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
    } as const
    const outcomes = await takeTurns(bench, sides)
    const middle = (name: string): Outcome => median(outcomes.get(name) ?? [])
    const [shop, one] = [middle('shop'), middle('one')]
    const bare = ceiling === undefined ? undefined : middle('ceiling')
    // Each round is compared with the one beside it, so that what else the machine does hits both.
    const ratios = (outcomes.get('ceiling') ?? []).map((other, round) => 100 * (outcomes.get('shop')?.[round]?.perSecond ?? 0) / other.perSecond).toSorted((a, b) => a - b)
    return {
      row,
      shop,
      one,
      ...(bare === undefined ? {} : { ceiling: bare, percent: ratios[Math.floor(ratios.length / 2)] ?? 0 }),
      percentOfOne: 100 * shop.perSecond / one.perSecond,
      spread: [ratios[0] ?? 0, ratios.at(-1) ?? 0]
    }
  } finally {
    await ceiling?.stop()
  }
}

type Sides = Record<string, Pick<Round, 'scenario' | 'side' | 'url'>>

async function takeTurns ({ load, rounds, seconds }: Bench, sides: Sides): Promise<Map<string, Outcome[]>> {
  const outcomes = new Map<string, Outcome[]>(Object.keys(sides).map((name) => [name, []]))
  for (const side of Object.values(sides)) await load.run({ ...side, connections, seconds: Math.max(1, seconds - 1) })
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, side] of Object.entries(sides)) {
      const outcome = await load.run({ ...side, connections, seconds })
      if (outcome.failed > 0) throw new Error(`${side.scenario} at the ${name}: ${outcome.failed} requests failed`)
      outcomes.get(name)?.push(outcome)
    }
  }
  return outcomes
}

export function median (outcomes: Outcome[]): Outcome {
  const sorted = outcomes.toSorted((a, b) => a.perSecond - b.perSecond)
  return sorted[Math.floor(sorted.length / 2)] as Outcome
}
