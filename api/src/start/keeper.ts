// Keeps the shop's processes running: starts them, waits for their answer, starts again what died, ends them in order.
import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ChildPlan } from './children.ts'
import { complain } from './report.ts'

const READY_MS = 60_000
const WINDOW_MS = 30_000
const DEATHS = 3
const LOG_BYTES = 10 * 1024 * 1024

export interface Keeper {
  start: (plan: ChildPlan) => Promise<void>
  restart: (plan: ChildPlan) => Promise<void>
  stop: (hurry: () => boolean) => Promise<void>
}

interface Kept { plan: ChildPlan, child: ChildProcess, deaths: number[] }

export function createKeeper (options: { dataDir: string, toTerminal: boolean, giveUp: (why: string) => void }): Keeper {
  const kept = new Map<string, Kept>()
  let stopping = false

  function launch (plan: ChildPlan, deaths: number[]): ChildProcess {
    const child = launchChild(plan, options.toTerminal ? undefined : logFile(options.dataDir, plan.name))
    kept.set(plan.name, { plan, child, deaths })
    child.once('exit', (code, signal) => {
      if (kept.get(plan.name)?.child === child && !stopping) void revive(plan, deaths, `${signal ?? `code ${code}`}`)
    })
    return child
  }

  async function revive (plan: ChildPlan, deaths: number[], how: string): Promise<void> {
    const recent = [...deaths.filter((at) => at > Date.now() - WINDOW_MS), Date.now()]
    if (recent.length >= DEATHS) return options.giveUp(`${plan.name} ended ${DEATHS} times within ${WINDOW_MS / 1000} s${lastWords(options.dataDir, plan.name)}`)
    const waitMs = 250 * 2 ** recent.length
    complain(`  ! ${plan.name} ended (${how}); started again in ${waitMs / 1000} s`)
    await sleep(waitMs)
    if (!stopping) launch(plan, recent)
  }

  return {
    async start (plan) {
      const child = launch(plan, [])
      const until = Date.now() + READY_MS
      while (!await answers(plan.answersAt)) {
        if (stopping) return
        if (kept.get(plan.name)?.child !== child || child.exitCode !== null) throw new Error(`it ended at once${lastWords(options.dataDir, plan.name)}`)
        if (Date.now() > until) throw new Error(`${plan.answersAt} does not answer after ${READY_MS / 1000} s${lastWords(options.dataDir, plan.name)}`)
        await sleep(60)
      }
    },
    async restart (plan) {
      const old = kept.get(plan.name)
      kept.delete(plan.name)
      if (old) await end(old, () => false)
      if (!stopping) launch(plan, old?.deaths ?? [])
    },
    async stop (hurry) {
      stopping = true
      const fronts = [...kept.values()].filter(({ plan }) => plan.name !== 'API')
      await Promise.all(fronts.map(async (one) => await end(one, hurry)))
      const api = kept.get('API')
      if (api) await end(api, hurry)
    }
  }
}

function launchChild (plan: ChildPlan, log: string | undefined): ChildProcess {
  const output = log === undefined ? 'inherit' : openSync(log, 'a')
  // A group of its own: Ctrl-C in the terminal reaches the supervisor alone, which keeps the order.
  const child = spawn(process.execPath, plan.args, { cwd: plan.folder, env: plan.environment, stdio: ['ignore', output, output, 'ipc'], detached: true })
  if (typeof output === 'number') closeSync(output)
  child.on('error', () => {})
  return child
}

async function end ({ plan, child }: Kept, hurry: () => boolean): Promise<void> {
  if (!isAlive(child)) return
  const until = Date.now() + plan.graceMs
  signal(child, 'SIGTERM')
  while (isAlive(child)) {
    if (hurry() || Date.now() > until) signal(child, 'SIGKILL')
    await sleep(25)
  }
}

const isAlive = (child: ChildProcess): boolean => child.pid !== undefined && child.exitCode === null && child.signalCode === null

function signal (child: ChildProcess, name: NodeJS.Signals): void {
  try { process.kill(name === 'SIGKILL' ? -(child.pid as number) : child.pid as number, name) } catch {}
}

const answers = async (url: string): Promise<boolean> => await new Promise((resolve) => {
  const request = get(url, { timeout: 5000, agent: false }, (response) => {
    response.resume()
    resolve(response.statusCode === 200)
  })
  request.on('timeout', () => request.destroy())
  request.on('error', () => resolve(false))
})

function logFile (dataDir: string, name: string): string {
  const folder = join(dataDir, 'logs')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name.toLowerCase()}.log`)
  if (existsSync(file) && statSync(file).size > LOG_BYTES) renameSync(file, `${file}.1`)
  return file
}

function lastWords (dataDir: string, name: string): string {
  const file = join(dataDir, 'logs', `${name.toLowerCase()}.log`)
  if (!existsSync(file)) return ''
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8)
  return `; its last words (${file}):\n${lines.join('\n')}`
}
