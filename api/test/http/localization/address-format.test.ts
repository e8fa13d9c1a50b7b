// GET /v1/countries/{code}/address_format: fields, labels, rules and lines, in the reader's language.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { get, type Problem } from '../../support/catalogue.ts'

const shop = await anApp(t, { template: 'demo' })
interface Field { name: string, label: string, required: boolean, maxLength: number, pattern?: string, example?: string, options?: Array<{ value: string, label: string }> }
interface Format { countryCode: string, fields: Field[], lines: string[][] }
const format = async (code: string, locale = 'en') => (await get<Format & Problem>(shop, `/v1/countries/${code}/address_format?locale=${locale}`)).body
const field = ({ fields }: Format, name: string): Field | undefined => fields.find((one) => one.name === name)
const labels = ({ options }: Field = { name: '', label: '', required: false, maxLength: 0 }): Record<string, string> => Object.fromEntries((options ?? []).map(({ value, label }) => [value, label]))

t.test('200: each country of the shop has one, in each language, whole', async (t) => {
  const { body: { items } } = await get<{ items: Array<{ code: string, address: { required: string[] } }> }>(shop, '/v1/countries')
  for (const locale of ['en', 'de', 'fr', 'es', 'zh', 'ja', 'ar']) {
    for (const { code, address } of items) {
      const found = await format(code, locale)
      const names = found.fields.map(({ name }) => name)
      t.same(found.lines.flat(), names, `${code} ${locale}: each field has its place`)
      t.same(new Set(found.fields.filter(({ required }) => required).map(({ name }) => name)), new Set(address.required), `${code} ${locale}: what must be there`)
      t.notOk(found.fields.some(({ label, maxLength }) => label === '' || maxLength < 1))
    }
  }
})

t.test('200: labels in the reader\'s language, as the country calls it', async (t) => {
  t.match(field(await format('US'), 'postalCode'), { label: 'ZIP code', pattern: '^[0-9]{5}(-[0-9]{4})?$', example: '10013', required: true })
  t.equal(field(await format('GB'), 'postalCode')?.label, 'Postcode')
  t.equal(field(await format('DE', 'de'), 'postalCode')?.label, 'Postleitzahl')
  t.equal(field(await format('JP', 'ja'), 'region')?.label, '都道府県')
  t.equal(field(await format('AE', 'ar'), 'region')?.label, 'الإمارة')
  t.equal(field(await format('US', 'de-AT'), 'region')?.label, 'Bundesstaat')
  t.notOk(field(await format('AE'), 'postalCode'), 'the Emirates have no postal codes')
})

t.test('200: regions to choose from, stored alike in every language', async (t) => {
  t.match(labels(field(await format('US'), 'region')), { NY: 'New York', CA: 'California' })
  t.match(labels(field(await format('US', 'es'), 'region')), { NY: 'Nueva York', TX: 'Texas' })
  t.match(labels(field(await format('CA', 'fr'), 'region')), { QC: 'Québec' })
  t.match(labels(field(await format('JP', 'ja'), 'region')), { 東京都: '東京都' })
  t.match(labels(field(await format('JP', 'de'), 'region')), { 東京都: 'Tokyo' })
  t.match(labels(field(await format('AE', 'ar'), 'region')), { Dubai: 'دبي' })
  for (const [code, count] of [['US', 59], ['CA', 13], ['AU', 8], ['JP', 47]] as const) t.equal(field(await format(code), 'region')?.options?.length, count, code)
  const { body: { items } } = await get<{ items: Array<{ code: string, address: { required: string[] } }> }>(shop, '/v1/countries')
  for (const { code } of items.filter(({ address }) => address.required.includes('region'))) t.ok(field(await format(code), 'region')?.options?.length, code)
})

t.test('200: largest first for who reads it so, smallest first for others', async (t) => {
  t.same((await format('DE')).lines, [['firstName', 'lastName'], ['company'], ['addressLine1'], ['addressLine2'], ['postalCode', 'city'], ['phone']])
  t.same((await format('US')).lines[4], ['city', 'region', 'postalCode'])
  t.same((await format('JP', 'ja')).lines, [['lastName', 'firstName'], ['company'], ['postalCode', 'region', 'city'], ['addressLine1'], ['addressLine2'], ['phone']])
  t.same((await format('JP', 'en')).lines, [['firstName', 'lastName'], ['company'], ['addressLine1'], ['addressLine2'], ['city', 'region', 'postalCode'], ['phone']])
  t.same((await format('CN', 'zh')).lines[2], ['postalCode', 'region', 'city'])
})

t.test('200: kept by caches, with an ETag, whatever the case of the code; the merchant\'s change shows', async (t) => {
  const url = '/v1/countries/FR/address_format?locale=fr'
  const first = await shop.app.inject(url)
  t.match(first.headers, { 'cache-control': /public.*s-maxage=/, etag: /^"/, 'content-language': 'fr' })
  t.equal((await shop.app.inject({ url, headers: { 'if-none-match': String(first.headers['etag']) } })).statusCode, 304)
  t.same((await format('fr', 'fr')), first.json())

  await shop.pool`update countries set address_format = '{}' where code = 'IS'`
  const bare = await anApp(t, { database: shop.database })
  const { body } = await get<Format>(bare, '/v1/countries/IS/address_format')
  t.same(body.fields.filter(({ required }) => required).map(({ name }) => name), ['lastName', 'addressLine1', 'city'], 'a country without rules has the common ones')
})

t.test('404: a country the shop does not ship to', async (t) => {
  for (const code of ['XX', 'KP', 'germany', '..%2F', '%00']) {
    const reply = await shop.app.inject(`/v1/countries/${code}/address_format`)
    t.ok([400, 404, 422].includes(reply.statusCode), `${code}: ${reply.statusCode}`)
  }
  t.match(await format('XX'), { status: 404, code: 'country_not_found' })
})
