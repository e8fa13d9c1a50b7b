// Addresses a person can read: every state of a list is a flat, plain query string.
export type Flat = Record<string, string | undefined>

export const parseSearch = (text: string): Flat => Object.fromEntries(new URLSearchParams(text))

export function stringifySearch (search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) if (typeof value === 'string' && value !== '') params.set(name, value)
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

/** Keeps the known names whose values are words. */
export function pick<K extends string> (search: Record<string, unknown>, names: readonly K[]): { [N in K]?: string } {
  const found: { [N in K]?: string } = {}
  for (const name of names) {
    const value = search[name]
    if (typeof value === 'string' && value !== '') found[name] = value
  }
  return found
}
