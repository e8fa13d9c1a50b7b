// Two states of a thing, laid side by side field by field; pure.
export interface Difference {
  path: string
  kind: 'added' | 'removed' | 'changed' | 'same'
  before: string | undefined
  after: string | undefined
}

// Members of a list are the same member where one of these is the same, wherever they stand.
const NAMES = ['language', 'id', 'variantId', 'mediaId', 'code', 'sku', 'name', 'label'] as const

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function nameOf (member: unknown, index: number): string {
  if (!isObject(member)) return String(index + 1)
  const names = NAMES.map((name) => member[name]).filter((value) => typeof value === 'string')
  const currency = typeof member.currency === 'string' ? ` ${member.currency}` : ''
  return names[0] === undefined ? String(index + 1) : `${names[0].length === 36 ? names[0].slice(-6) : names[0]}${currency}`
}

/** What people call the thing an entry is about, as far as the entry tells; undefined where only its id is known. */
export function titleOf (before: unknown, after: unknown): string | undefined {
  for (const state of [after, before]) {
    if (!isObject(state)) continue
    const found = [state.name, state.email, state.number].find((value) => typeof value === 'string' && value !== '')
    if (typeof found === 'string') return found
  }
  return undefined
}

function flatten (value: unknown, path: string, into: Map<string, string>): void {
  const under = (name: string): string => path === '' ? name : `${path} › ${name}`
  if (Array.isArray(value)) {
    if (value.every((member) => typeof member !== 'object' || member === null)) into.set(path, value.map(said).join(', '))
    else value.forEach((member, index) => { flatten(member, under(nameOf(member, index)), into) })
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) flatten(member, under(name), into)
  } else if (value !== null && value !== undefined) {
    into.set(path, said(value))
  }
}

const said = (value: unknown): string => typeof value === 'string' ? value : JSON.stringify(value)

export function differences (before: unknown, after: unknown): Difference[] {
  const [was, is] = [new Map<string, string>(), new Map<string, string>()]
  flatten(before, '', was)
  flatten(after, '', is)
  return [...new Set([...was.keys(), ...is.keys()])].map((path) => {
    const [old, now] = [was.get(path), is.get(path)]
    return { path, kind: old === undefined ? 'added' : now === undefined ? 'removed' : old === now ? 'same' : 'changed', before: old, after: now }
  })
}
