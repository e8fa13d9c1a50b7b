// npm start as a person runs it: the real supervisor in a folder and on ports of its own, and every process of it in sight.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { portIsFree, somePort } from '../../src/platform/embedded-faults.ts'

const START = fileURLToPath(new URL('../../src/start/start.js', import.meta.url))
const OPEN_MS = 110_000

interface Teardown { teardown: (after: () => void) => void }

export interface Run { child: ChildProcess, said: () => string, closed: Promise<number | null>, untilOpen: () => Promise<void> }

export interface Place {
  folder: string
  ports: { api: number, storefront: number, admin: number, metrics: number }
  start: () => Run
  /** The process that the folder's PostgreSQL is, by its own note. */
  postmaster: () => number
  portsAreFree: () => Promise<boolean>
}

export async function aPlace (t: Teardown, environment: Record<string, string> = {}): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-start-'))
  const ports = { api: await somePort(), storefront: await somePort(), admin: await somePort(), metrics: await somePort() }
  const settings = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    DATA_DIR: folder,
    API_PORT: String(ports.api),
    STOREFRONT_PORT: String(ports.storefront),
    ADMIN_PORT: String(ports.admin),
    METRICS_PORT: String(ports.metrics),
    ...environment
  }
  const note = join(folder, 'postgres', 'postmaster.pid')
  const postmaster = (): number => existsSync(note) ? Number(readFileSync(note, 'utf8').split('\n')[0]) : 0
  let last: Run | undefined
  t.teardown(() => {
    // Only a failed test leaves any: the supervisor's end takes the servers along, PostgreSQL is asked by its note.
    if (last?.child.exitCode === null) last.child.kill('SIGKILL')
    try { if (postmaster() > 0) process.kill(postmaster(), 'SIGQUIT') } catch {}
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  })
  return {
    folder,
    ports,
    start: () => (last = run(settings)),
    postmaster,
    portsAreFree: async () => (await Promise.all(Object.values(ports).map(async (port) => await portIsFree(port, '127.0.0.1')))).every(Boolean)
  }
}

function run (environment: Record<string, string | undefined>): Run {
  const child = spawn(process.execPath, [START], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => lines.push(String(chunk)))
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
  const said = (): string => lines.join('')
  const untilOpen = async (): Promise<void> => {
    for (const until = Date.now() + OPEN_MS; !said().includes('The shop is open'); await sleep(50)) {
      if (child.exitCode !== null || Date.now() > until) throw new Error(`The shop did not open:\n${said()}`)
    }
  }
  return { child, said, closed, untilOpen }
}

interface Process { pid: number, parent: number, dead: boolean }

/** A process and all that it started, itself first. */
export function treeOf (root: number): number[] {
  const all = processes()
  const tree = [root]
  // A list that grows while it is walked.
  for (const of of tree) tree.push(...all.filter(({ parent }) => parent === of).map(({ pid }) => pid))
  return tree
}

/** Those of the processes that still run; the dead that nobody has buried do not. */
export function alive (pids: number[]): number[] {
  const running = new Set(processes().filter(({ dead }) => !dead).map(({ pid }) => pid))
  return pids.filter((pid) => running.has(pid))
}

// Slim containers have no ps, other systems no /proc.
function processes (): Process[] {
  if (existsSync('/proc/self/stat')) {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
      try {
        const [, state, parent] = /.*\) (\S) (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
        return [{ pid: Number(pid), parent: Number(parent), dead: state === 'Z' }]
      } catch {
        return []
      }
    })
  }
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
  return stdout.trim().split('\n').map((line) => {
    const [pid, parent, state = ''] = line.trim().split(/\s+/)
    return { pid: Number(pid), parent: Number(parent), dead: state.startsWith('Z') }
  })
}
