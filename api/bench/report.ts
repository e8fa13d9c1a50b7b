// docs/performance.md: what was measured stands between two marks and is written anew; the words around them stay.
import { readFile, writeFile } from 'node:fs/promises'
import { existsSync, readFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { databaseSettings } from './ground.ts'
import type { Measured } from './measure.ts'
import type { Plan } from './plans.ts'
import { ROOT } from './root.ts'
import type { Growth } from './scale.ts'

export interface Facts { name: string, value: string, budget: string, met: boolean }
export interface Found { measured: Measured[], growths: Growth[], facts: Facts[], plans: Plan[], database: string, products: number, rounds: number, seconds: number }

const file = join(ROOT, 'docs/performance.md')
export type Part = 'measured' | 'start' | 'plans'

export async function writePart (part: Part, text: string): Promise<void> {
  const before = existsSync(file) ? await readFile(file, 'utf8') : '# Performance\n'
  const [open, close] = [`<!-- ${part} -->`, `<!-- end of ${part} -->`]
  const block = `${open}\n\n${text.trim()}\n\n${close}`
  const [from, to] = [before.indexOf(open), before.indexOf(close)]
  await writeFile(file, from < 0 || to < from ? `${before.trimEnd()}\n\n${block}\n` : before.slice(0, from) + block + before.slice(to + close.length))
}

export const machine = (): string => {
  const [first] = cpus()
  return `${cpus().length} cores (${first?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}`
}

// Not every package exports its package.json, so it is found as a file.
const version = (name: string): string => (JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version
const whole = (value: number): string => String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ',')
const share = (value: number | undefined): string => value === undefined ? '–' : `${Math.round(value)} %`
const table = (heads: string[], lines: string[][]): string => [heads, heads.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

export function measuredText ({ measured, growths, facts, database, products, rounds, seconds }: Found): string {
  const settings = Object.entries(databaseSettings).map(([name, value]) => `\`${name} = ${value}\``).join(', ')
  return `
${new Date().toISOString().slice(0, 10)} · ${machine()} · Node ${process.versions.node}, ${database}, Fastify ${version('fastify')}, postgres.js ${version('postgres')}, autocannon ${version('autocannon')} ·
${products.toLocaleString('en')} products × 3 variants, 8 currencies, 7 languages · ${settings} · 20 connections, load, server and database on the same cores · median of ${rounds} rounds of ${seconds} s, the shop, its ceiling and \`select 1\` in turns.

${table(['operation', 'shop, a second', 'ceiling, a second', 'of the ceiling (lowest–highest round)', 'budget', 'verdict', '`select 1`, a second', 'of `select 1`', 'p50 / p99 ms'], measured.map(lineOf))}

Processor time a request, milliseconds (server + database); it wavers less than the rate does when the machine has other work:

${table(['operation', 'shop', 'ceiling', '`select 1`'], measured.map(({ row, cost }) => [row.title, ...['shop', 'ceiling', 'one'].map((name) => costOf(cost[name]))]))}

${table(['', 'found', 'budget', 'verdict'], [
    ...growths.map(({ title, products: many, small, large, times, budget }) => [`${title}, at ${products.toLocaleString('en')} → ${many.toLocaleString('en')} products`, `${small.p99} → ${large.p99} ms (× ${times.toFixed(1)}); p50 ${small.p50} → ${large.p50} ms`, `< × ${budget}`, verdict(times < budget)]),
    ...facts.map(({ name, value, budget, met }) => [name, value, budget, verdict(met)])
  ])}`
}

const verdict = (met: boolean): string => met ? 'met' : '**short**'
const costOf = (cost: { server: number, database: number } | undefined): string => cost === undefined ? '–' : `${cost.server.toFixed(3)} + ${cost.database.toFixed(3)}`

function lineOf ({ row, shop, ceiling, percent, percentOfOne, one, spread }: Measured): string[] {
  return [
    row.title,
    whole(shop.perSecond),
    ceiling === undefined ? '–' : `${whole(ceiling.perSecond)} (${row.ceilingTitle})`,
    percent === undefined ? '–' : `${share(percent)} (${Math.round(spread[0])}–${Math.round(spread[1])})`,
    row.budget === undefined ? '–' : `≥ ${row.budget} %`,
    row.budget === undefined || percent === undefined ? '–' : verdict(percent >= row.budget),
    whole(one.perSecond),
    share(percentOfOne),
    `${shop.p50} / ${shop.p99}`
  ]
}

export const plansText = (plans: Plan[], products: number): string => [
  `As the API's prepared statements ran them on ${products.toLocaleString('en')} products (\`auto_explain\` with \`analyze\` and \`buffers\`, the generic plan a connection keeps).`,
  ...plans.map(({ title, path, text }) => `<details><summary>${title} — <code>GET ${path.replaceAll('&', '&amp;')}</code></summary>\n\n\`\`\`\n${text}\n\`\`\`\n\n</details>`)
].join('\n\n')

export const factsText = (facts: Facts[]): string => table(['', 'found', 'budget', 'verdict'], facts.map(({ name, value, budget, met }) => [name, value, budget, verdict(met)]))
