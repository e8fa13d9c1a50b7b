// Does a list or a search grow slower with the catalogue? The same questions to a small and a large shop in turns.
import { startLoad } from './load.ts'
import { gather } from './material.ts'
import { median } from './measure.ts'
import { serveApi, type Served } from './processes.ts'
import type { Load, Outcome } from './load.ts'
import type { Shop } from './ground.ts'

export interface Growth { title: string, products: number, small: Outcome, large: Outcome, times: number, budget: number }

// Few enough connections that a reply does not wait for others: this is about the database, not about the queue.
const connections = 2
const questions = [
  { title: 'product list, p99', scenario: 'list', budget: 2 },
  { title: 'search, p99', scenario: 'search', budget: 3 }
]

export async function compareSizes (small: Shop, large: Shop, rounds: number, seconds: number): Promise<Growth[]> {
  const sides: Array<{ api: Served, load: Load }> = []
  for (const shop of [small, large]) sides.push({ api: await serveApi(shop), load: startLoad(await gather(shop, 0)) })
  try {
    const growths: Growth[] = []
    for (const { title, scenario, budget } of questions) {
      const outcomes: Outcome[][] = [[], []]
      for (let round = -1; round < rounds; round += 1) {
        for (const [index, { api, load }] of sides.entries()) {
          const outcome = await load.run({ scenario, side: 'shop', url: api.url, connections, seconds })
          if (outcome.failed > 0) throw new Error(`${title}: ${outcome.failed} requests failed`)
          if (round >= 0) outcomes[index]?.push(outcome)
        }
      }
      const [one, other] = outcomes.map(median) as [Outcome, Outcome]
      const p99 = outcomes.map((list) => list.map((outcome) => outcome.p99).toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0) as [number, number]
      // The load counts whole milliseconds: below one it can only say one.
      const times = Math.max(1, p99[1]) / Math.max(1, p99[0])
      growths.push({ title, products: large.products, small: { ...one, p99: p99[0] }, large: { ...other, p99: p99[1] }, times, budget })
    }
    return growths
  } finally {
    for (const { api, load } of sides) {
      await api.stop()
      load.stop()
    }
  }
}
