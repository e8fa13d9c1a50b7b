// npm start: the whole shop from one command, and nothing left running when it stops.
import { explain } from '../platform/embedded-faults.ts'
import { isEmpty } from '../platform/embedded-roles.ts'
import { buildIfChanged } from './builds.ts'
import { portsAreFree, takeFolder } from './checks.ts'
import { addressesOf, apiPlan, frontPlans, sharedEnvironment } from './children.ts'
import { settingsOfThisProcess } from './config.ts'
import { openDatabase, type Database } from './database.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import { restartOnChange } from './reload.ts'
import { complain, say, step, welcome } from './report.ts'
import { runScript, stopTasks } from './tasks.ts'
import type { Settings } from './settings.ts'

const started = Date.now()
const isDev = process.argv.includes('--dev')

interface Shop { settings: Settings, keeper: Keeper, database?: Promise<Database>, leaveFolder: () => void }

let shop: Shop | undefined
let interrupts = 0
let ending: Promise<void> | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupts += 1
    if (interrupts === 1) say('\nStopping: fronts, API, then the database (Ctrl-C again to hasten).')
    void stop(0)
  })
}

async function open (): Promise<void> {
  say('Tradewind')
  const settings = settingsOfThisProcess()
  const leaveFolder = takeFolder(settings.dataDir)
  const keeper = createKeeper({ dataDir: settings.dataDir, toTerminal: isDev, giveUp })
  const own: Shop = { settings, keeper, leaveFolder }
  shop = own
  await portsAreFree(settings)

  const [database] = await allOrFirstFault([prepareDatabase(own), ...(isDev ? [] : buildFronts(settings))])
  const environment = sharedEnvironment(settings, (database as Database).environment)
  await allOrFirstFault([
    step('API answers', 'The API did not start', async () => await keeper.start(apiPlan(settings, environment, isDev))),
    ...frontPlans(settings, environment, isDev).map(async (plan) =>
      await step(`${plan.name} answers`, `The ${plan.name.toLowerCase()} did not start`, async () => await keeper.start(plan)))
  ])
  if (isDev) restartOnChange(() => { void keeper.restart(apiPlan(settings, environment, isDev)) })
  if (interrupts === 0) welcome(addressesOf(settings), !settings.databaseUrl && !settings.production, Date.now() - started)
}

async function prepareDatabase (own: Shop): Promise<Database> {
  const { settings } = own
  const database = await step(settings.databaseUrl ? 'Database chosen by DATABASE_URL' : 'PostgreSQL is up', 'The database did not start', async () => await (own.database = openDatabase(settings, reopenDatabase)))
  await step('Database migrated', 'Migrating the database failed', async () => await runScript('api/src/migrate.ts', database.environment))
  if (database.cluster && !settings.production && await isEmpty(database.environment.DATABASE_OWNER_URL as string)) {
    await step('Demo shop seeded', 'Seeding the demo shop failed', async () => await runScript('api/src/seed.ts', database.environment))
  }
  return database
}

const buildFronts = (settings: Settings): Promise<unknown>[] => [
  step('Storefront built', 'Building the storefront failed', async () => await buildIfChanged('storefront-astro', settings.environment)),
  step('Admin built', 'Building the admin failed', async () => await buildIfChanged('admin-react', settings.environment))
]

// What runs beside a failed step is ended before the failure is told, so that it is the last thing on the screen.
async function allOrFirstFault<T> (work: Promise<T>[]): Promise<T[]> {
  try {
    return await Promise.all(work)
  } catch (error) {
    stopTasks()
    await Promise.allSettled(work)
    throw error
  }
}

function reopenDatabase (reason: string): void {
  if (ending || !shop) return
  complain(`  ! ${reason}; started again`)
  reopen(shop).catch((error: Error) => giveUp(error.message))
}

async function reopen (own: Shop): Promise<void> {
  const before = await own.database
  own.database = openDatabase(own.settings, reopenDatabase)
  const now = await own.database
  if (ending || now.environment.DATABASE_URL === before?.environment.DATABASE_URL) return
  await own.keeper.restart(apiPlan(own.settings, sharedEnvironment(own.settings, now.environment), isDev))
}

function giveUp (why: string): void {
  complain(`\nThe shop stops: ${why}`)
  void stop(1)
}

async function stop (code: number): Promise<void> {
  ending ??= (async () => {
    const hurry = (): boolean => interrupts > 1
    try {
      stopTasks()
      await shop?.keeper.stop(hurry)
      // Even one that is only just starting is stopped, when it stands.
      const database = await shop?.database?.catch(() => undefined)
      await database?.cluster?.stop(hurry())
      shop?.leaveFolder()
      if (code === 0) say('Stopped.')
    } catch (error) {
      complain(explain(error, shop?.settings.dataDir ?? '.').message)
    }
    process.exit(code)
  })()
  await ending
}

try {
  await open()
} catch (error) {
  if (interrupts === 0) complain(`\n${(error as Error).message}`)
  await stop(1)
}
