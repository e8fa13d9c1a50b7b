// npm run lint: the code by ESLint, the contract by Redocly, which is told to stay off the network.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const QUIET = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
const [paths, contract] = [process.argv.slice(2), 'openapi/openapi.json']

const code = await run('eslint/bin/eslint.js', ['--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint', ...(paths.length > 0 ? paths : ['.'])])
const document = paths.length > 0 || !existsSync(join(ROOT, contract))
  ? 0
  : await run('@redocly/cli/bin/cli.js', ['lint', contract, '--config', 'openapi/redocly.yaml'])
process.exit(code === 0 && document === 0 ? 0 : 1)

async function run (tool: string, args: string[]): Promise<number> {
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', tool), ...args], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...QUIET } })
  return await new Promise((resolve) => child.once('close', (status) => resolve(status ?? 1)))
}
