// npm run seed: fills an empty database with the demo shop; `--if-empty` says nothing against a full one.
import { readConfig, ownerUrl, type Config } from './config.ts'
import { createStaff, ensureRoles, hashPassword } from './modules/auth/index.ts'
import { refreshEverything } from './modules/browse/index.ts'
import { rewriteBook } from './modules/pricing/index.ts'
import { rewriteShippingPrices } from './modules/shipping/index.ts'
import { createPool, transaction, type Pool } from './platform/db.ts'
import { readDemo } from './seed/files.ts'
import { writeProducts } from './seed/write-products.ts'
import { writeCategories, writeShop } from './seed/write-shop.ts'

const STAFF = { email: 'admin@example.com', password: 'tradewind-demo' }

const config = readConfig()
const pool = createPool(ownerUrl(config), { max: 1, kind: 'worker' })
try {
  const [found] = await pool`select 1 from channels limit 1`
  if (!found) await plant(pool, config)
  else if (!process.argv.includes('--if-empty')) throw new Error('The shop has data already: the demo is for an empty database.')
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
} finally {
  await pool.close()
}

async function plant (pool: Pool, config: Config): Promise<void> {
  const demo = readDemo()
  const passwordHash = isEmbedded(config) ? await hashPassword(STAFF.password) : undefined
  await transaction(pool, async (tx) => {
    await writeShop(tx, demo.shop)
    await writeCategories(tx, demo.categories)
    await writeProducts(tx, demo, new Date())

    await rewriteBook(tx, 'all')
    await rewriteShippingPrices(tx)
    await refreshEverything(tx)

    await ensureRoles(tx)
    if (passwordHash !== undefined) await createStaff(tx, { email: STAFF.email, passwordHash, role: 'owner', firstName: 'Mara', lastName: 'Lind', locale: 'en' })
  })
  // Statements prepared on tables that were never analysed keep their bad plans.
  await pool`analyze`
  console.log(`Planted ${demo.products.length} products in ${demo.categories.length} categories, ${demo.pictures.length} pictures.`)
}

// The account with the published password exists where nobody but this machine can reach it.
function isEmbedded ({ DATABASE_URL: url, NODE_ENV: mode }: Config): boolean {
  const { hostname, username } = new URL(url)
  return mode !== 'production' && hostname === '127.0.0.1' && username === 'tradewind_app'
}
