// npm run bench: builds a data set of its own, runs each row of the budgets against its ceiling, writes docs/performance.md.
import postgres from 'postgres'
import { prepareGround, type Ground, type Shop } from './ground.ts'
import { measureIdentity } from './identity.ts'
import { startLoad } from './load.ts'
import { gather } from './material.ts'
import { measure, type Measured } from './measure.ts'
import { readOptions, type Options } from './options.ts'
import { readPlans } from './plans.ts'
import { serveApi, serveCeiling } from './processes.ts'
import { factsText, machine, measuredText, plansText, writePart, type Facts } from './report.ts'
import { rows } from './rows.ts'
import { compareSizes, type Growth } from './scale.ts'
import { measureStart } from './start.ts'

const megabyte = 1024 * 1024
const memoryBudget = 250
const ordersASecond = 4_000

const say = (line: string): void => { process.stdout.write(`${line}\n`) }
const options = readOptions(process.argv.slice(2))
const shortfalls = options.start ? await start() : await bench(options)
for (const line of shortfalls) say(`Short of its budget: ${line}`)
process.exit(options.check && shortfalls.length > 0 ? 1 : 0)

async function start (): Promise<string[]> {
  const facts = await measureStart(say)
  if (options.write) await writePart('start', `${new Date().toISOString().slice(0, 10)} · ${machine()} · a clone of the committed tree, package cache warm.\n\n${factsText(facts)}`)
  return facts.filter(({ met }) => !met).map(({ name, value }) => `${name}, ${value}`)
}

async function bench (asked: Options): Promise<string[]> {
  const ground = await prepareGround(asked.keep, say)
  try {
    const shop = await ground.shop(asked.products)
    const { measured, facts } = await measureRows(asked, ground, shop)
    facts.push(...await identity(asked, shop))
    const growths = await growth(asked, ground, shop)
    if (asked.write) await report(asked, ground, shop, { measured, facts, growths })
    return [
      ...measured.filter(({ row, percent }) => row.budget !== undefined && percent !== undefined && percent < row.budget).map(({ row, percent }) => `${row.title}, ${percent?.toFixed(0)} % of ${row.budget} %`),
      ...growths.filter(({ times, budget }) => times >= budget).map(({ title, times }) => `${title}, × ${times.toFixed(1)}`),
      ...facts.filter(({ met }) => !met).map(({ name, value }) => `${name}, ${value}`)
    ]
  } finally {
    await ground.clear()
  }
}

async function measureRows ({ only, rounds, seconds, profile }: Options, { databaseCpuSeconds }: Ground, shop: Shop): Promise<{ measured: Measured[], facts: Facts[] }> {
  const wanted = rows.filter(({ name }) => only.length === 0 || only.includes(name))
  if (wanted.length === 0) return { measured: [], facts: [] }
  const load = startLoad(await gather(shop, wanted.some(({ scenario }) => scenario === 'order') ? (rounds + 1) * seconds * ordersASecond : 0))
  const [api, one] = [await serveApi(shop, profile), await serveCeiling('select-one', shop)]
  try {
    const measured: Measured[] = []
    for (const row of wanted) {
      const result = await measure({ api, one, shop, load, rounds, seconds, databaseCpuSeconds }, row)
      measured.push(result)
      say(lineOf(result))
    }
    const peak = Math.round(api.peakBytes() / megabyte)
    say(`API ${peak} MB at most`)
    return { measured, facts: [{ name: 'memory of the API process under load, at most', value: `${peak} MB`, budget: `≤ ${memoryBudget} MB`, met: peak <= memoryBudget }] }
  } finally {
    load.stop()
    await one.stop()
    await api.stop()
  }
}

async function identity ({ only, rounds, seconds }: Options, shop: Shop): Promise<Facts[]> {
  if (only.length > 0 && !only.includes('identity')) return []
  const facts = await measureIdentity(shop, rounds, seconds)
  for (const { name, value, budget, met } of facts) say(`${name}: ${value} (${budget}, ${met ? 'met' : 'SHORT'})`)
  return facts
}

function lineOf ({ row, shop, ceiling, percent, percentOfOne, cost }: Measured): string {
  const verdict = row.budget === undefined || percent === undefined ? '' : ` of ${row.budget} % ${percent < row.budget ? 'SHORT' : 'met'}`
  const compared = ceiling === undefined || percent === undefined ? '' : `ceiling${ceiling.perSecond.toFixed(0).padStart(7)}/s${percent.toFixed(0).padStart(5)} %${verdict}`
  const spent = (['shop', 'ceiling'] as const).flatMap((name) => cost[name] === undefined ? [] : [(cost[name].server + cost[name].database).toFixed(2)])
  return `${row.title.padEnd(36)}${shop.perSecond.toFixed(0).padStart(7)}/s  ${compared.padEnd(36)}${percentOfOne.toFixed(0).padStart(4)} % of select 1  ${spent.join(' : ')} ms of processor`
}

async function growth ({ scale, only, rounds, seconds }: Options, ground: Ground, shop: Shop): Promise<Growth[]> {
  if (scale === 0 || (only.length > 0 && !only.includes('scale'))) return []
  const growths = await compareSizes(shop, await ground.shop(scale), rounds, seconds)
  for (const { title, small, large, times } of growths) say(`${title.padEnd(36)}${small.p99} → ${large.p99} ms at ${scale} products, × ${times.toFixed(1)}`)
  return growths
}

async function report (asked: Options, ground: Ground, shop: Shop, found: { measured: Measured[], facts: Facts[], growths: Growth[] }): Promise<void> {
  const sql = postgres(shop.ownerUrl, { max: 1 })
  const [server] = await sql<{ version: string }[]>`select current_setting('server_version') as version`
  await sql.end()
  const large = await ground.shop(asked.scale === 0 ? asked.products : asked.scale)
  const plans = await readPlans(large, ground.folder)
  await writePart('measured', measuredText({ ...found, plans, database: `PostgreSQL ${server?.version}`, products: asked.products, rounds: asked.rounds, seconds: asked.seconds }))
  await writePart('plans', plansText(plans, large.products))
  say('Written to docs/performance.md')
}
