// The letters about accounts: each kind in each language, whole, escaped, and with a link that leads somewhere.
import t from 'tap'
import { sendLetter, type LetterKind } from '../../../src/modules/accounts/index.ts'
import { accountJobs } from '../../../src/modules/accounts/index.ts'
import { invalidate } from '../../../src/platform/cache.ts'
import { transaction } from '../../../src/platform/db.ts'
import { newId } from '../../../src/shared/ids.ts'
import { aShop, type Mail } from './support.ts'

const shop = await aShop(t)
const { app, pool, config } = shop

const LOCALES = ['en', 'de', 'fr', 'es', 'zh', 'ja', 'ar']
const KINDS: LetterKind[] = ['verify_email', 'already_registered', 'reset_password', 'password_changed', 'invitation', 'second_factor_changed', 'export_ready']

async function written (kind: LetterKind, locale: string, name?: string): Promise<Mail> {
  const to = `${newId()}@example.com`
  await sendLetter({ pool, config }, kind, { to, locale, token: 'a-token-of-the-letter', ...(name === undefined ? {} : { name }) }, newId())
  const { items } = (await app.inject(`/dev/mail?to=${to}`)).json<{ items: Mail[] }>()
  return { ...items[0] as Mail, text: items[0]?.text.replace(to, '') ?? '' }
}

for (const kind of KINDS) {
  t.test(`${kind}: in every language, each in its own words`, async (t) => {
    const letters = await Promise.all(LOCALES.map(async (locale) => await written(kind, locale, 'Noor')))
    for (const [n, { subject, text, html, locale }] of letters.entries()) {
      t.equal(locale, LOCALES[n])
      t.notMatch(`${subject}${text}${html}`, /\{\w*\}|undefined/, 'nothing left to fill in')
      t.match(html, new RegExp(`<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}">`))
      t.match(text, /Noor/)
      t.match(text, /https?:\/\/\S+\n/, 'a link')
      t.ok(!text.includes('token=') || ['verify_email', 'reset_password', 'invitation'].includes(kind))
    }
    t.equal(new Set(letters.map(({ subject }) => subject)).size, LOCALES.length)
    t.equal(new Set(letters.map(({ text }) => text)).size, LOCALES.length)
  })
}

t.test('a name is text, not markup; a language we have no words for gets English', async (t) => {
  const { html, text } = await written('reset_password', 'tlh', '<img src=x onerror=alert(1)>{shop}')
  t.notMatch(html, /<img/)
  t.match(html, /&lt;img src=x/)
  t.match(text, /Choose a new password/)
})

t.test('a name stays in its line: it adds no lines to the letter and turns none round', async (t) => {
  const { text, subject } = await written('reset_password', 'en', 'Lena\r\n\nYour account ends today:\u2028http://evil.example\u202e')
  t.match(text, 'Lena Your account ends today: http://evil.example')
  t.notMatch(`${text}${subject}`, /[\r\u2028\u202e]/)
})

t.test('a language the shop no longer speaks: the letter and its link are in the first one', async (t) => {
  await pool`update languages set enabled = false where code = 'fr'`
  await transaction(pool, async (tx) => { await invalidate(tx, ['localization']) })
  const { text, locale } = await written('reset_password', 'fr')
  await pool`update languages set enabled = true where code = 'fr'`
  await transaction(pool, async (tx) => { await invalidate(tx, ['localization']) })
  t.equal(locale, 'en')
  t.match(text, `${config.PUBLIC_STOREFRONT_URL}/en/account/reset?token=`)
})

t.test('an invitation leads to the admin, the rest to the account\'s pages', async (t) => {
  t.match((await written('invitation', 'de')).text, `${config.PUBLIC_ADMIN_URL}/invitation?token=a-token-of-the-letter`)
  t.match((await written('export_ready', 'de')).text, `${config.PUBLIC_STOREFRONT_URL}/de/account/privacy`)
  t.match((await written('already_registered', 'ja')).text, `${config.PUBLIC_STOREFRONT_URL}/ja/account/sign-in`)
})

t.test('a changed second factor is told once to its owner, in the owner\'s language', async (t) => {
  const id = await shop.aPerson('factor@example.com', { locale: 'zh' })
  const job = accountJobs.find(({ queue }) => queue === 'accounts.letter')
  const jobId = newId()
  for (let n = 0; n < 2; n += 1) await job?.handle(app.deps, { kind: 'second_factor_changed', userId: id }, { id: jobId, signal: AbortSignal.timeout(5_000) })
  const told = (await shop.mailsTo('factor@example.com')).filter(({ subject }) => subject.includes('两步登录'))
  t.equal(told.length, 1)

  await t.rejects(async () => await job?.handle(app.deps, { kind: 'invitation', userId: id }, { id: newId(), signal: AbortSignal.timeout(5_000) }), /There is no letter invitation/)
})
