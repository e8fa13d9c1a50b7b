// Which passwords we take: long enough, and none of those everybody tries first. Nothing about kinds of characters.
import { createRequire } from 'node:module'
import type { AppError } from '../../shared/errors.ts'
import { passwordTooCommon, passwordTooShort } from './errors.ts'

interface Lists { dictionary: Record<'passwords-common', readonly string[]> }

const LEAST_CHARACTERS = 10

/** path is the field's JSON pointer: '/password'. */
export function assertGoodPassword (password: string, path: string): void {
  const fault = faultOf(password, path)
  if (fault !== undefined) throw fault
}

function faultOf (password: string, path: string): AppError | undefined {
  if ([...password.normalize('NFC')].length < LEAST_CHARACTERS) return passwordTooShort(path, LEAST_CHARACTERS)
  return isCommon(password) ? passwordTooCommon(path) : undefined
}

let common: ReadonlySet<string> | undefined

const isCommon = (password: string): boolean =>
  /^(.)\1{9,19}$/su.test(password) || (common ??= read()).has(password.normalize('NFKC').toLowerCase())

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
