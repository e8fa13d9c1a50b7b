// npm run dev: a change under the API's or the contract's sources restarts the API; the fronts' dev servers reload by themselves.
import { watch } from 'node:fs'
import { join } from 'node:path'
import { say } from './report.ts'
import { ROOT } from './settings.ts'

const SETTLE_MS = 150

export function restartOnChange (restart: () => void): void {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(join(ROOT, 'api/src'), { recursive: true }, (_, file) => {
    if (!file?.endsWith('.ts') || file.endsWith('.test.ts')) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      say(`  ↻ ${file} changed: API started again`)
      restart()
    }, SETTLE_MS)
  })
  watcher.unref()
}
