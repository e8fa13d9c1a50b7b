// The session inside components: who, and may they?
import { useSyncExternalStore } from 'react'
import { getStanding, watchStanding, type Staff, type Standing } from './session.ts'

export const useStanding = (): Standing => useSyncExternalStore(watchStanding, getStanding)

export type Permission =
  | 'orders.read' | 'orders.write' | 'products.read' | 'products.write' | 'inventory.read' | 'inventory.write'
  | 'localization.read' | 'localization.write' | 'analytics.read' | 'users.read' | 'users.write'
  | 'staff.read' | 'staff.write' | 'api_keys.read' | 'api_keys.write' | 'audit_log.read'

export function useStaff (): Staff | undefined {
  const standing = useStanding()
  return 'staff' in standing ? standing.staff : undefined
}

/** Nothing is shown that would answer 403. */
export function useMay (): (permission: Permission) => boolean {
  const staff = useStaff()
  return (permission) => staff?.permissions.includes(permission) ?? false
}
