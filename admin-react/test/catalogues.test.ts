// The words of the interface: every language says everything, with the same blanks to fill, in its own plural forms.
import { readFileSync } from 'node:fs'
import t from 'tap'

const LANGUAGES = ['en', 'zh', 'ar']

interface Tree { [key: string]: string | Tree }

const flatten = (tree: Tree, prefix = ''): Array<[string, string]> => Object.entries(tree).flatMap(([key, value]) =>
  typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flatten(value, `${prefix}${key}.`))

const catalogue = (language: string): Map<string, string> =>
  new Map(flatten(JSON.parse(readFileSync(new URL(`../src/messages/${language}.json`, import.meta.url), 'utf8')) as Tree))

const PLURAL = /_(zero|one|two|few|many|other)$/
const bare = (key: string): string => key.replace(PLURAL, '')
const blanks = (text: string): string[] => [...new Set([...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name ?? ''))].sort()

const english = catalogue('en')
const sentences = [...new Set([...english.keys()].map(bare))].sort()

for (const language of LANGUAGES) {
  const words = catalogue(language)

  t.test(`${language} has a word for everything`, async (t) => {
    t.same([...new Set([...words.keys()].map(bare))].sort(), sentences)
    t.same([...words].filter(([, text]) => text.trim() === ''), [])
  })

  t.test(`${language} fills the same blanks`, async (t) => {
    for (const [key, text] of words) {
      const original = blanks(english.get(key) ?? english.get(`${bare(key)}_other`) ?? '')
      // "One order" may leave its number out.
      const isPlural = PLURAL.test(key)
      const given = blanks(text)
      t.ok(isPlural ? given.every((name) => original.includes(name)) : given.join() === original.join(), `${key}: ${text}`)
    }
  })

  t.test(`${language} counts as its grammar does`, async (t) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    const counted = new Set([...words.keys()].filter((key) => PLURAL.test(key)).map(bare))
    t.ok(counted.size > 0)
    for (const key of counted) for (const form of forms) t.ok(words.has(`${key}_${form}`), `${key}_${form}`)
  })
}

t.test('no other language is shown where words were forgotten', async (t) => {
  const names = new Set(['app.name', 'problem.colon', 'stock.column.sku'])
  for (const language of ['zh', 'ar']) {
    const same = [...catalogue(language)].filter(([key, text]) => !names.has(key) && /[a-z]{3}/i.test(text) && text === english.get(key))
    t.same(same, [], language)
  }
})
