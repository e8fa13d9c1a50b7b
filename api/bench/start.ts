// Install and start of a clone of the committed tree, as a person with a fresh laptop meets them, and the memory of the whole shop.
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { somePort } from '../src/platform/embedded-faults.ts'
import type { Facts } from './report.ts'
import { ROOT } from './root.ts'

const idleMs = 30_000
const patienceMs = 300_000

export async function measureStart (say: (line: string) => void): Promise<Facts[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tradewind-start-'))
  const tree = join(folder, 'shop')
  const facts: Facts[] = []
  const keep = (name: string, value: number, unit: string, budget: number): void => {
    facts.push({ name, value: `${value.toFixed(1)} ${unit}`, budget: `≤ ${budget} ${unit}`, met: value <= budget })
    say(`${name}: ${value.toFixed(1)} ${unit}`)
  }
  try {
    await ended(spawn('git', ['clone', '--quiet', ROOT, tree], { stdio: 'inherit' }))
    const from = Date.now()
    await ended(spawn('npm', ['install', '--no-audit', '--no-fund'], { cwd: tree, stdio: 'ignore', env: bare() }))
    keep('npm install, warm package cache', (Date.now() - from) / 1000, 's', 120)
    const first = await open(tree)
    keep('first npm start, to /en/', first.seconds, 's', 45)
    await sleep(idleMs)
    keep('memory of the whole shop, idle for 30 s (sum of PSS)', await proportionalMegabytes(first.child, tree), 'MB', 700)
    await close(first.child)
    const second = await open(tree)
    keep('second npm start, to /en/', second.seconds, 's', 5)
    await close(second.child)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return facts
}

// npm inside npm would hand its own settings down.
const bare = (): NodeJS.ProcessEnv => Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')))

async function ended (child: ChildProcess): Promise<void> {
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`${child.spawnargs.join(' ')} ended with ${String(code)}`)
}

async function open (tree: string): Promise<{ child: ChildProcess, seconds: number }> {
  const [api, storefront, admin, metrics] = [await somePort(), await somePort(), await somePort(), await somePort()]
  const ports = { API_PORT: api, STOREFRONT_PORT: storefront, ADMIN_PORT: admin, METRICS_PORT: metrics }
  const from = Date.now()
  const child = spawn('npm', ['start'], { cwd: tree, stdio: ['ignore', 'ignore', 'inherit'], detached: true, env: { ...bare(), ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])) } })
  while (!await fetch(`http://127.0.0.1:${storefront}/en/`).then(async (reply) => { await reply.body?.cancel(); return reply.ok }, () => false)) {
    if (child.exitCode !== null || Date.now() - from > patienceMs) throw new Error('The shop did not open')
    await sleep(50)
  }
  return { child, seconds: (Date.now() - from) / 1000 }
}

async function close (child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  process.kill(-(child.pid as number), 'SIGINT')
  await gone
}

/** The supervisor's family and the database, which lives in a group of its own. */
async function proportionalMegabytes (child: ChildProcess, tree: string): Promise<number> {
  const postmaster = join(tree, '.data/postgres/postmaster.pid')
  const roots = [child.pid as number, ...existsSync(postmaster) ? [Number((await readFile(postmaster, 'utf8')).split('\n')[0])] : []]
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    if (!/^[0-9]+$/.test(name)) continue
    const status = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    if (status !== '') parents.set(Number(name), Number(status.replace(/^.*\) /, '').split(' ')[1]))
  }
  const belongs = (pid: number | undefined): boolean => pid !== undefined && pid > 1 && (roots.includes(pid) || belongs(parents.get(pid)))
  let kilobytes = 0
  for (const pid of parents.keys()) {
    if (!belongs(pid)) continue
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    kilobytes += Number(/^Pss:\s+([0-9]+) kB/m.exec(rollup)?.[1] ?? 0)
  }
  return kilobytes / 1024
}
