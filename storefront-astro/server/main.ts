// The storefront's process: reads its settings, loads the built pages, listens, and leaves in good order.
import './memory.ts'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { INLINE_SCRIPTS } from '../src/lib/head-script.ts'
import { buildServer } from './app.ts'
import { readConfig } from './config.ts'
import { loadRenderer } from './renderer.ts'

const ENTRY = fileURLToPath(new URL('../dist/server/entry.mjs', import.meta.url))
const CLIENT = fileURLToPath(new URL('../dist/client/', import.meta.url))
const GRACE_MS = 10_000

try {
  const config = readConfig()
  if (!existsSync(ENTRY)) throw new Error('The storefront is not built yet: npm run build -w storefront-astro')
  const renderer = await loadRenderer(ENTRY, { shop: { apiUrl: config.apiUrl, frontSecret: config.frontSecret, publicUrl: config.publicUrl } })
  const app = await buildServer(config, { renderer, clientFolder: CLIENT, inlineScripts: INLINE_SCRIPTS })
  await app.listen({ host: config.host, port: config.port })
  stopOnAsking(app)
} catch (error) {
  const fault = error as Error & { code?: string }
  console.error(fault.code === 'EADDRINUSE' ? 'STOREFRONT_PORT is in use: another program listens there' : fault.message)
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
