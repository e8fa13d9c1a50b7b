// Amounts as people type them, changes as they are told, lists as addresses, and drafts meeting the shop: all pure.
import t from 'tap'
import { differences } from '../src/features/products/conflict.ts'
import { badCells, emptyDraft, isDirty, patchOf, priceKey, pricesOf, type Draft } from '../src/features/products/draft.ts'
import type { Product } from '../src/features/products/queries.ts'
import { orderQuery, readOrderSearch } from '../src/features/orders/search.ts'
import { changeFrom, formatFor, heights, samePlain, typedAmount } from '../src/lib/format.ts'
import { firstLanguage } from '../src/lib/i18n.ts'
import { fromTyped, toTyped } from '../src/lib/paragraphs.ts'
import { parseSearch, stringifySearch } from '../src/lib/search.ts'

t.test('an amount is understood as it is typed anywhere', async (t) => {
  const typed: Array<[string, string | undefined]> = [
    ['1290.50', '1290.50'], ['1.290,50', '1290.50'], ['1,290.50', '1290.50'], ['1290,5', '1290.5'], ['١٢٩٠٫٥٠', '1290.50'],
    ["1'290.50", '1290.50'], ['1 290', '1290'], ['', undefined], ['12.9.0', undefined], ['-1', undefined], ['free', undefined]
  ]
  for (const [text, amount] of typed) t.equal(typedAmount(text), amount, text)
  t.ok(samePlain('12.50', '12.5'))
  t.notOk(samePlain('1250', '125'))
})

t.test('money, numbers and names speak the language', async (t) => {
  t.equal(formatFor('zh').money({ amount: '998.00', currency: 'CNY' }), '¥998.00')
  t.equal(formatFor('en').money({ amount: '21400', currency: 'JPY' }), '¥21,400')
  t.match(formatFor('en').money({ amount: '42.950', currency: 'KWD' }), /42\.950/)
  t.equal(formatFor('en').decimal('3.93141125'), '3.93141125')
  t.equal(formatFor('zh').country('DE'), '德国')
  const now = Date.parse('2026-03-01T12:00:00Z')
  t.equal(formatFor('en').ago('2026-03-01T11:58:00Z', now), '2 min. ago')
  t.equal(formatFor('en').ago('2026-02-28T12:00:00Z', now), 'yesterday')
  t.equal(formatFor('en').ago('2026-01-01T12:00:00Z', now), 'Jan 1, 2026')
})

t.test('changes and bars without a float', async (t) => {
  const euro = (amount: string) => ({ amount, currency: 'EUR' })
  t.equal(changeFrom(euro('100.00'), euro('112.50')), 0.125)
  t.equal(changeFrom(euro('0.00'), euro('5.00')), undefined)
  t.same(heights(['0.00', '50.00', '100.00']), [0, 50, 100])
  t.same(heights(['0', '0']), [0, 0])
})

t.test('an address holds the list and nothing else', async (t) => {
  const address = '?view=all&q=12345&status=paid&country=JP&placed=between&from=2026-03-01&to=2026-03-02&cursor=abc'
  const search = readOrderSearch({ ...parseSearch(address), utm: 'x' })
  t.equal(stringifySearch(search), address)
  const query = orderQuery(search, new Date())
  t.match(query, { q: '12345', status: 'paid', country: 'JP', cursor: 'abc', placedFrom: new Date(2026, 2, 1).toISOString(), placedTo: new Date(2026, 2, 3).toISOString() })
  t.same(orderQuery({}, new Date()), { limit: 25, include: 'total', paymentStatus: 'paid', fulfillmentStatus: 'unfulfilled' })
  t.match(orderQuery({ placed: 'today' }, new Date(2026, 2, 1, 15)), { placedFrom: new Date(2026, 2, 1).toISOString() })
  t.notOk('status' in orderQuery({ view: 'all', status: 'nonsense' }, new Date()))
})

t.test('the first language is the one kept, then the browser\'s, then English', async (t) => {
  t.equal(firstLanguage('ar', ['zh']), 'ar')
  t.equal(firstLanguage(null, ['fr', 'zh-CN']), 'zh')
  t.equal(firstLanguage('xx', ['fr']), 'en')
})

