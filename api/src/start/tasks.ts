// Work that is done once on the way up: each a process of its own, its words kept for the case that it fails.
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { explain } from '../platform/embedded-faults.ts'
import { ROOT, type Environment } from './settings.ts'

const LAST_LINES = 15
const running = new Set<ChildProcess>()

export async function runScript (script: string, environment: Environment): Promise<void> {
  await finish(spawn(process.execPath, [script], { cwd: ROOT, env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true }), environment)
}

// A workspace's own script, without npm's start-up time and with this project's Node.
export async function runCommand (command: string, folder: string, environment: Environment): Promise<void> {
  const path = [join(folder, 'node_modules', '.bin'), join(ROOT, 'node_modules', '.bin'), environment.PATH].join(process.platform === 'win32' ? ';' : ':')
  await finish(spawn(command, { cwd: folder, shell: true, env: { ...environment, PATH: path }, stdio: ['ignore', 'pipe', 'pipe'], detached: true }), environment)
}

export function stopTasks (): void {
  for (const child of running) {
    try { process.kill(-(child.pid as number), 'SIGTERM') } catch {}
  }
}

async function finish (child: ChildProcess, environment: Environment): Promise<void> {
  running.add(child)
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(String(chunk)))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  }).finally(() => running.delete(child))
  if (code === 0) return

  const words = output.join('').trim()
  if (/ENOSPC|No space left|EACCES|Permission denied/.test(words)) throw explain(new Error(lastMatching(words)), environment.DATA_DIR ?? ROOT)
  throw new Error(words.split('\n').slice(-LAST_LINES).join('\n') || `ended with ${code}`)
}

const lastMatching = (words: string): string => words.includes('ENOSPC') || words.includes('No space left') ? 'No space left on device' : 'Permission denied'
