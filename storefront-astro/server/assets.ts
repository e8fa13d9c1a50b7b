// The built scripts, styles, fonts and icons: named by their content, so kept by browsers for ever.
import type { FastifyInstance } from 'fastify'
import serve from '@fastify/static'

const FOREVER = 'public, max-age=31536000, immutable'
const A_WHILE = 'public, max-age=3600'

export async function assets (app: FastifyInstance, { folder }: { folder: string }): Promise<void> {
  await app.register(serve, {
    root: folder,
    wildcard: false,
    globIgnore: ['**/*.br', '**/*.gz'],
    index: false,
    preCompressed: true,
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply, path) => { reply.header('cache-control', /[/\\]_astro[/\\]/.test(path) ? FOREVER : A_WHILE) }
  })
}
