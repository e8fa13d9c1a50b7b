// What everybody tries first: the passwords seen most often in leaks, read when first asked for.
import { createRequire } from 'node:module'

interface Lists { dictionary: Record<'passwords-common', readonly string[]> }

/** Shorter ones are refused for their length, so they need no place in memory. */
export const LEAST_CHARACTERS = 10
const LEAST_DIFFERENT = 3

let common: ReadonlySet<string> | undefined

export const isCommon = (password: string): boolean =>
  new Set(password).size < LEAST_DIFFERENT || (common ??= read()).has(password.normalize('NFKC').toLowerCase())

// The package brings fifty thousand; what is long enough is kept, the rest forgotten with the package.
function read (): ReadonlySet<string> {
  const require = createRequire(import.meta.url)
  const before = new Set(Object.keys(require.cache))
  const { dictionary } = require('@zxcvbn-ts/language-common') as Lists
  const long = dictionary['passwords-common'].filter((word) => [...word].length >= LEAST_CHARACTERS)

  for (const file of Object.keys(require.cache)) if (!before.has(file)) delete require.cache[file]
  // Slices of one long text would keep the whole of it.
  return new Set(JSON.parse(JSON.stringify(long)) as string[])
}
