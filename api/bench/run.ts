// npm run bench: builds a data set of its own, runs each row of the budgets against its ceiling, writes docs/performance.md.
import { prepareGround } from './ground.ts'
import { startLoad } from './load.ts'
import { gather } from './material.ts'
import { measure, type Measured } from './measure.ts'
import { readOptions } from './options.ts'
import { serveApi, serveCeiling } from './processes.ts'
import { rows } from './rows.ts'

const say = (line: string): void => { process.stdout.write(`${line}\n`) }
const options = readOptions(process.argv.slice(2))
const wanted = rows.filter(({ name }) => options.only.length === 0 || options.only.includes(name))

const ground = await prepareGround(options.keep, say)
try {
  const shop = await ground.shop(options.products)
  const carts = wanted.some(({ scenario }) => scenario === 'order') ? options.rounds * options.seconds * 4_000 : 0
  const load = startLoad(await gather(shop, carts))
  const api = await serveApi(shop, options.profile)
  const one = await serveCeiling('select-one', shop)
  const measured: Measured[] = []
  for (const row of wanted) {
    const result = await measure({ api, one, shop, load, rounds: options.rounds, seconds: options.seconds }, row)
    measured.push(result)
    say(`${row.title.padEnd(36)} ${result.shop.perSecond.toFixed(0).padStart(7)}/s  ceiling ${result.ceiling?.perSecond.toFixed(0).padStart(7) ?? '      –'}/s  ${result.percent?.toFixed(0) ?? '–'} % (${result.spread.map((value) => value.toFixed(0)).join('–')})  select 1 ${result.one.perSecond.toFixed(0)}/s  p50 ${result.shop.p50} p99 ${result.shop.p99}  ${result.shop.bytes.toFixed(0)} B  vs ${result.ceiling?.bytes.toFixed(0)}`)
  }
  say(`API peak ${(api.peakBytes() / 1024 / 1024).toFixed(0)} MB, select-1 server ${(one.peakBytes() / 1024 / 1024).toFixed(0)} MB`)
  await one.stop()
  await api.stop()
  load.stop()
} finally {
  await ground.clear()
}
