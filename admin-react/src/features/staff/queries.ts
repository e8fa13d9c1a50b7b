// What is asked of the staff, and how they come, change and go.
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { Body, Item } from '@tradewind/sdk'
import { admin, queryClient } from '../../lib/client.ts'

export type Colleague = Item<'listAdminStaff'>
export type Invitation = Body<'inviteAdminStaff'>
export type ColleaguePatch = Body<'updateAdminStaff'>

const PAGE = 100
const MOST = 2000

/** Everybody at once: a staff is counted in dozens, and is sifted as one types. */
export const staffListOptions = () => queryOptions({
  queryKey: ['staff', 'list'],
  queryFn: async ({ signal }) => ({ items: await admin.staff.list({ limit: PAGE }, { signal }).all({ max: MOST }) })
})

export const colleagueOptions = (id: string) => queryOptions({
  queryKey: ['staff', 'one', id],
  queryFn: async ({ signal }) => await admin.staff.get(id, { signal })
})

async function askAgain (): Promise<void> {
  void queryClient.invalidateQueries({ queryKey: ['roles'] })
  await queryClient.invalidateQueries({ queryKey: ['staff'] })
}

export const inviteOptions = () => mutationOptions({ mutationFn: async (input: Invitation) => await admin.staff.invite(input), onSuccess: askAgain })

export const changeColleagueOptions = (id: string) => mutationOptions({
  mutationFn: async (patch: ColleaguePatch) => await admin.staff.update(id, patch), onSuccess: askAgain
})

export const VERBS = ['resend', 'withdraw', 'signOut', 'resetFactor'] as const
export type Verb = typeof VERBS[number]

export const colleagueVerbOptions = (id: string) => mutationOptions({
  async mutationFn (verb: Verb) {
    if (verb === 'resend') await admin.staff.resendInvitation(id)
    else if (verb === 'withdraw') await admin.staff.cancelInvitation(id)
    else if (verb === 'signOut') await admin.staff.signOut(id)
    else await admin.staff.resetSecondFactor(id)
  },
  onSuccess: askAgain
})
