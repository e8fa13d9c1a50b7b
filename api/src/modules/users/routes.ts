// The street door of a person's own profile.
import type { App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { UserChangeSchema, UserParams, UserSchema } from './schemas.ts'
import { changeOwnProfile, ownProfile } from './service.ts'
import { toUserView } from './views.ts'

export async function userRoutes (app: App): Promise<void> {
  app.get('/v1/users/:id', {
    config: { access: 'customer' },
    schema: {
      operationId: 'getUser',
      summary: 'Your own profile',
      tags: ['users'],
      params: UserParams,
      response: { 200: ref(UserSchema), '4xx': ref(ProblemSchema) }
    }
  }, async (request) =>
    toUserView(await ownProfile(app.pool, request.caller.userId, request.params.id)))

  app.patch('/v1/users/:id', {
    config: { access: 'customer' },
    schema: {
      operationId: 'updateUser',
      summary: 'Change your own profile',
      tags: ['users'],
      params: UserParams,
      body: ref(UserChangeSchema),
      response: { 200: ref(UserSchema), '4xx': ref(ProblemSchema) }
    }
  }, async (request) =>
    toUserView(await changeOwnProfile(app.pool, request.caller.userId, request.params.id, request.body)))
}
