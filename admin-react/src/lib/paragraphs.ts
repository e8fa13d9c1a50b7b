// Paragraphs as people type them, with a blank line between, and as the shop keeps them; richer HTML stays as it is; pure.
const SIMPLE = /^\s*(<p>[^<]*<\/p>\s*)+$/
const TAG = /<\/?[a-z][^>]*>/i

const NAMES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'", nbsp: '\u00a0' }

const decode = (text: string): string => text.replaceAll(/&(amp|lt|gt|quot|#39|apos|nbsp);/g, (_, name: string) => NAMES[name] ?? '')
const encode = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

export const isPlain = (html: string): boolean => html === '' || SIMPLE.test(html)

export function toTyped (html: string): string {
  if (!SIMPLE.test(html)) return html
  return [...html.matchAll(/<p>([^<]*)<\/p>/g)].map(([, text = '']) => decode(text)).join('\n\n')
}

export function fromTyped (typed: string): string {
  if (TAG.test(typed)) return typed
  return typed.split(/\n\s*\n/).map((part) => part.trim()).filter((part) => part !== '').map((part) => `<p>${encode(part)}</p>`).join('\n')
}
