// The least a request can ask of the database: select 1 through bare Fastify.
import { open, sql } from './bare.ts'

await open((app) => {
  app.get('/', async () => await sql`select 1 as one`)
})
