// How a product's words are made safe and addressable; pure.
import sanitizeHtml from 'sanitize-html'
import { isUuid } from '../../shared/ids.ts'

const rules: sanitizeHtml.IOptions = {
  allowedTags: ['p', 'br', 'strong', 'em', 'ul', 'ol', 'li', 'h2', 'h3', 'h4', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'a'],
  allowedAttributes: { a: ['href'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard'
}

export const cleanHtml = (html: string): string => sanitizeHtml(html, rules).trim()

const SLUG = /^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+)*$/u

/** Letters of any script in lower case, digits and single hyphens, in one Unicode form; what looks like an id is read as one. */
export const isSlug = (text: string): boolean => text.length <= 200 && text === text.normalize('NFKC') && SLUG.test(text) && !isUuid(text)

const german: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }

/** A slug for a name: Latin letters lose their accents (German ones are written out), other scripts stay as they are. */
export function slugOf (name: string, language: string): string {
  const lower = name.normalize('NFKC').toLowerCase()
  const spelled = language === 'de' ? lower.replaceAll(/[äöüß]/g, (letter) => german[letter] ?? letter) : lower
  const plain = spelled.normalize('NFD').replaceAll(/(?<=\p{Script=Latin})\p{M}+/gu, '').normalize('NFKC')
  return plain.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '').slice(0, 200)
}
