// A database of its own for each test file: a clone of a template that the runner has made.
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'

export type Template = 'migrated' | 'demo'

export interface TestDatabase {
  name: string
  url: string
  ownerUrl: string
  adminUrl: string
}

interface Teardown { teardown: (after: () => Promise<void>) => void }

export async function cloneDatabase (t: Teardown, template: Template = 'migrated'): Promise<TestDatabase> {
  const { admin, owner, app } = clusterOfThisRun()
  const sql = postgres(admin, { max: 1, onnotice: () => {}, fetch_types: false })
  const name = `test_${randomBytes(8).toString('hex')}`
  if (template === 'demo') await demoIsReady(sql)
  await sql.unsafe(`create database ${name} template template_${template} owner tradewind_owner strategy file_copy`)
  await sql.unsafe(`revoke all on database ${name} from public; grant connect, temporary on database ${name} to tradewind_app`)

  t.teardown(async () => {
    await sql.unsafe(`drop database if exists ${name} with (force)`)
    await sql.end()
  })
  return { name, url: at(app, name), ownerUrl: at(owner, name), adminUrl: at(admin, name) }
}

function clusterOfThisRun (): { admin: string, owner: string, app: string } {
  const { TEST_ADMIN_URL: admin, TEST_OWNER_URL: owner, TEST_APP_URL: app } = process.env
  if (!admin || !owner || !app) throw new Error('Tests need the runner\'s database: npm test -- <file>')
  return { admin, owner, app }
}

const at = (url: string, database: string): string => Object.assign(new URL(url), { pathname: `/${database}` }).href

// The seed takes its seconds, so the runner plants the demo only when the first test asks.
async function demoIsReady (sql: postgres.Sql): Promise<void> {
  await sql`notify demo_wanted`
  for (;;) {
    const [database] = await sql`select datallowconn from pg_database where datname = 'template_demo'`
    if (database) return
    const [failure] = await sql`select 1 from pg_database where datname = 'demo_failed'`
    if (failure) throw new Error('The demo could not be seeded: the runner said why')
    await sleep(100)
  }
}
