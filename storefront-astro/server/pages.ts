// Answers a page: from the shelf when it is there, else rendered, with the visitor's cookies only where the page is theirs.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readAddress, type Address } from './address.ts'
import { acceptedEncoding, pack, worthPacking } from './compress.ts'
import type { Publisher } from './publishing/publisher.ts'
import type { Sheet, Shelf } from './publishing/shelf.ts'
import type { Ask, Page, Renderer } from './renderer.ts'
import { troublePage } from './trouble.ts'

export interface Tools {
  shelf: Shelf
  publisher: Publisher
  render: Renderer
  isApiReady: () => Promise<boolean>
  secure: boolean
}

const LARGEST_FORM = 64 * 1024
const OLD_AFTER_MS = 60 * 60 * 1000
// Asked again each time and answered 304: a cache in between may never hold what a change has made untrue.
const PUBLIC = 'public, max-age=0, must-revalidate'
const PRIVATE = 'private, no-store'
const OURS_ALONE = ['cache-tag', 'x-publishable', 'content-length', 'transfer-encoding', 'connection', 'date']
// Headers of the visitor a personal page may see; the rest (above all claims about who is asking) stays here.
const SHOWN = ['accept-language', 'content-type', 'cookie', 'origin', 'referer', 'sec-fetch-site', 'user-agent']

export async function pages (app: FastifyInstance, tools: Tools): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST_FORM }, (_request, body, done) => done(null, body))
  const shared = new Map<string, Promise<Page>>()

  app.get('/*', async (request, reply) => {
    const address = settle(request, reply)
    if (!address) return ''
    if (address.personal) return await answer(request, reply, await tools.render(personal(tools, request, address)), address, tools)
    if (address.search !== '') return await answer(request, reply, await filtered(shared, tools, address), address, tools)
    const sheet = tools.shelf.find(address.path)
    const kept = sheet && await fromShelf(request, reply, sheet, tools)
    return kept ?? await answer(request, reply, await tools.publisher.make(address.path), address, tools)
  })

  app.post('/*', async (request, reply) => {
    const reading = readAddress(request.url)
    if (!reading || !('address' in reading) || !reading.address.personal) {
      reply.header('allow', 'GET, HEAD')
      return troublePage(reply, request.url, 405, 'missing')
    }
    const ask = personal(tools, request, reading.address)
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    return await answer(request, reply, await tools.render({ ...ask, method: 'POST', body }), reading.address, tools)
  })
}

// A stranger's spelling of an address ends here: sent on to the one we use, or told that there is nothing.
function settle (request: FastifyRequest, reply: FastifyReply): Address | undefined {
  const reading = readAddress(request.url)
  if (!reading) throw Object.assign(new Error('malformed address'), { statusCode: 404 })
  if ('address' in reading) return reading.address
  reply.code(308).headers({ location: reading.redirect, 'cache-control': PUBLIC })
  return undefined
}

function personal (tools: Tools, request: FastifyRequest, address: Address): Ask {
  return {
    url: address.path + address.search,
    headers: Object.fromEntries(SHOWN.map((name) => [name, request.headers[name]])),
    origin: { host: request.host, secure: tools.secure || request.protocol === 'https' },
    visitor: request.ip
  }
}

// Many may ask for the same filter at once; it is rendered once. Only answers under way are shared, none is kept.
async function filtered (shared: Map<string, Promise<Page>>, tools: Tools, { path, search }: Address): Promise<Page> {
  const key = `${tools.shelf.moment()} ${path}${search}`
  const running = shared.get(key) ?? tools.render({ url: path + search }).finally(() => shared.delete(key))
  shared.set(key, running)
  return await running
}

async function fromShelf (request: FastifyRequest, reply: FastifyReply, sheet: Sheet, tools: Tools): Promise<Buffer | string | undefined> {
  if (Date.now() - sheet.at > OLD_AFTER_MS) tools.publisher.refresh(sheet.path)
  const accepted = acceptedEncoding(request.headers['accept-encoding'])
  const encoding = sheet.encodings.includes(accepted) ? accepted : 'identity'
  const etag = encoding === 'identity' ? `"${sheet.etag}"` : `"${sheet.etag}-${encoding}"`
  const body = matches(request.headers['if-none-match'], etag) ? '' : await tools.shelf.read(sheet, encoding).catch(() => undefined)
  if (body === undefined) return undefined
  reply.headers({ ...sheet.headers, 'cache-control': PUBLIC, vary: 'Accept-Encoding', etag })
  if (body === '') reply.code(304)
  else if (encoding !== 'identity') reply.header('content-encoding', encoding)
  return body
}

async function answer (request: FastifyRequest, reply: FastifyReply, page: Page, address: Address, tools: Tools): Promise<Buffer | string> {
  const status = page.status === 500 && !await tools.isApiReady() ? 503 : page.status
  const isHtml = String(page.headers['content-type'] ?? '').startsWith('text/html')
  if (status >= 500 && (!isHtml || page.body.length === 0)) return troublePage(reply, request.url, status, status === 503 ? 'away' : 'broken')

  const own = page.headers['set-cookie'] !== undefined || address.personal || status >= 400
  for (const [name, value] of Object.entries(page.headers)) if (!OURS_ALONE.includes(name)) reply.header(name, value)
  reply.code(status).headers({ 'cache-control': own ? PRIVATE : PUBLIC, ...(status === 503 ? { 'retry-after': '5' } : {}) })

  // A page that mixes a shopper's secrets with what the address says is not packed: its size would tell.
  const packable = (!address.personal || address.path.endsWith('/search')) && worthPacking(page.body)
  const encoding = packable ? acceptedEncoding(request.headers['accept-encoding']) : 'identity'
  if (packable) reply.header('vary', 'Accept-Encoding')
  if (encoding !== 'identity') reply.header('content-encoding', encoding)
  return await pack(page.body, encoding)
}

const matches = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').map((one) => one.trim().replace(/^W\//, '')).some((one) => one === etag || one === '*')
