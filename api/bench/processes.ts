// The processes that are measured: the API as it runs in a shop, and the ceilings beside it.
import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { somePort } from '../src/platform/embedded-faults.ts'
import { API_FLAGS } from '../src/start/children.ts'
import { cpuSeconds, residentBytes } from './cpu.ts'
import type { Shop } from './ground.ts'
import { ROOT } from './root.ts'

export interface Served { url: string, cpuSeconds: () => number, peakBytes: () => number, stop: () => Promise<void> }

const startMs = 30_000
const running = new Set<ChildProcess>()
process.on('exit', () => { for (const child of running) child.kill('SIGKILL') })

export async function serveApi (shop: Shop, profile?: string): Promise<Served> {
  const [port, metrics] = [await somePort(), await somePort()]
  const settings = { ...shop.environment, ROLE: 'api', HOST: '127.0.0.1', API_PORT: String(port), METRICS_PORT: String(metrics) }
  const flags = [...API_FLAGS, ...profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]]
  return await serve('api/src/main.ts', settings, `http://127.0.0.1:${port}`, '/health/ready', flags)
}

export async function serveCeiling (name: string, shop: Shop, payload?: string): Promise<Served> {
  const port = await somePort()
  const settings = { DATABASE_URL: shop.ownerUrl, PORT: String(port), ...(payload === undefined ? {} : { PAYLOAD_FROM: payload }) }
  return await serve(`api/bench/ceilings/${name}.ts`, settings, `http://127.0.0.1:${port}`, '/ready', API_FLAGS)
}

async function serve (script: string, settings: Record<string, string>, url: string, ready: string, execArgv: string[]): Promise<Served> {
  const child = fork(join(ROOT, script), { cwd: ROOT, env: { PATH: process.env['PATH'] ?? '', ...settings }, execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  running.add(child)
  const until = Date.now() + startMs
  while (!await answers(url + ready)) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`${script} did not start`)
    await sleep(50)
  }
  let peak = 0
  const timer = setInterval(() => { peak = Math.max(peak, residentBytes(child.pid)) }, 250)
  timer.unref()
  return {
    url,
    cpuSeconds: () => cpuSeconds(child.pid),
    peakBytes: () => peak,
    async stop () {
      clearInterval(timer)
      if (child.exitCode === null) {
        const gone = new Promise((resolve) => child.once('exit', resolve))
        child.kill('SIGTERM')
        await gone
      }
      running.delete(child)
    }
  }
}

const answers = async (url: string): Promise<boolean> => await fetch(url).then(async (reply) => {
  await reply.body?.cancel()
  return reply.ok
}, () => false)
