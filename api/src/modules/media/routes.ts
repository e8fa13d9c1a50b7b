// The street door of pictures: immutable files under content-hashed names.
import { Type } from '@sinclair/typebox'
import type { App } from '../../plugins/types.ts'
import { ref, ProblemSchema } from '../../shared/schemas.ts'
import { readPicture } from './files.ts'

export async function mediaRoutes (app: App): Promise<void> {
  app.get('/media/:name', {
    config: { access: 'public' },
    schema: {
      operationId: 'getPicture',
      summary: 'A rendition of a picture',
      tags: ['media'],
      params: Type.Object({ name: Type.String({ maxLength: 40, examples: ['0b4d3f9a1c2e-640.webp'] }) }),
      produces: ['image/avif', 'image/webp'],
      response: { 200: Type.Any({ description: 'The file; it never changes under this name.' }), '4xx': ref(ProblemSchema) }
    }
  }, async (request, reply) => {
    const { type, body } = await readPicture(request.params.name)
    reply.header('cache-control', 'public, max-age=31536000, immutable').type(type)
    return body
  })
}
