// What is asked of roles and permissions, and how roles come, change and go.
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { Body, Item } from '@tradewind/sdk'
import { admin, queryClient } from '../../lib/client.ts'
import { renewStaff } from '../../lib/session.ts'

export type Role = Item<'listAdminRoles'>
export type PermissionInfo = Item<'listAdminPermissions'>
export type NewRole = Body<'createAdminRole'>
export type RolePatch = Body<'updateAdminRole'>

export const roleOptions = () => queryOptions({
  queryKey: ['roles'],
  queryFn: async ({ signal }) => await admin.roles.list({ signal })
})

export const permissionOptions = () => queryOptions({
  queryKey: ['permissions'],
  queryFn: async ({ signal }) => await admin.permissions({ signal }),
  staleTime: Infinity
})

async function askAgain (): Promise<void> {
  // One of them may be the person's own.
  void renewStaff()
  void queryClient.invalidateQueries({ queryKey: ['staff'] })
  await queryClient.invalidateQueries({ queryKey: ['roles'] })
}

export const createRoleOptions = () => mutationOptions({ mutationFn: async (input: NewRole) => await admin.roles.create(input), onSuccess: askAgain })

export const changeRoleOptions = (code: string) => mutationOptions({ mutationFn: async (patch: RolePatch) => await admin.roles.update(code, patch), onSuccess: askAgain })

export const deleteRoleOptions = (code: string) => mutationOptions({ mutationFn: async () => { await admin.roles.delete(code) }, onSuccess: askAgain })

/** One after the other: each is checked by itself, and what went before stays. */
export const saveRolesOptions = (onEach: (code: string) => void) => mutationOptions({
  async mutationFn (patches: Array<[code: string, patch: RolePatch]>) {
    for (const [code, patch] of patches) {
      await admin.roles.update(code, patch)
      onEach(code)
    }
  },
  onSettled: askAgain
})
