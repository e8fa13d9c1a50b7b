// Which passwords we take: long enough, and none that everybody tries first. Nothing about kinds of characters.
import { type AppError } from '../../shared/errors.ts'
import { isCommon, LEAST_CHARACTERS } from './common-passwords.ts'
import { passwordTooCommon, passwordTooShort } from './errors.ts'

/** path is the field's JSON pointer: '/password'. */
export function assertGoodPassword (password: string, path: string): void {
  const fault = faultOf(password, path)
  if (fault !== undefined) throw fault
}

function faultOf (password: string, path: string): AppError | undefined {
  if ([...password.normalize('NFC')].length < LEAST_CHARACTERS) return passwordTooShort(path, LEAST_CHARACTERS)
  return isCommon(password) ? passwordTooCommon(path) : undefined
}
