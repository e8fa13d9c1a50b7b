// What a member of the staff changes about their own way in stands in the log; what a customer does so does not.
import t from 'tap'
import { transaction } from '../../../src/platform/db.ts'
import { anApp } from '../../support/app.ts'
import { aPerson, codeOf, PASSWORD, signedIn } from '../auth/people.ts'

const shop = await anApp(t, { template: 'demo' })
const { app, pool, config } = shop

/** A factor set up and taken away again, then another password, each over HTTP. */
async function changeWaysIn (userId: string): Promise<void> {
  const { bearer: headers } = await signedIn(pool, config, userId)
  const ask = async (method: 'POST' | 'DELETE' | 'PUT', path: string, payload?: object) => {
    const reply = await app.inject({ method, url: `/v1/users/me/${path}`, headers, ...(payload === undefined ? {} : { payload }) })
    if (reply.statusCode >= 300) throw new Error(reply.body)
    return reply
  }
  const { secret } = (await ask('POST', 'second_factor')).json<{ secret: string }>()
  await ask('POST', 'second_factor/confirm', { otp: await codeOf(secret) })
  await ask('DELETE', 'second_factor')
  await ask('PUT', 'password', { currentPassword: PASSWORD, newPassword: 'another walk along the Spree' })
}

const entries = async (id: string) => [...await pool`select actor_type, actor_id, action, object_type, after from audit_log where object_id = ${id} order by id`]

t.test('of the staff: factor and password, by whom and what became of it, and no secret', async (t) => {
  const { id } = await aPerson(pool)
  await transaction(pool, async (tx) => await tx`insert into user_roles (user_id, role_id) select ${id}, id from roles where code = 'orders'`)
  await changeWaysIn(id)
  const by = { actorType: 'staff', actorId: id, objectType: 'staff' }
  t.strictSame(await entries(id), [
    { ...by, action: 'staff.second_factor', after: { change: 'enabled' } },
    { ...by, action: 'staff.second_factor', after: { change: 'removed' } },
    { ...by, action: 'staff.password', after: {} }
  ])
})

t.test('of a customer: nothing', async (t) => {
  const { id } = await aPerson(pool)
  await changeWaysIn(id)
  t.strictSame(await entries(id), [])
})
