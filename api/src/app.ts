// The composition root: the only file that knows every module. An explicit list that one can read.
import type { Config } from './config.ts'
import { accountJobs, accountListeners, accountRoutes } from './modules/accounts/index.ts'
import { adminRoutes } from './modules/admin/index.ts'
import { apiKeyRoutes } from './modules/api-keys/index.ts'
import { attemptSchedules } from './modules/attempts/index.ts'
import { auditJobs, auditListeners, auditRoutes, auditSchedules } from './modules/audit/index.ts'
import { authRoutes, authSchedules } from './modules/auth/index.ts'
import { browseJobs, browseListeners, browseRoutes } from './modules/browse/index.ts'
import { cartItemRoutes, cartMergeRoutes, cartRoutes } from './modules/cart/index.ts'
import { customerRoutes } from './modules/customers/index.ts'
import { credentialSchedules } from './modules/credentials/index.ts'
import { inventoryRoutes } from './modules/inventory/index.ts'
import { adminLocalizationRoutes, localizationRoutes } from './modules/localization/index.ts'
import { mediaRoutes } from './modules/media/index.ts'
import { merchandiseRoutes } from './modules/merchandise/index.ts'
import { orderAdminRoutes, orderJobs, orderListeners, orderRoutes, orderSchedules } from './modules/orders/index.ts'
import { paymentJobs, paymentListeners, paymentRoutes, paymentSchedules, testGatewayPage } from './modules/payments/index.ts'
import { pricingJobs, pricingListeners } from './modules/pricing/index.ts'
import { privacyJobs, privacyRoutes, privacySchedules } from './modules/privacy/index.ts'
import { secondFactorRoutes, secondFactorSchedules } from './modules/second-factor/index.ts'
import { shippingListeners } from './modules/shipping/index.ts'
import { roleRoutes, staffJobs, staffRoutes } from './modules/staff/index.ts'
import { addressRoutes, consentRoutes, preferencesOf, userRoutes } from './modules/users/index.ts'
import { followInvalidations } from './platform/cache.ts'
import type { Deps } from './platform/deps.ts'
import { eventJobs, setListeners, type Listener } from './platform/events.ts'
import { platformSchedules } from './platform/housekeeping.ts'
import { startSending, startWorker, stopSending, type Job, type Worker } from './platform/jobs.ts'
import { scheduleJob, type Schedule } from './platform/schedules.ts'
import { createServer, type Server, type ServerParts } from './plugins/server.ts'
import type { App } from './plugins/types.ts'

type Routes = (app: App) => Promise<void>

export const modules: Record<string, Routes[]> = {
  localization: [localizationRoutes, adminLocalizationRoutes],
  media: [mediaRoutes],
  browse: [browseRoutes],
  merchandise: [merchandiseRoutes],
  users: [userRoutes, addressRoutes, consentRoutes],
  auth: [authRoutes],
  second_factor: [secondFactorRoutes],
  accounts: [accountRoutes],
  api_keys: [apiKeyRoutes],
  staff: [staffRoutes, roleRoutes],
  admin: [adminRoutes],
  audit: [auditRoutes],
  inventory: [inventoryRoutes],
  cart: [cartRoutes, cartItemRoutes, cartMergeRoutes],
  orders: [orderRoutes, orderAdminRoutes],
  payments: [paymentRoutes, testGatewayPage],
  customers: [customerRoutes],
  privacy: [privacyRoutes]
}
export const listeners: Listener[] = [...accountListeners, ...auditListeners, ...pricingListeners, ...shippingListeners, ...browseListeners, ...orderListeners, ...paymentListeners]
export const schedules: Schedule[] = [
  ...platformSchedules, ...attemptSchedules, ...auditSchedules, ...authSchedules, ...credentialSchedules, ...orderSchedules, ...paymentSchedules, ...privacySchedules,
  ...secondFactorSchedules
]
const moduleJobs: Job[] = [...accountJobs, ...auditJobs, ...pricingJobs, ...browseJobs, ...orderJobs, ...paymentJobs, ...privacyJobs, ...staffJobs]

const jobs: Job[] = [...eventJobs(listeners), scheduleJob(schedules), ...moduleJobs]

/** extra: more routes beside the modules', which is what the tests of the plugins speak to. */
export type Parts = Omit<ServerParts, 'preferencesOf'> & { extra?: Routes }

export async function buildApp ({ extra, ...parts }: Parts): Promise<Server> {
  const { config, pool } = parts
  setListeners(pool, listeners)
  const server = await createServer({ ...parts, preferencesOf: async (userId) => await preferencesOf(pool, userId) })
  for (const name of servedModules(config)) for (const routes of modules[name] ?? []) await server.app.register(routes)
  if (extra !== undefined) await server.app.register(extra)
  server.app.addHook('onClose', async () => { await stopSending(pool) })
  return server
}

/** What a serving process does beside answering: follows the changes of others, readies its queue. */
export async function connectApp ({ app }: Server): Promise<void> {
  const { pool, log } = app.deps
  await Promise.all([followInvalidations(pool, app.cache), startSending(pool, jobs, log)])
}

/** A worker announces on a pool of its own, and its news is heard like that of a request. */
export async function startWork (deps: Deps, extra: Job[] = []): Promise<Worker> {
  setListeners(deps.pool, listeners)
  return await startWorker(deps, [...jobs, ...extra])
}

function servedModules ({ MODULES }: Config): string[] {
  const wanted = MODULES?.split(',') ?? Object.keys(modules)
  const unknown = wanted.filter((name) => !Object.hasOwn(modules, name))
  if (unknown.length > 0) throw new Error(`Bad settings: MODULES names ${unknown.join(', ')}; there are ${Object.keys(modules).join(', ')}`)
  return wanted
}
