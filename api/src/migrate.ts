// npm run migrate: brings the database up to date as its owner and says what ran.
import { ownerUrl, readConfig } from './config.ts'
import { createPool } from './platform/db.ts'
import { migrate } from './platform/migrations.ts'

try {
  const pool = createPool(ownerUrl(readConfig()), { max: 1, kind: 'owner' })
  try {
    const ran = await migrate(pool)
    console.log(ran.length === 0 ? 'The database is up to date.' : `Ran ${ran.join(', ')}.`)
  } finally {
    await pool.close()
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
