// The admin's process: reads its settings, listens, and leaves in good order.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { buildServer } from './app.ts'
import { readConfig } from './config.ts'

const DIST = fileURLToPath(new URL('../dist/', import.meta.url))
const GRACE_MS = 10_000

try {
  const config = readConfig()
  if (!existsSync(`${DIST}index.html`)) throw new Error('The admin is not built yet: npm run build -w admin-react')
  const app = await buildServer(config, DIST)
  await app.listen({ host: config.host, port: config.port })
  stopOnAsking(app)
} catch (error) {
  const fault = error as Error & { code?: string }
  console.error(fault.code === 'EADDRINUSE' ? 'ADMIN_PORT is in use: another program listens there' : fault.message)
  process.exit(1)
}

function stopOnAsking (app: FastifyInstance): void {
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), GRACE_MS).unref()
    void app.close().then(() => process.exit(0))
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
}
