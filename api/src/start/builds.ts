// The two fronts are built when their sources differ from what the last build was made of.
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from './tasks.ts'
import { ROOT, type Environment } from './settings.ts'

const STAMPS = join(ROOT, 'node_modules', '.cache', 'builds')
const SOURCES = ['src/**', 'public/**', '*.{ts,js,mjs,json,html}']

// Answers false when there was nothing to do.
export async function buildIfChanged (workspace: string, environment: Environment): Promise<boolean> {
  const folder = join(ROOT, workspace)
  const stamp = join(STAMPS, workspace)
  const wanted = fingerprint(workspace)
  if (existsSync(join(folder, 'dist')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return false

  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  await runCommand(scripts.build, folder, { ...environment, NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1' })
  mkdirSync(STAMPS, { recursive: true })
  writeFileSync(stamp, wanted)
  return true
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
