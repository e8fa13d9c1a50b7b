// npm run owner -- <email>: a shop without the demo gets its first owner, once, and they can sign in.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { anApp } from '../../support/app.ts'

const shop = await anApp(t)
const SCRIPT = fileURLToPath(new URL('../../../src/owner.ts', import.meta.url))

interface Told { code: number, out: string, err: string }

const owner = async (...args: string[]): Promise<Told> => await new Promise((resolve) => {
  const env = { ...process.env, DATABASE_URL: shop.database.url, DATABASE_OWNER_URL: shop.database.ownerUrl }
  execFile(process.execPath, [SCRIPT, ...args], { env }, (error, out, err) => { resolve({ code: error === null ? 0 : 1, out, err }) })
})

t.test('without an address, or with something else: it says how', async (t) => {
  for (const args of [[], ['not an address'], ['@'], ['mara@localhost']]) t.match(await owner(...args), { code: 1, out: '', err: /npm run owner -- you@example\.com/ })
})

t.test('the first owner gets a password, shown once, that opens everything', async (t) => {
  const made = await owner('Mara@example.com')
  t.equal(made.code, 0, made.err)
  const password = /^Password: (\S{20,})$/m.exec(made.out)?.[1]

  const reply = await shop.app.inject({ method: 'POST', url: '/v1/auth/login', payload: { email: 'mara@example.com', password, client: 'admin', tokenDelivery: 'body' } })
  t.equal(reply.statusCode, 200)
  const [row] = await shop.pool<Array<{ role: string, permissions: number }>>`
    select r.code as role, count(*)::int as permissions from user_roles ur join roles r on r.id = ur.role_id
    join role_permissions rp on rp.role_id = r.id where ur.user_id = ${reply.json().user.id} group by r.code`
  t.equal(row?.role, 'owner')
  t.ok((row?.permissions ?? 0) > 30)
})

t.test('there is no second first owner', async (t) => {
  t.match(await owner('second@example.com'), { code: 1, out: '', err: /has an owner already/ })
})
