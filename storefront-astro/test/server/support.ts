// The storefront's server on a free port, with an API that echoes and pages that say how often they were made.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { buildServer } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import type { Ask, Page, Renderer } from '../../server/renderer.ts'

export const FRONT_SECRET = 'the word the fronts share with the API'
export const HEAD_SCRIPT = 'document.documentElement.dataset.currency = "EUR"'

export interface Heard { method: string, url: string, headers: IncomingHttpHeaders, body: Buffer }

export interface EchoApi { url: string, heard: Heard[], stop: () => Promise<void> }

/** Stands where the API stands: repeats what reached it. */
export async function anApi (t: Test): Promise<EchoApi> {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts)
      if (request.url !== '/health/ready') heard.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
      if (request.url === '/v1/busy') response.writeHead(503, { 'retry-after': '2' })
      else response.writeHead(200, { 'content-type': 'application/json', etag: '"from-the-api"' })
      response.end(JSON.stringify({ size: body.length }))
    })
  })
  const port = await listen(server)
  const stop = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  t.teardown(stop)
  return { url: `http://127.0.0.1:${port}`, heard, stop }
}

async function listen (server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

export interface Storefront {
  url: string
  asks: Ask[]
  get: (path: string, headers?: Record<string, string>) => Promise<Response>
  made: (path: string) => number
}

interface Options { api: EchoApi, render?: (ask: Ask, times: number) => Page | Promise<Page>, environment?: Record<string, string> }

export async function aStorefront (t: Test, { api, render = plainPage, environment = {} }: Options): Promise<Storefront> {
  const dataDir = await mkdtemp(join(tmpdir(), 'storefront-'))
  const asks: Ask[] = []
  const made = (path: string): number => asks.filter((ask) => ask.url === path).length
  const renderer: Renderer = async (ask) => {
    asks.push(ask)
    return await render(ask, made(ask.url))
  }
  const config = readConfig({ API_URL: api.url, FRONT_SECRET, DATA_DIR: dataDir, STOREFRONT_PUBLISH: 'visited', LOG_LEVEL: 'silent', ...environment })
  const app = await buildServer(config, { renderer, inlineScripts: [HEAD_SCRIPT] })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(async () => {
    await app.close()
    await rm(dataDir, { recursive: true, force: true })
  })
  return { url, asks, made, get: async (path, headers = {}) => await fetch(url + path, { headers, redirect: 'manual' }) }
}

/** A page that may be published: numbered, so that a test sees whether it is a new one. */
export const plainPage = (ask: Ask, times: number): Page => page(`<!doctype html><title>${ask.url} made ${times} times</title>`, { 'x-publishable': '1', 'cache-tag': 'localization shell' })

export const page = (html: string, headers: Record<string, string | string[]> = {}, status = 200): Page =>
  ({ status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body: Buffer.from(html) })
