// A guest's token: the same each time, of one kind, and good until both secrets have changed.
import t from 'tap'
import { newId } from '../shared/ids.ts'
import { mintGuestToken, readGuestToken } from './guest-tokens.ts'

const old = { SECRET: 'a'.repeat(32) }
const rotated = { SECRET: 'b'.repeat(32), SECRET_PREVIOUS: old.SECRET }
const id = newId()

t.test('is minted the same each time and opens one thing of one kind', async (t) => {
  const token = mintGuestToken(old, 'cart', id)
  t.equal(mintGuestToken(old, 'cart', id), token)
  t.equal(readGuestToken(old, 'cart', token), id)
  t.equal(readGuestToken(old, 'order', token), undefined)
  t.equal(readGuestToken(old, 'cart', token.replace(id, id.toUpperCase())), id, 'an id is the same in capitals')
})

t.test('survives one change of the secret', async (t) => {
  const token = mintGuestToken(old, 'cart', id)
  t.equal(readGuestToken(rotated, 'cart', token), id)
  t.equal(readGuestToken({ SECRET: rotated.SECRET }, 'cart', token), undefined)
  t.not(mintGuestToken(rotated, 'cart', id), token)
})

t.test('no part of it may be touched', async (t) => {
  const token = mintGuestToken(old, 'order', id)
  for (let at = 0; at < token.length; at += 1) {
    const touched = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
    if (touched.toLowerCase() !== token.toLowerCase() || at > 36) t.equal(readGuestToken(old, 'order', touched), undefined, touched)
  }
})

t.test('one with an end opens until then, and its end cannot be moved or taken off', async (t) => {
  const soon = new Date(Date.now() + 60_000)
  const token = mintGuestToken(old, 'order', id, soon)
  t.equal(readGuestToken(old, 'order', token), id)
  t.equal(readGuestToken(rotated, 'order', token), id)
  t.equal(readGuestToken(old, 'cart', token), undefined)
  t.equal(readGuestToken(old, 'order', mintGuestToken(old, 'order', id, new Date(Date.now() - 1000))), undefined, 'over')

  const parts = token.split('.')
  const later = (Math.floor(soon.getTime() / 1000) + 86_400).toString(36)
  for (const forged of [parts.slice(0, 3), [...parts.slice(0, 3), later], [...parts.slice(0, 3), ''], [...parts, parts[3]], [...parts.slice(0, 3), `0${parts[3]}`]]) {
    t.equal(readGuestToken(old, 'order', forged.join('.')), undefined, forged.join('.'))
  }
  t.equal(readGuestToken(old, 'order', `${mintGuestToken(old, 'order', id)}.${later}`), undefined, 'a token without an end takes none on')
})
