// GET /openapi.json and GET /docs: the contract for machines, and a reference a person can read without a script.
import { documentOf } from './openapi.ts'
import { referencePage } from './docs-page.ts'
import { securityHeaders } from './security.ts'
import type { App } from './types.ts'

const beside = { config: { beside: true } }

export async function docs (app: App): Promise<void> {
  const headers = await securityHeaders(app.deps.config, "'unsafe-inline'")
  let json: string | undefined
  let page: string | undefined

  app.get('/openapi.json', beside, async (_request, reply) => {
    json ??= JSON.stringify(documentOf(app))
    return await reply.headers(headers).header('cache-control', 'public, max-age=60').type('application/json; charset=utf-8').send(json)
  })

  app.get('/docs', beside, async (_request, reply) => {
    page ??= referencePage(documentOf(app))
    return await reply.headers(headers).header('cache-control', 'public, max-age=60').type('text/html; charset=utf-8').send(page)
  })
}
