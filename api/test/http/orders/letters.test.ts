// What a shopper finds in the mailbox: a confirmation when paid, a notice when shipped, in the order's language.
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { transaction } from '../../../src/platform/db.ts'
import { anApp } from '../../support/app.ts'
import { aFullCart, aVariant, call, pay, staffToken } from '../../support/commerce.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool, config } = shop
const bearer = await staffToken(shop)
const variantId = await aVariant(pool, 100)

interface Mail { to: string, subject: string, text: string, html: string }

async function bought (locale: string, currency: string, email: string): Promise<{ id: string, token: string, number: string }> {
  const cart = await aFullCart(shop, variantId, 2, `?locale=${locale}&currency=${currency}`)
  const { body } = await call(shop, { method: 'POST', url: '/v1/orders', cart, body: { email } })
  await pay(shop, { id: body.id, token: body.accessToken })
  return { id: body.id, token: body.accessToken, number: body.number }
}

const mailsTo = async (email: string): Promise<Mail[]> => {
  await shop.settled()
  return (await shop.app.inject(`/dev/mail?to=${encodeURIComponent(email)}`)).json<{ items: Mail[] }>().items
}

const told: Array<[locale: string, currency: string, subject: RegExp, amount: RegExp]> = [
  ['en', 'USD', /is confirmed/, /\$[\d,]+\.\d\d/],
  ['de', 'CHF', /ist bestätigt/, /\d,\d\d\sCHF/],
  ['fr', 'EUR', /est confirmée/, /\d,\d\d\s€/],
  ['es', 'GBP', /está confirmado/, /\d,\d\d\sGBP|£/],
  ['zh', 'CNY', /已确认/, /¥[\d,]+\.\d\d/],
  ['ja', 'JPY', /承りました/, /[¥￥][\d,]+/],
  ['ar', 'KWD', /تم تأكيد/, /د\.ك/]
]

t.test('a confirmation in each language, with amounts as they are written there', async (t) => {
  for (const [locale, currency, subject, amount] of told) {
    const email = `${locale}@example.com`
    const { id, number } = await bought(locale, currency, email)
    const mails = await mailsTo(email)
    t.equal(mails.length, 1, locale)
    const [mail] = mails
    t.match(mail?.subject, subject)
    t.match(mail?.subject, number)
    t.match(mail?.text, amount)
    t.match(mail?.html, locale === 'ar' ? 'lang="ar" dir="rtl"' : `lang="${locale}" dir="ltr"`)
    t.notMatch(`${mail?.subject}${mail?.text}${mail?.html}`, /\{\w+\}|undefined|null/, 'no hole is left open')
    const link = new RegExp(`${config.PUBLIC_STOREFRONT_URL}/${locale}/orders/${id}\\?token=(\\S+)`).exec(mail?.text ?? '')
    t.equal((await call(shop, { url: `/v1/orders/${id}`, order: link?.[1] ?? '' })).statusCode, 200, 'the link opens the order')
  }
})

t.test('a notice when the parcel leaves, once however often it is told', async (t) => {
  const email = 'parcel@example.com'
  const { id } = await bought('de', 'EUR', email)
  const ship = { method: 'POST', url: `/v1/admin/orders/${id}/ship`, bearer, body: { carrier: 'DHL <3', trackingNumber: '0034', trackingUrl: 'https://example.com/t?a=1&b=2' } } as const
  await call(shop, ship)
  await call(shop, ship)
  const [notice, confirmation, ...others] = await mailsTo(email)
  t.same(others, [])
  t.match(notice?.subject, /ist unterwegs/)
  t.match(notice?.text, /0034[\s\S]*https:\/\/example.com\/t\?a=1&b=2/)
  t.match(notice?.html, 'DHL &lt;3')
  t.match(notice?.html, 'https://example.com/t?a=1&amp;b=2')
  t.match(confirmation?.subject, /ist bestätigt/)
})

t.test('an unpaid or declined order writes to nobody', async (t) => {
  const cart = await aFullCart(shop, variantId)
  const { body } = await call(shop, { method: 'POST', url: '/v1/orders', cart, body: { email: 'quiet@example.com' } })
  await pay(shop, { id: body.id, token: body.accessToken }, 'decline')
  t.same(await mailsTo('quiet@example.com'), [])
})

t.test('the address stands as its country writes it, for the reader', async (t) => {
  const lines = async (locale: string, shippingAddress: object, email: string): Promise<string> => {
    const cart = await aFullCart(shop, variantId, 1, `?locale=${locale}`)
    const { body } = await call(shop, { method: 'POST', url: '/v1/orders', cart, body: { email, shippingAddress } })
    await pay(shop, { id: body.id, token: body.accessToken })
    return (await mailsTo(email))[0]?.text ?? ''
  }
  const tokyo = { firstName: '花子', lastName: '山田', addressLine1: '神宮前1-2-3', city: '渋谷区', region: 'tokyo', postalCode: '150-0001', countryCode: 'JP' }
  t.match(await lines('ja', tokyo, 'hanako@example.com'), '山田 花子\n150-0001 東京都 渋谷区\n神宮前1-2-3\n日本')
  t.match(await lines('en', tokyo, 'hanako-en@example.com'), '花子 山田\n神宮前1-2-3\n渋谷区 東京都 150-0001\nJapan')
  const york = { lastName: 'Smith', addressLine1: '1 Canal Street', city: 'New York', region: 'New York', postalCode: '10013', countryCode: 'US' }
  t.match(await lines('en', york, 'smith@example.com'), 'Smith\n1 Canal Street\nNew York NY 10013\nUnited States')
})

t.test('a letter waits for an erasure that is under way, and is then written to nobody', async (t) => {
  const { id } = await bought('en', 'EUR', 'leaving@example.com')
  const written = async (): Promise<number> => {
    const [row] = await pool<{ count: number }[]>`
      select count(*)::int as count from development_mails where text_body like '%' || (select number from orders where id = ${id}) || '%'`
    return row?.count ?? 0
  }
  const letters = { seen: 0 }
  await transaction(pool, async (tx) => {
    await tx`update orders set email = 'erased@invalid' where id = ${id}`
    for (let tries = 0; tries < 20; tries += 1) {
      await sleep(100)
      letters.seen = await written()
      const [row] = await pool<{ waiting: number }[]>`select count(*)::int as waiting from pg_locks where not granted`
      if (letters.seen > 0 || (row?.waiting ?? 0) > 0) break
    }
  })
  t.equal(letters.seen, 0)
  await shop.settled()
  t.equal(await written(), 0)
})
