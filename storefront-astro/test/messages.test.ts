// Every language says everything, with the same values in it; nothing on a page knows left from right.
import { globSync, readFileSync } from 'node:fs'
import t from 'tap'
import { catalogues, preferredLanguage, translator } from '../src/lib/i18n.ts'
import { joinName, splitName } from '../src/lib/names.ts'
import { amountText, reduction } from '../src/lib/money.ts'
import { firstChoice, variantFor } from '../src/features/product/variants.ts'

const SOURCE = new URL('../src/', import.meta.url)
const holes = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort()
const { en } = catalogues
if (en === undefined) throw new Error('no English')

for (const [locale, messages] of Object.entries(catalogues)) {
  t.test(`${locale} has every message`, async (t) => {
    t.same(Object.keys(messages).sort(), Object.keys(en).sort())
    for (const key of Object.keys(en) as Array<keyof typeof en>) {
      const [mine, theirs] = [messages[key], en[key]]
      if (typeof mine === 'string' || typeof theirs === 'string') {
        t.same(holes(String(mine)), holes(String(theirs)), key)
        t.not(String(mine).trim(), '', key)
      } else {
        for (const category of new Intl.PluralRules(locale).resolvedOptions().pluralCategories) {
          t.ok(mine[category] ?? (['zero', 'many'].includes(category) && locale !== 'ar' ? mine.other : undefined), `${key}.${category}`)
        }
      }
    }
  })
}

t.test('no page, part or style names a physical side', async (t) => {
  const sided = /(?<![\w-])(?:[mp][lr]|left|right|rounded-[lr]|border-[lr]|text-left|text-right|float-left|float-right|scroll-[mp][lr])-[\w[]|text-(?:left|right)\b|(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:left|right)\s*:|(?:text-align|float|clear):\s*(?:left|right)/
  for (const file of globSync('**/*.{astro,css}', { cwd: SOURCE })) {
    const lines = readFileSync(new URL(file, SOURCE), 'utf8').split('\n').filter((line) => sided.test(line))
    t.same(lines, [], file)
  }
})

t.test('words that a page shows come from the catalogues: a language nobody wrote shows none of ours', async (t) => {
  const shown = translator('de', 'ltr')
  t.equal(shown('addToBag'), 'In die Tasche')
  t.equal(shown.count('lowStock', 1), 'Nur noch ein Stück')
  t.equal(translator('ar', 'rtl').count('pieces', 3), '\u20683\u2069 قطع', 'values stand in their own direction')
  t.equal(translator('ar', 'rtl').count('pieces', 11), '\u206811\u2069 قطعة')
})

t.test('the reader\'s best language', async (t) => {
  const languages = ['en', 'de', 'fr', 'zh', 'ar']
  t.equal(preferredLanguage('de-AT,de;q=0.9,en;q=0.8', languages, 'en'), 'de')
  t.equal(preferredLanguage('pt;q=0.9, zh-CN;q=0.8', languages, 'en'), 'zh')
  t.equal(preferredLanguage('en;q=0, ar', languages, 'de'), 'ar')
  t.equal(preferredLanguage(null, languages, 'en'), 'en')
})

t.test('one name field becomes two and one again', async (t) => {
  t.same(splitName('Lena Marie Vogt', 'DE'), { firstName: 'Lena Marie', lastName: 'Vogt' })
  t.same(splitName('林 美', 'CN'), { firstName: '美', lastName: '林' })
  t.same(splitName('林美', 'CN'), { lastName: '林美' })
  t.same(splitName('Nagy Anna', 'HU'), { firstName: 'Anna', lastName: 'Nagy' })
  for (const [name, country] of [['Lena Vogt', 'DE'], ['林 美', 'CN'], ['Nagy Anna', 'HU'], ['Cher', 'US']] as const) t.equal(joinName(splitName(name, country), country), name)
})

t.test('each currency at its own scale, in the reader\'s way of writing', async (t) => {
  t.equal(amountText({ amount: '22180', currency: 'JPY' }, 'en'), '¥22,180')
  t.match(amountText({ amount: '42.950', currency: 'KWD' }, 'ar'), '42.950')
  t.match(amountText({ amount: '129.00', currency: 'EUR' }, 'de'), /129,00\s€/)
  t.equal(amountText({ amount: '9007199254740993.25', currency: 'EUR' }, 'en'), '€9,007,199,254,740,993.25', 'no digit is lost')
  t.equal(reduction({ amount: '129.00', currency: 'EUR' }, { amount: '149.00', currency: 'EUR' }, 'en'), '−13%')
})

t.test('a choice keeps the others as far as it can', async (t) => {
  const variant = (sku: string, colour: string, size: string, out = false) => ({ sku, options: { colour, size }, out })
  const green = variant('G5', 'green', '5')
  const all = [green, variant('G8', 'green', '8'), variant('B5', 'black', '5', true), variant('B8', 'black', '8')]
  t.equal(variantFor(all, green, 'colour', 'black')?.sku, 'B5', 'the same size, though sold out')
  t.equal(variantFor(all, green, 'size', '8')?.sku, 'G8')
  t.equal(variantFor(all, green, 'size', '9'), undefined)
  t.equal(firstChoice(all, 'B8')?.sku, 'B8')
  t.equal(firstChoice([variant('X', 'red', '5', true), green])?.sku, 'G5', 'the first that can be bought')
})
