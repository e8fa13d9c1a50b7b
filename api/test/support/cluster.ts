// The throw-away PostgreSQL of one test run with its two templates: migrated, and migrated with the demo shop.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { startCluster } from '../../src/platform/embedded-postgres.ts'
import { address, APP, OWNER, provision } from '../../src/platform/embedded-roles.ts'
import { frontSecret, makeSecrets } from '../../src/start/secrets.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

export interface TestCluster {
  environment: Record<string, string>
  plantDemo: () => Promise<void>
  stop: () => Promise<void>
}

export async function startTestCluster (): Promise<TestCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'tradewind-test-'))
  const secrets = makeSecrets()
  const passwords = secrets.databasePasswords
  const cluster = await startCluster({ folder, password: passwords.superuser, throwAway: true })
  const url = (role: string, password: string, database: string): string => address(role, password, cluster.port, database)
  const admin = postgres(url('postgres', passwords.superuser, 'postgres'), { max: 1, onnotice: () => {} })
  const shared = {
    SECRET: secrets.secret,
    ACCESS_TOKEN_KEYS: JSON.stringify(secrets.accessTokenKeys),
    FRONT_SECRET: frontSecret(secrets.secret),
    PAYMENTS_TEST_GATEWAY: 'true',
    RATE_LIMITS: 'off',
    DATA_DIR: join(folder, 'data')
  }
  const run = async (script: string, database: string): Promise<void> => await runScript(script, {
    ...shared,
    DATABASE_URL: url(APP, passwords.app, database),
    DATABASE_OWNER_URL: url(OWNER, passwords.owner, database)
  })

  let stopped = false
  const plant = once(async () => {
    try {
      await provision(cluster.port, passwords, 'demo_growing', 'template_migrated')
      await run('api/src/seed.ts', 'demo_growing')
      await admin.unsafe('alter database demo_growing rename to template_demo')
    } catch (error) {
      if (stopped) return
      console.error(`The demo could not be seeded: ${(error as Error).message}`)
      await admin.unsafe('create database demo_failed')
    }
  })
  const stop = async (): Promise<void> => {
    stopped = true
    await admin.end({ timeout: 0 })
    await cluster.stop(true)
    await rm(folder, { recursive: true, force: true })
  }

  try {
    await provision(cluster.port, passwords, 'template_migrated')
    await run('api/src/migrate.ts', 'template_migrated')
    await admin.listen('demo_wanted', plant)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    environment: {
      ...shared,
      TEST_ADMIN_URL: url('postgres', passwords.superuser, 'postgres'),
      TEST_OWNER_URL: url(OWNER, passwords.owner, 'postgres'),
      TEST_APP_URL: url(APP, passwords.app, 'postgres')
    },
    plantDemo: plant,
    stop
  }
}

function once (work: () => Promise<void>): () => Promise<void> {
  let started: Promise<void> | undefined
  return async () => await (started ??= work())
}

async function runScript (script: string, settings: Record<string, string>): Promise<void> {
  const path = join(ROOT, script)
  if (!existsSync(path)) throw new Error(`${script} is missing`)
  const child = spawn(process.execPath, [path], { cwd: ROOT, env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(String(chunk)))
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`${script} failed:\n${output.join('')}`)
}
