// The admin's server: one page for every address in it, files for ever, the API behind it, and nobody's claims.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { buildServer } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'

const FRONT_SECRET = 'the word the fronts share with the API'
const SCRIPT = 'console.log(1)'

interface Heard { url: string, headers: IncomingHttpHeaders }

async function anAdmin (t: Test): Promise<{ url: string, heard: Heard[], stopApi: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'admin-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Admin</title>')
  await writeFile(join(folder, 'assets', 'main-1a2b.js'), SCRIPT)
  await writeFile(join(folder, 'assets', 'main-1a2b.js.gz'), gzipSync(SCRIPT))
  const heard: Heard[] = []
  const api = createServer((request, response) => {
    heard.push({ url: request.url ?? '', headers: request.headers })
    response.setHeader('set-cookie', 'staff_refresh_token=1; HttpOnly')
    response.end('{}')
  })
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
  const stopApi = async (): Promise<void> => {
    api.closeAllConnections()
    await new Promise((resolve) => api.close(resolve))
  }
  const app = await buildServer(readConfig({ API_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}`, FRONT_SECRET, LOG_LEVEL: 'silent' }), folder)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(async () => {
    await app.close()
    await stopApi()
    await rm(folder, { recursive: true, force: true })
  })
  return { url, heard, stopApi }
}

t.test('every address in the admin is its one page, asked again each time', async (t) => {
  const { url } = await anAdmin(t)
  for (const path of ['/', '/orders?status=paid', '/products/019a0000-0000-7000-8000-000000000000']) {
    const reply = await fetch(url + path)
    t.equal(reply.status, 200, path)
    t.match(await reply.text(), /<title>Admin/)
    t.equal(reply.headers.get('cache-control'), 'no-cache')
    t.match(reply.headers.get('content-security-policy'), /script-src 'self';.*frame-ancestors 'none'/)
    t.equal(reply.headers.get('x-robots-tag'), 'noindex')
  }
})

t.test('files are kept for ever and sent packed; a missing one is missing', async (t) => {
  const { url } = await anAdmin(t)
  const reply = await fetch(`${url}/assets/main-1a2b.js`, { headers: { 'accept-encoding': 'gzip' } })
  t.equal(await reply.text(), SCRIPT)
  t.equal(reply.headers.get('content-encoding'), 'gzip')
  t.match(reply.headers.get('content-type'), /javascript/)
  t.equal(reply.headers.get('cache-control'), 'public, max-age=31536000, immutable')
  for (const path of ['/assets/main-gone.js', '/assets/..%2f..%2fpackage.json', '/favicon.ico', '/.env']) t.equal((await fetch(url + path)).status, 404, path)
})

t.test('the API learns the member of staff\'s address and cannot be told another', async (t) => {
  const { url, heard } = await anAdmin(t)
  const reply = await fetch(`${url}/v1/auth/login`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.9', 'x-tradewind-front': 'guessed' } })
  t.equal(reply.headers.get('set-cookie'), 'staff_refresh_token=1; HttpOnly')
  t.match(heard[0], { url: '/v1/auth/login', headers: { 'x-forwarded-for': '127.0.0.1', 'x-tradewind-front': FRONT_SECRET } })
})

t.test('with the API away a script gets a problem it can read, and the page still opens', async (t) => {
  const { url, stopApi } = await anAdmin(t)
  await stopApi()
  const reply = await fetch(`${url}/v1/admin/orders`)
  t.equal(reply.status, 503)
  t.equal(reply.headers.get('retry-after'), '5')
  t.match(await reply.json(), { status: 503, code: 'api_away' })
  t.equal((await fetch(url)).status, 200)
})

t.test('a wrong setting is named', async (t) => {
  t.throws(() => readConfig({ ADMIN_PORT: '0', FRONT_SECRET: 'short' }), { message: /^ADMIN_PORT is "0".*\nFRONT_SECRET is required/ })
})
