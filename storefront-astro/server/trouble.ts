// What a visitor sees when a page cannot be made: a plain page in their language, or a problem document for a script.
import { readFileSync } from 'node:fs'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readAddress } from './address.ts'
import { Crowded } from './bulkhead.ts'
import { TROUBLE_WORDS, type Trouble } from './trouble-words.ts'

export const STYLE_PATH = '/_trouble.css'
const STYLE = readFileSync(new URL('./trouble.css', import.meta.url))
const COME_BACK_SECONDS = '5'
const MIRRORED = ['ar', 'fa', 'he', 'ur']
const AWAY_CODES = ['UND_ERR_', 'ECONN', 'ENOTFOUND', 'EAI_', 'EPIPE', 'ETIMEDOUT']

export async function troubleStyle (app: FastifyInstance): Promise<void> {
  app.get(STYLE_PATH, async (_request, reply) => {
    reply.headers({ 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' })
    return STYLE
  })
}

/** For the pages: whatever was thrown becomes a page, never a stack. */
export const pageTrouble = (isApiReady: () => Promise<boolean>) => async (error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<string> => {
  if (error.statusCode && error.statusCode < 500) return troublePage(reply, request.url, error.statusCode, 'missing')
  if (error instanceof Crowded || !await isApiReady()) return troublePage(reply, request.url, 503, 'away')
  request.log.error({ err: error, url: request.url }, 'page failed')
  return troublePage(reply, request.url, 500, 'broken')
}

export function troublePage (reply: FastifyReply, url: string, status: number, trouble: Trouble): string {
  const reading = readAddress(url)
  const asked = reading && 'address' in reading ? reading.address.locale?.split('-')[0] : undefined
  const locale = asked && TROUBLE_WORDS[asked] ? asked : 'en'
  const words = TROUBLE_WORDS[locale]?.[trouble]
  reply.code(status).headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-language': locale })
  if (status === 503) reply.header('retry-after', COME_BACK_SECONDS)
  const target = trouble === 'missing' ? `/${locale}/` : ''
  return `<!doctype html>
<html lang="${locale}" dir="${MIRRORED.includes(locale) ? 'rtl' : 'ltr'}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${words?.title}</title><link rel="stylesheet" href="${STYLE_PATH}">
<main><h1>${words?.title}</h1><p>${words?.text}</p><a href="${target}">${words?.action}</a></main>
</html>
`
}

/** For the forwarded paths: the same refusals in the API's own words and shape. */
export async function forwardTrouble (error: FastifyError & { cause?: { code?: string } }, request: FastifyRequest, reply: FastifyReply): Promise<object> {
  const code = String(error.cause?.code ?? error.code ?? '')
  const isAway = AWAY_CODES.some((start) => code.startsWith(start)) || /ECONN|UND_ERR/.test(error.message)
  const status = error.statusCode && error.statusCode < 500 ? error.statusCode : isAway ? 503 : error.statusCode === 504 ? 504 : 502
  if (status >= 500) request.log.warn({ err: error }, 'the API did not answer')
  if (status === 503) reply.header('retry-after', COME_BACK_SECONDS)
  reply.code(status).headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  const [problem, detail] = PROBLEMS[status] ?? PROBLEMS[400]
  return { type: 'about:blank', title: problem.replaceAll('_', ' '), status, code: problem, detail, requestId: request.id }
}

const PROBLEMS: Record<number, [string, string]> & { 400: [string, string] } = {
  400: ['bad_request', 'The request could not be forwarded.'],
  404: ['not_found', 'There is nothing at this address.'],
  413: ['payload_too_large', 'The body is larger than the shop accepts.'],
  502: ['bad_gateway', 'The shop gave no usable answer.'],
  503: ['api_away', 'The shop is not answering just now; try again in a moment.'],
  504: ['gateway_timeout', 'The shop did not answer in time.']
}
