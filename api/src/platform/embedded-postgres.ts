// The PostgreSQL that comes with the project: made once, run in a process group of its own, stopped last.
import { spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, openSync, closeSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandAs, systemUser, type SystemUser } from './embedded-user.ts'
import { explain, portIsFree, somePort } from './embedded-faults.ts'
import { binaries } from './embedded-binaries.ts'
import { accepts } from './embedded-roles.ts'

export interface ClusterOptions {
  folder: string
  password: string
  throwAway?: boolean
  settings?: Record<string, string>
  onDeath?: (reason: string) => void
}

export interface Cluster {
  port: number
  pid: number
  adopted: boolean
  stop: (hurry?: boolean) => Promise<void>
}

const SHOP_SETTINGS: Record<string, string> = {
  shared_buffers: '64MB',
  max_connections: '80',
  work_mem: '6MB',
  maintenance_work_mem: '48MB',
  effective_cache_size: '512MB',
  random_page_cost: '1.1',
  jit: 'off',
  io_method: 'sync',
  max_worker_processes: '4',
  max_parallel_workers: '2',
  max_parallel_workers_per_gather: '1',
  max_wal_size: '512MB',
  min_wal_size: '64MB',
  autovacuum_max_workers: '2',
  autovacuum_naptime: '20s',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
  timezone: 'UTC',
  huge_pages: 'off',
  unix_socket_directories: ''
}

// Only for clusters that nobody will miss: tests.
const THROW_AWAY_SETTINGS: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '250',
  shared_buffers: '128MB',
  max_wal_size: '2GB'
}

const RETRY_MS = 10_000
const LOG_BYTES = 10 * 1024 * 1024

export async function startCluster (options: ClusterOptions): Promise<Cluster> {
  try {
    mkdirSync(options.folder, { recursive: true })
    const data = join(options.folder, 'postgres')
    const user = systemUser(data)
    if (!existsSync(join(data, 'PG_VERSION'))) await initialise(data, user, options.password)
    return await adopt(data, options) ?? await start(data, user, options)
  } catch (error) {
    throw explain(error, options.folder)
  }
}

