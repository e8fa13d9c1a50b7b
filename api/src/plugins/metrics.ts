// Prometheus: what the process and its requests do, served on a port of its own.
import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from './types.ts'

export interface Metrics { registry: Registry, servedFromMemory: () => void }

export function metrics (app: App): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry]
  })
  const hits = new Counter({ name: 'cache_hits_total', help: 'Replies served from memory.', registers: [registry] })
  new Gauge({ name: 'cache_bytes', help: 'Bytes of replies kept in memory.', registers: [registry], collect () { this.set(app.cache.bytes) } }).set(0)
  new Gauge({ name: 'database_away', help: '1 while the database does not answer.', registers: [registry], collect () { this.set(app.pool.door.gate.away ? 1 : 0) } }).set(0)
  let pending = 0
  app.addHook('onRoute', (route) => {
    if (route.config?.cache?.store === true) return
    const observe = (method: string, status: number, seconds: number): void => {
      duration.observe({ method, route: route.url, status: String(status) }, seconds)
    }
    route.onResponse = [...[route.onResponse ?? []].flat(), (request, reply, done) => {
      observe(request.method, reply.statusCode, reply.elapsedTime / 1000)
      done()
    }]
  })
  return {
    registry,
    servedFromMemory () {
      pending += 1
      if (pending < 100) return
      hits.inc(pending)
      pending = 0
    }
  }
}

export async function serveMetrics (registry: Registry, port: number, host: string): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    registry.metrics().then((text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text), () => response.writeHead(500).end())
  })
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(port, host, resolve) })
  return server
}
