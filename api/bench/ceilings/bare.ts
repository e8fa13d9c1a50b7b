// What every ceiling stands on: Fastify without plugins and the driver with the pool of the shop's size; nothing of the app.
import fastify, { type FastifyInstance } from 'fastify'
import postgres from 'postgres'

export const sql = postgres(process.env['DATABASE_URL'] ?? '', { max: 10, onnotice: () => {}, connection: { application_name: 'bench-ceiling' } })

export async function open (routes: (app: FastifyInstance) => void): Promise<void> {
  const app = fastify({ logger: false })
  app.get('/ready', async () => 'ready')
  routes(app)
  await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) })
  process.on('SIGTERM', () => process.exit(0))
}
