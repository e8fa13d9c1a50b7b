// What the tests about people share: mails of the development mailbox, codes of an authenticator, the clock of a proof.
import { setTimeout as sleep } from 'node:timers/promises'
import { generate } from 'otplib'
import { createPool } from '../../api/src/platform/db.ts'
import { call, staffToken, type Shop } from './support.ts'

/** What an authenticator app shows now, or so many half minutes later. */
export const codeOf = async (secret: string, steps = 0): Promise<string> =>
  await generate({ secret, strategy: 'totp', epoch: Math.floor(Date.now() / 1000) + steps * 30 })

interface Mail { subject: string, text: string }

/** Waits for a mail to somebody that holds these words, and gives the path its link leads to. */
export async function linkIn (shop: Shop, to: string, words: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const { items } = await call<{ items: Mail[] }>(shop, 'GET', `/dev/mail?to=${encodeURIComponent(to)}`)
    const link = items.map(({ text }) => /https?:\/\/\S+/.exec(text.slice(text.search(new RegExp(`\\S*${words}`))))?.[0]).find((found) => found?.includes(words))
    if (link !== undefined) return link.slice(new URL(link).origin.length)
    await sleep(200)
  }
  throw new Error(`No mail to ${to} leads to ${words}`)
}

/** Lets the last proof of somebody's sessions be as old as this. */
export async function proofsAge (shop: Shop, email: string, minutes: number): Promise<void> {
  const pool = createPool(shop.database.ownerUrl, { max: 1, kind: 'worker' })
  await pool`update sessions set authenticated_at = now() - make_interval(mins => ${minutes})
    where user_id = (select id from users where email = ${email})`
  await pool.close(1)
}

export const PASSWORD = 'a lantern on the quay'

/** A member of the staff who has already accepted. */
export async function aColleague (shop: Shop, email: string, roles: string[]): Promise<{ id: string }> {
  const { id } = await call<{ id: string }>(shop, 'POST', '/v1/admin/staff', { email, roles, locale: 'en' }, await staffToken(shop))
  const token = new URLSearchParams((await linkIn(shop, email, '/invitation')).split('?')[1]).get('token')
  const accepted = await fetch(`${shop.api}/v1/auth/accept_invitation`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token, password: PASSWORD, firstName: 'Mia', lastName: 'Kern' })
  })
  if (accepted.status !== 204) throw new Error(`The invitation was answered ${accepted.status}: ${await accepted.text()}`)
  return { id }
}

/** A shopper with an account of their own. */
export async function aShopper (shop: Shop, email: string): Promise<{ id: string, authorization: string }> {
  await call(shop, 'POST', '/v1/auth/register', { email, password: PASSWORD, firstName: 'Lena', lastName: 'Vogt', locale: 'en', marketingConsent: { wording: 'Send me news.' } })
  const token = new URLSearchParams((await linkIn(shop, email, '/verify')).split('?')[1]).get('token')
  const verified = await fetch(`${shop.api}/v1/auth/verify_email`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) })
  if (verified.status !== 204) throw new Error(`The address was answered ${verified.status}`)
  const { accessToken, user } = await call<{ accessToken: string, user: { id: string } }>(shop, 'POST', '/v1/auth/login', { email, password: PASSWORD, tokenDelivery: 'body' })
  return { id: user.id, authorization: `Bearer ${accessToken}` }
}
