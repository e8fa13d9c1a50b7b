// Before anything starts: a busy port, a port named twice, a folder in use, a bad number, each told with its mend.
import { createServer } from 'node:http'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { somePort } from '../../src/platform/embedded-faults.ts'
import { portsAreFree, takeFolder } from '../../src/start/checks.ts'
import { readSettings } from '../../src/start/settings.ts'

const START = fileURLToPath(new URL('../../src/start/start.js', import.meta.url))

t.test('a busy port is named with its variable', async (t) => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const busy = (server.address() as { port: number }).port
  const settings = readSettings({ API_PORT: String(busy), STOREFRONT_PORT: String(await somePort()), ADMIN_PORT: String(await somePort()), METRICS_PORT: String(await somePort()) })
  await t.rejects(portsAreFree(settings), { message: new RegExp(`Port ${busy} is taken .*API_PORT=\\d+ npm start`) })
})

t.test('two servers cannot share one port', async (t) => {
  await t.rejects(portsAreFree(readSettings({ API_PORT: '5000', ADMIN_PORT: '5000' })), { message: /ADMIN_PORT|API_PORT/ })
})

t.test('a port that is none stops with its variable\'s name', async (t) => {
  for (const port of ['abc', '0', '70000', '12.5']) t.throws(() => readSettings({ STOREFRONT_PORT: port }), { message: /^STOREFRONT_PORT is / })
})

t.test('a port that no browser connects to is refused, except for numbers nobody browses', async (t) => {
  for (const name of ['API_PORT', 'STOREFRONT_PORT', 'ADMIN_PORT']) t.throws(() => readSettings({ [name]: '6000' }), { message: new RegExp(`^${name} is 6000: browsers refuse .*${name}=6010 npm start`) })
  t.equal(readSettings({ METRICS_PORT: '6000' }).ports.metrics, 6000)
})

t.test('the folder is taken and left again', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-folder-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const leave = takeFolder(folder)
  t.equal(readFileSync(join(folder, 'start.pid'), 'utf8').trim(), String(process.pid))
  t.doesNotThrow(() => takeFolder(folder)())
  leave()
})

t.test('the whole command ends with one plain line and code 1', async (t) => {
  const ended = spawnSync(process.execPath, [START], { env: { ...process.env, API_PORT: 'none' }, encoding: 'utf8' })
  t.equal(ended.status, 1)
  t.match(ended.stderr, /API_PORT is "none"/)
  t.notMatch(ended.stderr, /at .*\.ts:\d+/)
})
