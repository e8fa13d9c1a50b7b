// The two fronts are built when their sources differ from what the last build was made of.
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runCommand } from './tasks.ts'
import { ROOT, type Environment } from './settings.ts'

const STAMPS = join(ROOT, 'node_modules', '.cache', 'builds')
const SOURCES = ['src/**', 'public/**', '*.{ts,js,mjs,json,html}']

const LONGEST_BUILD_MS = 300_000

// Answers false when there was nothing to do.
export async function buildIfChanged (workspace: string, environment: Environment): Promise<boolean> {
  if (isBuilt(workspace)) return false
  mkdirSync(STAMPS, { recursive: true })
  const leave = await takeTurn(join(STAMPS, `${workspace}.lock`))
  try {
    if (isBuilt(workspace)) return false
    await build(workspace, environment)
    return true
  } finally {
    leave()
  }
}

function isBuilt (workspace: string): boolean {
  const stamp = join(STAMPS, workspace)
  return existsSync(join(ROOT, workspace, 'dist')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(workspace)
}

async function build (workspace: string, environment: Environment): Promise<void> {
  const folder = join(ROOT, workspace)
  const stamp = join(STAMPS, workspace)
  const made = fingerprint(workspace)
  rmSync(stamp, { force: true })
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  await runCommand(scripts.build, folder, { ...environment, NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1' })
  writeFileSync(stamp, made)
}

// Two shops may start from one folder at the same moment, each with data and ports of its own: one builds, the other waits.
async function takeTurn (lock: string): Promise<() => void> {
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      return () => { rmSync(lock, { force: true }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (isForgotten(lock)) rmSync(lock, { force: true, recursive: true })
    else await sleep(100)
  }
}

function isForgotten (lock: string): boolean {
  try {
    if (Date.now() - statSync(lock).mtimeMs > LONGEST_BUILD_MS) return true
    const pid = Number(readFileSync(lock, 'utf8'))
    if (pid > 0) process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

function fingerprint (workspace: string): string {
  const patterns = [...SOURCES.map((pattern) => `${workspace}/${pattern}`), 'sdk/src/**', 'package-lock.json']
  const hash = createHash('sha256')
  for (const file of globSync(patterns, { cwd: ROOT }).sort()) {
    const path = join(ROOT, file)
    if (statSync(path).isFile()) hash.update(file).update(readFileSync(path))
  }
  return hash.digest('hex')
}
