// The API's way to say which pages a change has made stale: a signed list of tags.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

const TOLERANCE_SECONDS = 300
const LARGEST_LIST = 512 * 1024
const MOST_TAGS = 20_000

interface Options { secret: string, onTags: (tags: string[]) => number }

export async function purgeRoute (app: FastifyInstance, { secret, onTags }: Options): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST_LIST }, (_request, body, done) => done(null, body))
  app.post('/_purge', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    if (!isSigned(secret, request.headers['x-tradewind-signature'], body)) {
      reply.code(401)
      return { code: 'bad_signature' }
    }
    const tags = readTags(body)
    if (!tags) {
      reply.code(422)
      return { code: 'validation' }
    }
    return { stale: onTags(tags) }
  })
}

export function isSigned (secret: string, header: string | string[] | undefined, body: Buffer, now = Date.now()): boolean {
  const [, time, signature] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(String(header ?? '')) ?? []
  if (!time || !signature) return false
  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest()
  const isOurs = timingSafeEqual(expected, Buffer.from(signature, 'hex'))
  return isOurs && Math.abs(now / 1000 - Number(time)) <= TOLERANCE_SECONDS
}

function readTags (body: Buffer): string[] | undefined {
  try {
    const { tags } = JSON.parse(body.toString()) as { tags?: unknown }
    const good = Array.isArray(tags) && tags.length <= MOST_TAGS && tags.every((tag) => typeof tag === 'string' && tag.length <= 200)
    return good ? tags as string[] : undefined
  } catch {
    return undefined
  }
}
