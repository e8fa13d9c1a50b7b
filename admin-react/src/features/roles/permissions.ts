// Permissions as people read them: by area, seeing apart from changing; pure.
export interface Area<P> { area: string, permissions: P[] }

export const areaOf = (name: string): string => name.split('.')[0] ?? name
export const kindOf = (name: string): 'read' | 'write' => name.endsWith('.read') ? 'read' : 'write'

/** In the order given, which is that of the shop's own table. */
export function byArea<P extends { name: string }> (permissions: readonly P[]): Array<Area<P>> {
  const areas = new Map<string, P[]>()
  for (const permission of permissions) areas.set(areaOf(permission.name), [...areas.get(areaOf(permission.name)) ?? [], permission])
  return [...areas].map(([area, found]) => ({ area, permissions: found }))
}
