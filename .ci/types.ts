// npm run types: every workspace through the compiler, the storefront's pages through Astro's.
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const tool = (file: string): string => join(ROOT, 'node_modules', file)

const tsc = tool('typescript/bin/tsc')
const checks: [string, string[]][] = ['sdk', 'api', 'admin-react'].map((workspace) => [workspace, [tsc, '--noEmit']])
// Astro's own command also writes the types of the pages first, and finds the settings of the folder it stands in.
checks.push(['storefront-astro', [tool('astro/bin/astro.mjs'), 'check']])

let failed = false
for (const [workspace, args] of checks) {
  if (globSync(`${workspace}/{src,server,test}/**/*.{ts,tsx,astro}`, { cwd: ROOT }).length === 0) continue
  const child = spawn(process.execPath, args, { cwd: join(ROOT, workspace), stdio: 'inherit' })
  const code = await new Promise((resolve) => child.once('close', resolve))
  console.log(`${code === 0 ? '✓' : '✗'} types of ${workspace}`)
  failed ||= code !== 0
}
process.exit(failed ? 1 : 0)
