// The street door of a person's own profile.
import { userIdOf, type App, type Caller } from '../../plugins/types.ts'
import { unauthorized } from '../../shared/errors.ts'
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
      tags: ['Profile'],
      params: UserParams,
      response: { 200: ref(UserSchema), '4xx': ref(ProblemSchema) }
    }
  }, async (request) =>
    toUserView(await ownProfile(app.pool, ownId(request.caller), request.params.id)))

  app.patch('/v1/users/:id', {
    config: { access: 'customer' },
    schema: {
      operationId: 'updateUser',
      summary: 'Change your own profile',
      tags: ['Profile'],
      params: UserParams,
      body: ref(UserChangeSchema),
      response: { 200: ref(UserSchema), '4xx': ref(ProblemSchema) }
    }
  }, async (request) =>
    toUserView(await changeOwnProfile(app.pool, ownId(request.caller), request.params.id, request.body)))
}

export function ownId (caller: Caller): string {
  const userId = userIdOf(caller)
  if (userId === null) throw unauthorized()
  return userId
}
