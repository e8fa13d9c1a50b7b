// The two roles and the database of a fresh cluster: the owner migrates, the application owns nothing.
import postgres from 'postgres'

export interface Passwords { superuser: string, owner: string, app: string }

export const OWNER = 'tradewind_owner'
export const APP = 'tradewind_app'

export const address = (role: string, password: string, port: number, database: string): string =>
  `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`

const connect = (url: string): postgres.Sql => postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 3, fetch_types: false })

export async function accepts (port: number, password: string): Promise<boolean> {
  const sql = postgres(address('postgres', password, port, 'postgres'), { max: 1, onnotice: () => {}, connect_timeout: 2, fetch_types: false, backoff: false })
  try {
    await sql`select 1`
    return true
  } catch {
    return false
  } finally {
    await sql.end({ timeout: 1 })
  }
}

export async function provision (port: number, passwords: Passwords, database: string, template = 'template1'): Promise<void> {
  const sql = connect(address('postgres', passwords.superuser, port, 'postgres'))
  try {
    await role(sql, OWNER, passwords.owner)
    await role(sql, APP, passwords.app)
    const [found] = await sql`select 1 from pg_database where datname = ${database}`
    if (!found) await sql.unsafe(`create database ${database} owner ${OWNER} template ${template} strategy file_copy`)
    await sql.unsafe(`revoke all on database ${database} from public; grant connect, temporary on database ${database} to ${APP}`)
  } finally {
    await sql.end()
  }
}

async function role (sql: postgres.Sql, name: string, password: string): Promise<void> {
  const [found] = await sql`select 1 from pg_roles where rolname = ${name}`
  const quoted = password.replaceAll("'", "''")
  await sql.unsafe(`${found ? 'alter' : 'create'} role ${name} login password '${quoted}'`)
}

// A shop without a channel is one that nobody has begun.
export async function isEmpty (ownerUrl: string): Promise<boolean> {
  const sql = connect(ownerUrl)
  try {
    const [found] = await sql`select 1 from channels limit 1`
    return !found
  } finally {
    await sql.end()
  }
}
