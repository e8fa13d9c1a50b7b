// What can be known before anything is started: the folder is ours, nobody else runs from it, the ports are free.
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { explain, portIsFree, StartFault } from '../platform/embedded-faults.ts'
import type { Settings } from './settings.ts'

const FIRST_START_BYTES = 300 * 1024 * 1024
const PATIENCE_MS = 2000

// Returns how to leave the folder again.
export function takeFolder (folder: string): () => void {
  const file = join(folder, 'start.pid')
  try {
    mkdirSync(folder, { recursive: true })
    const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
    if (isShop(pid)) throw new StartFault(`The shop already runs from ${folder} (process ${pid}): stop it there with Ctrl-C or with "kill ${pid}", or set DATA_DIR to another folder`)
    if (!existsSync(join(folder, 'postgres'))) enoughSpace(folder)
    writeFileSync(file, `${process.pid}\n`)
  } catch (error) {
    throw explain(error, folder)
  }
  return () => rmSync(file, { force: true })
}

function enoughSpace (folder: string): void {
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize < FIRST_START_BYTES) throw Object.assign(new Error('too little room'), { code: 'ENOSPC' })
}

function isShop (pid: number): boolean {
  if (!(pid > 0) || pid === process.pid) return false
  try { process.kill(pid, 0) } catch { return false }
  const command = `/proc/${pid}/cmdline`
  return !existsSync(command) || readFileSync(command, 'utf8').includes('start/start.js')
}

export async function portsAreFree ({ host, ports }: Settings): Promise<void> {
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    const busy = await busyPorts(host, ports)
    if (busy.length === 0) return
    // The processes of a shop that was killed a moment ago are on their way out.
    if (Date.now() > until) throw new StartFault(busy.map(({ name, port }) => sayBusy(name, port)).join('\n'))
    await sleep(200)
  }
}

interface NamedPort { name: string, port: number }

async function busyPorts (host: string, ports: Settings['ports']): Promise<NamedPort[]> {
  const named = Object.entries(ports).map(([name, port]) => ({ name: `${name.toUpperCase()}_PORT`, port }))
  const twice = named.find(({ port }, index) => named.findIndex((other) => other.port === port) !== index)
  if (twice) throw new StartFault(`${twice.name} is ${twice.port}, which another of the shop's ports already is: give it a number of its own`)
  const free = await Promise.all(named.map(async ({ port }) => await portIsFree(port, host)))
  return named.filter((_, index) => !free[index])
}

const sayBusy = (name: string, port: number): string =>
  `Port ${port} is taken by another program: stop that program, or choose another port, for example "${name}=${port + 10} npm start"`
