// The migrator: in order, once, refusing edits, and safe when two replicas start together.
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t, { type Test } from 'tap'
import { createPool, type Pool } from '../../src/platform/db.ts'
import { isMigrated, migrate } from '../../src/platform/migrations.ts'
import { cloneDatabase } from '../support/database.ts'

const files = new URL('../../../migrations/', import.meta.url)

async function emptied (t: Test): Promise<{ open: () => Pool }> {
  const { ownerUrl, adminUrl } = await cloneDatabase(t, 'migrated')
  const admin = createPool(adminUrl, { max: 1, kind: 'owner' })
  await admin.unsafe('drop schema pgboss cascade; drop schema public cascade; create schema public authorization tradewind_owner')
  await admin.close()
  const pools: Pool[] = []
  t.teardown(async () => { await Promise.all(pools.map(async (pool) => { await pool.close(1) })) })
  return {
    open () {
      const pool = createPool(ownerUrl, { max: 1, kind: 'owner' })
      pools.push(pool)
      return pool
    }
  }
}

t.test('two replicas on an empty database: each file runs once', async (t) => {
  const { open } = await emptied(t)
  const [one, two] = [open(), open()]
  t.equal(await isMigrated(one), false)
  const [first, second] = await Promise.all([migrate(one), migrate(two)])
  const names = (await readdir(files)).filter((name) => /^[0-9]{4}_/.test(name)).toSorted()
  const ran = [...first, ...second].filter((name) => name.endsWith('.sql') && name !== 'grants.sql').toSorted()
  t.strictSame(ran, names)
  t.equal(await isMigrated(two), true)
  t.strictSame(await migrate(one), [], 'a second start finds nothing to do')
})

t.test('an edited migration is refused, a failing one leaves nothing behind', async (t) => {
  const { open } = await emptied(t)
  const pool = open()
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'))
  t.teardown(async () => { await rm(folder, { recursive: true }) })
  await cp(new URL('grants.sql', files), join(folder, 'grants.sql'))
  for (const name of await readdir(files)) if (/^[0-9]{4}_/.test(name)) await cp(new URL(name, files), join(folder, name))
  const from = pathToFileURL(`${folder}/`)
  await migrate(pool, from)

  await writeFile(join(folder, '9000_break.sql'), 'create table half (id int); select no_such_function();')
  await t.rejects(migrate(pool, from), { message: /9000_break\.sql failed/ })
  t.strictSame([...await pool`select to_regclass('half') as half`].map((row) => row['half']), [null])

  await writeFile(join(folder, '9000_break.sql'), 'create table half (id int);')
  t.strictSame(await migrate(pool, from), ['9000_break.sql', 'grants.sql'])
  await writeFile(join(folder, '9000_break.sql'), 'create table half (id bigint);')
  await t.rejects(migrate(pool, from), { message: /9000_break\.sql was edited after it ran/ })
})