const text = (language: string, name: string) => ({
  language, exists: true, name, slug: name.toLowerCase(), origin: '', shortDescription: '', description: '', details: [], seoTitle: '', seoDescription: '', missing: []
})
const cell = (currency: string, amount: string, source: 'fixed' | 'converted') =>
  ({ currency, enabled: true, price: { amount, currency }, compareAtPrice: null, source, converted: null })
const pot = {
  id: 'p', status: 'active', version: 3, texts: [text('en', 'Pot'), text('de', 'Topf')],
  variants: [{ id: 'v', sku: 'POT', prices: [cell('EUR', '10.00', 'fixed'), cell('USD', '10.70', 'converted')] }],
  pictures: [{ id: 'a', alts: { en: 'front' } }, { id: 'b', alts: {} }]
} as unknown as Product

const draft = (parts: Partial<Draft>): Draft => ({ ...emptyDraft, ...parts })

t.test('only what differs is sent', async (t) => {
  t.notOk(isDirty(pot, emptyDraft))
  t.notOk(isDirty(pot, draft({ texts: { de: { name: 'Topf' } }, prices: { [priceKey('v', 'EUR')]: { amount: '10,0' } }, order: ['a', 'b'] })))
  t.same(patchOf(pot, draft({ texts: { de: { name: 'Kanne', slug: 'topf' } } })), { texts: { de: { name: 'Kanne' } } })
  t.same(patchOf(pot, draft({ order: ['b', 'a'], alts: { a: { de: 'vorn' } } })), { pictures: [{ id: 'b' }, { id: 'a', alt: { de: 'vorn' } }] })
  t.same(pricesOf(pot, draft({ prices: { [priceKey('v', 'USD')]: { amount: '12,00' }, [priceKey('v', 'EUR')]: { compareAt: '15' } } })), [
    { variantId: 'v', currency: 'USD', amount: '12.00', compareAt: null }, { variantId: 'v', currency: 'EUR', amount: '10.00', compareAt: '15' }
  ])
})

t.test('paragraphs are typed with a blank line, and kept as paragraphs', async (t) => {
  t.equal(toTyped('<p>Cast &amp; poured.</p>\n<p>Twice.</p>'), 'Cast & poured.\n\nTwice.')
  t.equal(fromTyped('Cast & poured.\n\n\nTwice. \n\n'), '<p>Cast &amp; poured.</p>\n<p>Twice.</p>')
  t.equal(toTyped('<p>With <em>weight</em>.</p>'), '<p>With <em>weight</em>.</p>')
  t.equal(fromTyped('<p>With <em>weight</em>.</p>'), '<p>With <em>weight</em>.</p>')
  t.equal(fromTyped('under 3 < 4 litres'), '<p>under 3 &lt; 4 litres</p>')
  const told = { ...pot, texts: [{ ...text('en', 'Pot'), description: '<p>One.</p><p>Two.</p>' }] } as Product
  t.notOk(isDirty(told, draft({ texts: { en: { description: 'One.\n\nTwo.' } } })))
  t.same(patchOf(told, draft({ texts: { en: { description: 'One.' } } })), { texts: { en: { description: '<p>One.</p>' } } })
})

t.test('a price that is none is told before it is sent', async (t) => {
  const bad = badCells(pot, draft({ prices: { [priceKey('v', 'EUR')]: { amount: '' }, [priceKey('v', 'USD')]: { amount: 'ten' } } }), 'EUR')
  t.same(bad, { [priceKey('v', 'EUR')]: 'missing', [priceKey('v', 'USD')]: 'amount' })
})

t.test('what a colleague changed is named field by field', async (t) => {
  const now = { ...pot, texts: [text('en', 'Pot'), text('de', 'Kanne')], variants: [{ ...pot.variants[0], prices: [cell('EUR', '11.00', 'fixed'), cell('USD', '11.80', 'converted')] }] } as Product
  t.same(differences(pot, now), [{ kind: 'text', language: 'de', field: 'name' }, { kind: 'text', language: 'de', field: 'slug' }, { kind: 'price', sku: 'POT', currency: 'EUR' }])
  t.same(differences(pot, pot), [])
})
