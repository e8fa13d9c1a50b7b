// One name field in the form, two in an address: split as the writer's script and country do it, and put together again.
const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const FAMILY_FIRST = new Set(['HU'])

export interface Name { firstName?: string, lastName: string }

export function splitName (text: string, country: string): Name {
  const words = text.trim().split(/[\s\u3000]+/).filter(Boolean)
  if (words.length < 2) return { lastName: words[0] ?? '' }
  const familyFirst = HAN.test(text) || FAMILY_FIRST.has(country)
  const lastName = familyFirst ? words.shift() : words.pop()
  return { firstName: words.join(' '), lastName: lastName ?? '' }
}

export function joinName (name: { firstName?: string | null, lastName: string }, country: string): string {
  const first = name.firstName ?? ''
  if (first === '') return name.lastName
  const familyFirst = HAN.test(first + name.lastName) || FAMILY_FIRST.has(country)
  return familyFirst ? `${name.lastName} ${first}` : `${first} ${name.lastName}`
}
