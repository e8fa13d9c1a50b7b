// npm run owner -- <email>: makes the first owner of a shop and prints a password for them, once.
import { readConfig, workingRole } from './config.ts'
import { createStaff, ensureRoles, generatedPassword, hashPassword, shopHasOwner } from './modules/auth/index.ts'
import { isEmail, normaliseEmail } from './modules/users/index.ts'
import { createPool, transaction, type Pool } from './platform/db.ts'

const [email = ''] = process.argv.slice(2)

try {
  if (!isEmail(normaliseEmail(email))) throw new Error('Say who: npm run owner -- you@example.com')
  const config = readConfig()
  const pool = createPool(config.DATABASE_URL, { max: 1, kind: 'worker', role: workingRole(config) })
  try {
    const password = await makeOwner(pool, email)
    console.log(`Owner:    ${email}\nPassword: ${password}\nIt is shown this once. Sign in at ${config.PUBLIC_ADMIN_URL}`)
  } finally {
    await pool.close()
  }
} catch (error) {
  console.error(words(error))
  process.exitCode = 1
}

async function makeOwner (pool: Pool, email: string): Promise<string> {
  const password = generatedPassword()
  const passwordHash = await hashPassword(password)

  await transaction(pool, async (tx) => {
    await ensureRoles(tx)
    if (await shopHasOwner(tx)) throw new Error('The shop has an owner already. Owners invite others in the admin.')
    await createStaff(tx, { email, passwordHash, role: 'owner' })
  })
  return password
}

function words (error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === '23505') return `${email} has an account already; name another address for the owner.`
  if (code === '42P01') return 'The database has no tables yet: npm run migrate comes first.'
  return error instanceof Error ? error.message : String(error)
}
