// How a key looks: tw_<8 letters that may be shown>_<43 that are the secret>; only a hash of the secret is kept.
import { createHash, randomBytes, randomInt } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const PREFIX_LETTERS = 8

export const newPrefix = (): string =>
  `tw_${Array.from({ length: PREFIX_LETTERS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`

/** 256 bits: nobody guesses them, so a plain hash is as good as a slow one. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

export const hashOfSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()
