// npm test: one throw-away PostgreSQL, every test file on its own clone, and the count as the last line.
import { spawn } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startTestCluster, type TestCluster } from './support/cluster.ts'
import { tally, type Tally } from './support/tally.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const EVERYWHERE = ['api/test', 'api/src', 'sdk/test', 'storefront-astro/test', 'admin-react/test']

// A skipped test counts as failed unless its reason stands here.
const LISTED_SKIPS: string[] = []

const wanted = process.argv.slice(2)
const files = find(wanted.length > 0 ? wanted : EVERYWHERE)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})

let cluster: TestCluster | undefined
let total: Tally = { passed: 0, failed: 1, notes: [] }
try {
  if (files.length === 0) throw new Error(`No test file matches ${wanted.join(' ')}`)
  cluster = await startTestCluster()
  if (wanted.length === 0) void cluster.plantDemo()
  total = await runTap(files, cluster.environment)
} catch (error) {
  console.error((error as Error).message)
}
await cluster?.stop()
console.log(['', ...total.notes, `${total.passed} passed, ${total.failed} failed`].join('\n'))
process.exit(total.failed === 0 ? 0 : 1)

function find (places: string[]): string[] {
  const found = places.flatMap((place) => {
    const path = join(ROOT, place)
    return existsSync(path) && statSync(path).isFile()
      ? [place]
      : globSync([`${place.replace(/\/$/, '')}/**/*.test.ts`, `${place}*.test.ts`], { cwd: ROOT })
  })
  return [...new Set(found)].sort()
}

async function runTap (testFiles: string[], environment: Record<string, string>): Promise<Tally> {
  const jobs = String(Math.max(2, availableParallelism()))
  const child = spawn(process.execPath, ['node_modules/.bin/tap', 'run', `--jobs=${jobs}`, '--reporter=tap', '--no-color', ...testFiles], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment }
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const counted = await tally(child.stdout, LISTED_SKIPS, (line) => console.log(line))
  const code = await ended
  if (code !== 0 && counted.failed === 0) return { ...counted, failed: 1, notes: [...counted.notes, `tap ended with ${String(code)}`] }
  return counted
}
