// What members of the staff change about their own way in is in the log too; customers' acts are not.
import { audit } from '../../platform/audit.ts'
import type { Listener } from '../../platform/events.ts'
import { staffRoles } from '../auth/index.ts'

const ACTIONS: Record<string, string> = { 'second_factor.changed': 'staff.second_factor', 'password.changed': 'staff.password' }

const ownSecurity: Listener = {
  name: 'audit.own_security',
  on: Object.keys(ACTIONS),
  when: 'within',
  async handle (tx, { name, objectId, payload }) {
    const action = ACTIONS[name]
    if (action === undefined || (await staffRoles(tx, objectId)).length === 0) return
    await audit(tx, { actorType: 'staff', actorId: objectId, action, objectType: 'staff', objectId, after: payload })
  }
}

export const auditListeners: Listener[] = [ownSecurity]