async function initialise (data: string, user: SystemUser | undefined, password: string): Promise<void> {
  // A half-made folder of an interrupted first start is in the way of initdb.
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { mode: 0o700 })
  const passwordFile = `${data}.password`
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user) for (const path of [data, passwordFile]) chownSync(path, user.uid, user.gid)

  const output: string[] = []
  try {
    const child = run(binaries().initdb, [
      '-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8',
      '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${ctype()}`, '--no-instructions'
    ], user, 'pipe')
    child.stdout?.on('data', (chunk) => output.push(String(chunk)))
    child.stderr?.on('data', (chunk) => output.push(String(chunk)))
    const code = await ended(child)
    if (code !== 0) throw new Error(output.join('').trim() || `initdb ended with ${code}`)
  } catch (error) {
    rmSync(data, { recursive: true, force: true })
    throw error
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

// Character classes of the trigram index come from the C library; macOS names the same rules otherwise.
const ctype = (): string => process.platform === 'linux' ? 'C.UTF-8' : process.platform === 'darwin' ? 'en_US.UTF-8' : 'C'

interface Running { pid: number, port: number }

// After a kill -9 of the supervisor PostgreSQL lives on: take it over instead of quarrelling about its folder.
async function adopt (data: string, options: ClusterOptions): Promise<Cluster | undefined> {
  const running = readPostmaster(data)
  if (!running) return undefined
  const until = Date.now() + RETRY_MS
  while (isPostgres(running.pid)) {
    if (await accepts(running.port, options.password)) {
      const watch = watchAdopted(running.pid, options.onDeath)
      return { ...running, adopted: true, stop: async (hurry) => { clearInterval(watch); await stop(running.pid, hurry) } }
    }
    if (Date.now() > until) throw new Error(`PostgreSQL (process ${running.pid}) holds ${data} but does not answer: end it with "kill ${running.pid}" and start again`)
    await sleep(200)
  }
  rmSync(join(data, 'postmaster.pid'), { force: true })
  return undefined
}

function watchAdopted (pid: number, onDeath?: (reason: string) => void): NodeJS.Timeout {
  const timer = setInterval(() => {
    if (isPostgres(pid)) return
    clearInterval(timer)
    onDeath?.('PostgreSQL ended')
  }, 1000)
  timer.unref()
  return timer
}

async function start (data: string, user: SystemUser | undefined, options: ClusterOptions): Promise<Cluster> {
  const until = Date.now() + RETRY_MS
  for (;;) {
    const port = await choosePort(options.folder)
    const attempt = await launch(data, port, user, options)
    if (attempt.cluster) return attempt.cluster
    // Orphaned backends of a killed server hold its memory for a moment; recovery after a crash takes one too.
    if (Date.now() > until || !/pre-existing shared memory|postmaster\.pid|could not bind|in use/.test(attempt.fault)) throw new Error(attempt.fault)
    await sleep(500)
  }
}

async function launch (data: string, port: number, user: SystemUser | undefined, options: ClusterOptions): Promise<{ cluster?: Cluster, fault: string }> {
  const settings = { ...SHOP_SETTINGS, ...(options.throwAway ? THROW_AWAY_SETTINGS : {}), ...options.settings, listen_addresses: '127.0.0.1', port: String(port) }
  const logFile = join(options.folder, 'postgres.log')
  if (existsSync(logFile) && statSync(logFile).size > LOG_BYTES) renameSync(logFile, `${logFile}.1`)
  const log = openSync(logFile, 'a')
  const from = statSync(logFile).size
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const child = run(binaries().postgres, args, user, log)
  closeSync(log)
  const life = { over: false }
  const death = ended(child).then(() => { life.over = true })

  const until = Date.now() + 60_000
  while (!life.over && Date.now() < until) {
    if (await accepts(port, options.password)) return { cluster: watched(child, port, options.onDeath), fault: '' }
    await Promise.race([sleep(50), death])
  }
  if (!life.over) child.kill('SIGQUIT')
  await death
  return { fault: lastFault(readFileSync(logFile).subarray(from).toString()) }
}

function watched (child: ChildProcess, port: number, onDeath?: (reason: string) => void): Cluster {
  const pid = child.pid as number
  let stopping = false
  const gone = new Promise<void>((resolve) => child.once('exit', (code, signal) => {
    resolve()
    if (!stopping) onDeath?.(`PostgreSQL ended (${signal ?? code})`)
  }))
  child.unref()
  return {
    port,
    pid,
    adopted: false,
    stop: async (hurry) => {
      stopping = true
      // Waiting for the exit itself too, or the process would be left to others as a zombie.
      child.ref()
      await stop(pid, hurry)
      await gone
    }
  }
}

// Fast shutdown rolls open transactions back; immediate is for those who press Ctrl-C twice and costs a recovery.
async function stop (pid: number, hurry = false): Promise<void> {
  const until = Date.now() + 20_000
  send(pid, hurry ? 'SIGQUIT' : 'SIGINT')
  while (isPostgres(pid)) {
    if (Date.now() > until) send(pid, 'SIGQUIT')
    await sleep(25)
  }
}

function run (command: string, args: string[], user: SystemUser | undefined, output: 'pipe' | number): ChildProcess {
  const target = commandAs(user, command, args)
  return spawn(target.command, target.args, {
    ...target.identity,
    detached: true,
    stdio: ['ignore', output, output],
    env: { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' }
  })
}

const ended = async (child: ChildProcess): Promise<number> => await new Promise((resolve, reject) => {
  child.once('error', reject)
  child.once('close', (code) => resolve(code ?? 1))
})

function readPostmaster (data: string): Running | undefined {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  return pid > 0 && port > 0 ? { pid, port } : undefined
}

// A process id is soon used again: after a crash of the machine it may belong to anybody.
function isPostgres (pid: number): boolean {
  try { process.kill(pid, 0) } catch { return false }
  if (process.platform !== 'linux') return true
  try {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return state.includes('(postgres)') && !/\) Z /.test(state)
  } catch { return false }
}

const send = (pid: number, signal: NodeJS.Signals): void => { try { process.kill(pid, signal) } catch {} }

async function choosePort (folder: string): Promise<number> {
  const file = join(folder, 'postgres.port')
  const kept = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (kept > 1023 && await portIsFree(kept, '127.0.0.1')) return kept
  const port = await somePort()
  writeFileSync(file, `${port}\n`)
  return port
}

function lastFault (log: string): string {
  const lines = log.split('\n').filter((line) => /FATAL|PANIC|error/i.test(line))
  return (lines.at(-1) ?? log.trim().split('\n').at(-1) ?? '').replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '')
}
