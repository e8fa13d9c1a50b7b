// The ground a run stands on: a database cluster of its own with full durability, and shops of a size in it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '../src/platform/embedded-postgres.ts'
import { address, APP, OWNER, provision } from '../src/platform/embedded-roles.ts'
import { frontSecret, keepSecrets } from '../src/start/secrets.ts'
import { fillShop } from './data.ts'
import { cpuSeconds } from './cpu.ts'
import { ROOT } from './root.ts'

// A server of its own would have memory for its cache; durability is as in a real shop.
export const databaseSettings = {
  shared_buffers: '512MB',
  effective_cache_size: '2GB',
  max_wal_size: '4GB',
  max_connections: '120',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_preload_libraries: 'pg_stat_statements'
}

export interface Shop { name: string, products: number, appUrl: string, ownerUrl: string, adminUrl: string, environment: Record<string, string> }
export interface Ground { folder: string, databaseCpuSeconds: () => number, shop: (products: number) => Promise<Shop>, clear: () => Promise<void> }

export async function prepareGround (keep: string | undefined, say: (line: string) => void): Promise<Ground> {
  const folder = keep ?? await mkdtemp(join(tmpdir(), 'tradewind-bench-'))
  await mkdir(folder, { recursive: true })
  const secrets = keepSecrets(folder)
  const passwords = secrets.databasePasswords
  const cluster = await startCluster({ folder, password: passwords.superuser, settings: databaseSettings })

  const shop = async (products: number): Promise<Shop> => {
    const name = `bench_${products}`
    const at = (role: string, password: string): string => address(role, password, cluster.port, name)
    const made: Shop = {
      name,
      products,
      appUrl: at(APP, passwords.app),
      ownerUrl: at(OWNER, passwords.owner),
      adminUrl: at('postgres', passwords.superuser),
      environment: {
        DATABASE_URL: at(APP, passwords.app),
        DATABASE_OWNER_URL: at(OWNER, passwords.owner),
        SECRET: secrets.secret,
        ACCESS_TOKEN_KEYS: JSON.stringify(secrets.accessTokenKeys),
        FRONT_SECRET: frontSecret(secrets.secret),
        PAYMENTS_TEST_GATEWAY: 'true',
        DATA_DIR: join(folder, 'data'),
        LOG_LEVEL: 'warn'
      }
    }
    const done = join(folder, `${name}.done`)
    if (existsSync(done) && await readFile(done, 'utf8') === 'filled') return made
    say(`Building a shop of ${products} products`)
    await provision(cluster.port, passwords, name)
    await runScript('api/src/migrate.ts', made.environment)
    await runScript('api/src/seed.ts', made.environment)
    await fillShop(made.ownerUrl, products, say)
    await writeFile(done, 'filled')
    return made
  }
  const clear = async (): Promise<void> => {
    await cluster.stop()
    if (keep === undefined) await rm(folder, { recursive: true, force: true })
  }
  return { folder, shop, clear, databaseCpuSeconds: () => cpuSeconds(cluster.pid, true) }
}

async function runScript (script: string, settings: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, [join(ROOT, script)], { cwd: ROOT, env: { ...process.env, ...settings }, stdio: ['ignore', 'ignore', 'inherit'] })
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`${script} ended with ${String(code)}`)
}
