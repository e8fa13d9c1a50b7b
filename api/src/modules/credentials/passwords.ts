// Passwords to bcrypt hashes and back: pre-hashed since bcrypt reads 72 bytes only, off the event loop, few at a time.
import { createHmac, randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/bcrypt'
import { bulkhead, isBulkheadRejectedError } from 'cockatiel'
import { passwordsBusy } from './errors.ts'

const COST = 12
const AT_ONCE = Math.max(1, Math.min(2, availableParallelism() - 1))
const QUEUE = 20

// Not a secret: it keeps these hashes apart from a plain SHA-256 of the same password leaked elsewhere.
const DOMAIN = 'tradewind password 1'

const work = bulkhead(AT_ONCE, QUEUE)

// Unknown addresses are compared with the hash of a word nobody knows, so that they take as long as known ones.
const NOBODY = '$2b$12$Uy9WAkiea5laVgHkpwnApupdep5RMWjuIP/1rXR5lJpwmsvHa4Uum'

export const hashPassword = async (password: string): Promise<string> =>
  await queued(async () => await hash(prehash(password), { cost: COST }))

export async function passwordMatches (password: string, known: string | undefined): Promise<boolean> {
  const same = await queued(async () => await verify(prehash(password), known ?? NOBODY))
  return same && known !== undefined
}

export const generatedPassword = (): string => randomBytes(15).toString('base64url')

const prehash = (password: string): string =>
  createHmac('sha256', DOMAIN).update(password.normalize('NFC')).digest('base64')

async function queued<T> (run: () => Promise<T>): Promise<T> {
  try {
    return await work.execute(run)
  } catch (error) {
    throw isBulkheadRejectedError(error) ? passwordsBusy() : error
  }
}
