// The state of the staff list as an address; pure.
import { pick } from '../../lib/search.ts'
import type { Colleague } from './queries.ts'

export const STATES = ['active', 'invited', 'deactivated'] as const

const NAMES = ['q', 'status', 'role'] as const
export type StaffSearch = { [N in typeof NAMES[number]]?: string }

export const readStaffSearch = (search: Record<string, unknown>): StaffSearch => pick(search, NAMES)

export const isFiltered = (search: StaffSearch): boolean => [search.q, search.status, search.role].some((value) => value !== undefined)

export function fits ({ email, firstName, lastName, status, roles }: Colleague, search: StaffSearch): boolean {
  const words = [firstName, lastName, email].filter(Boolean).join(' ').toLocaleLowerCase()
  return (search.q === undefined || words.includes(search.q.toLocaleLowerCase())) &&
    (search.status === undefined || status === search.status) &&
    (search.role === undefined || roles.some(({ code }) => code === search.role))
}
