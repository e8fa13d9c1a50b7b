// The invitation's letter, written after the request: the link is made here, since only its hash is ever kept.
import { transaction } from '../../platform/db.ts'
import type { Job } from '../../platform/jobs.ts'
import { sendLetter } from '../accounts/index.ts'
import { lockStaff } from '../auth/index.ts'
import { issueToken } from '../credentials/index.ts'
import { INVITATION_QUEUE } from './invitations.ts'
import * as q from './queries.ts'

// A second try makes another link and leaves the first as good as it was: the letter may be out already.
const invitation: Job<{ userId: string }> = {
  queue: INVITATION_QUEUE,
  async handle (deps, { userId }, { id }) {
    const letter = await transaction(deps.pool, async (tx) => {
      await lockStaff(tx)
      const open = await q.invitationOf(tx, userId)
      if (!open) return undefined
      const { roles, invitedBy, locale } = open
      return { ...open, token: await issueToken(tx, { userId, kind: 'invitation', hours: open.hoursLeft, payload: { roles, invitedBy, locale } }) }
    })
    if (!letter) return

    const { email, locale, firstName, token } = letter
    await sendLetter(deps, 'invitation', { to: email, locale, token, ...(firstName === null ? {} : { name: firstName }) }, id)
  }
}

export const staffJobs = [invitation] as Job[]
