// The PostgreSQL that comes along: made, adopted after a kill -9, started again after its own, and clear about what stops it.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import t from 'tap'
import { explain } from '../../src/platform/embedded-faults.ts'
import { startCluster } from '../../src/platform/embedded-postgres.ts'
import { address, APP, OWNER, provision } from '../../src/platform/embedded-roles.ts'
import { keepSecrets } from '../../src/start/secrets.ts'

const folderOf = (t: { teardown: (after: () => void) => void }): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-embedded-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

t.test('secrets are made once and only their owner reads them', async (t) => {
  const folder = folderOf(t)
  const first = keepSecrets(folder)
  t.same(keepSecrets(folder), first)
  t.equal(statSync(join(folder, 'secrets.json')).mode & 0o777, 0o600)
  t.ok(first.secret.length >= 32)
  t.match(first.accessTokenKeys[0], { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' })
})

t.test('it outlives its starter, is adopted, and comes back on its port after a kill -9', async (t) => {
  const folder = folderOf(t)
  const { databasePasswords: passwords } = keepSecrets(folder)
  const deaths: string[] = []
  const first = await startCluster({ folder, password: passwords.superuser, onDeath: (reason) => deaths.push(reason) })
  await provision(first.port, passwords, 'shop')

  const adopted = await startCluster({ folder, password: passwords.superuser })
  t.ok(adopted.adopted)
  t.equal(adopted.pid, first.pid)

  process.kill(first.pid, 'SIGKILL')
  const second = await startCluster({ folder, password: passwords.superuser })
  t.not(second.pid, first.pid)
  t.equal(second.port, first.port)
  t.equal(deaths.length, 1)

  const app = postgres(address(APP, passwords.app, second.port, 'shop'), { max: 1 })
  await t.rejects(app`create table mine (id int)`, { code: '42501' })
  await app.end()
  const owner = postgres(address(OWNER, passwords.owner, second.port, 'shop'), { max: 1 })
  await owner`create table ours (id int)`
  const [durable] = await owner`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`
  t.same(durable, { fsync: 'on', commit: 'on' })
  await owner.end()

  await second.stop()
  t.throws(() => process.kill(second.pid, 0))
})

t.test('a stale postmaster.pid of somebody else\'s process is no obstacle', async (t) => {
  const folder = folderOf(t)
  const { databasePasswords: { superuser: password } } = keepSecrets(folder)
  const first = await startCluster({ folder, password })
  const file = join(folder, 'postgres', 'postmaster.pid')
  const lines = readFileSync(file, 'utf8').split('\n')
  await first.stop()
  writeFileSync(file, [String(process.pid), ...lines.slice(1)].join('\n'))

  const second = await startCluster({ folder, password })
  t.notOk(second.adopted)
  await second.stop()
})

t.test('each fault is told in one line with the way out', async (t) => {
  const fault = (code: string, message = code): string => explain(Object.assign(new Error(message), { code }), '/shop/.data').message
  t.match(fault('ENOSPC'), /disk is full .* DATA_DIR/)
  t.match(fault('EACCES'), /cannot be read and written: .*chown.*DATA_DIR/)
  t.match(fault('', 'FATAL: could not write: No space left on device'), /disk is full/)
  t.match(fault('', 'something new'), /did not start: something new .*postgres\.log/)
  for (const code of ['ENOSPC', 'EACCES', 'ENOTDIR']) t.notMatch(fault(code), /\n/)
})
