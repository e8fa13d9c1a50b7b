// Before the tests, once after an install: tap's plugins built, the browser unpacked.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unpackBrowser } from './support/browser.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const STAMP = join(ROOT, 'node_modules', '.cache', 'tap-built')

const wanted = createHash('sha256')
  .update(readFileSync(join(ROOT, '.taprc')))
  .update(readFileSync(join(ROOT, 'node_modules', 'tap', 'package.json')))
  .digest('hex')

if (!existsSync(join(ROOT, '.tap', 'plugins')) || !existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== wanted) {
  const built = spawnSync(process.execPath, ['node_modules/.bin/tap', 'build'], { cwd: ROOT, stdio: 'inherit' })
  if (built.status !== 0) throw new Error('tap could not build its plugins')
  mkdirSync(join(ROOT, 'node_modules', '.cache'), { recursive: true })
  writeFileSync(STAMP, wanted)
}
await unpackBrowser()
