// How much script each part of the admin weighs, packed, as the built files say.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { buildIfChanged } from '../../api/src/start/builds.ts'

const DIST = fileURLToPath(new URL('../dist/', import.meta.url))
const KILOBYTE = 1000

interface Chunk { file: string, imports?: string[], dynamicImports?: string[] }

await buildIfChanged('admin-react', process.env)
const manifest = JSON.parse(readFileSync(`${DIST}.vite/manifest.json`, 'utf8')) as Record<string, Chunk>

function filesOf (...keys: string[]): Set<string> {
  const found = new Set<string>()
  const add = (key: string): void => {
    const chunk = manifest[key]
    if (chunk === undefined) throw new Error(`The build has no ${key}`)
    if (found.has(chunk.file)) return
    found.add(chunk.file)
    chunk.imports?.forEach(add)
  }
  keys.forEach(add)
  return found
}

const weight = (files: Iterable<string>): number => [...files].filter((file) => file.endsWith('.js')).reduce((sum, file) => sum + gzipSync(readFileSync(DIST + file), { level: 9 }).length, 0)
const within = (t: Test, files: Iterable<string>, kilobytes: number, name: string): void => {
  const bytes = weight(files)
  t.ok(bytes > 0 && bytes <= kilobytes * KILOBYTE, `${name}: ${Math.round(bytes / 100) / 10} KB of ${kilobytes} KB`)
}

const page = (name: string): string => `src/features/${name}.tsx`
const START = 'index.html'
const WORKSPACE = 'src/app/Workspace.tsx'
const LIST = page('orders/OrdersPage')

t.test('the sign-in page', async (t) => { within(t, filesOf(START), 120, 'sign-in') })

t.test('the shell with its first list', async (t) => { within(t, filesOf(START, WORKSPACE, LIST), 210, 'shell and orders') })

t.test('each further screen', async (t) => {
  const had = filesOf(START, WORKSPACE, LIST)
  const names = [
    'dashboard/DashboardPage', 'orders/OrderPage', 'products/ProductsPage', 'products/ProductPage', 'stock/StockPage', 'localization/LocalizationPage',
    'customers/CustomersPage', 'customers/CustomerPage', 'staff/StaffPage', 'staff/ColleaguePage', 'roles/RolesPage', 'keys/KeysPage', 'keys/NewKeyPage', 'keys/KeyPage', 'keys/EditKeyPage',
    'audit/AuditPage', 'audit/EntryPage', 'security/SecurityPage', 'auth/ForgotPage', 'auth/ResetPage', 'auth/InvitationPage'
  ]
  for (const name of names) {
    within(t, [...filesOf(page(name))].filter((file) => !had.has(file)), 60, name)
  }
})

t.test('a language, fetched alone', async (t) => {
  const started = filesOf(START)
  for (const language of ['en', 'zh', 'ar']) {
    const files = filesOf(`src/messages/${language}.json`)
    t.notOk([...files].some((file) => started.has(file)), `${language} is no part of the start`)
    within(t, files, 15, language)
  }
})
