// The letters about an account, rendered in its language as text and as HTML; pure, the words are data in mails/.
import ar from './mails/ar.json' with { type: 'json' }
import de from './mails/de.json' with { type: 'json' }
import en from './mails/en.json' with { type: 'json' }
import es from './mails/es.json' with { type: 'json' }
import fr from './mails/fr.json' with { type: 'json' }
import ja from './mails/ja.json' with { type: 'json' }
import zh from './mails/zh.json' with { type: 'json' }
import type { Config } from '../../config.ts'
import { escapeHtml, fill, framed, linkLine } from '../../platform/letter-frame.ts'
import { matchLanguage } from '../../shared/locale.ts'

type Words = typeof en
export type Letters = Words['letters']
export type LetterKind = keyof Letters
type Sites = Pick<Config, 'PUBLIC_STOREFRONT_URL' | 'PUBLIC_ADMIN_URL'>

export interface LetterInput {
  kind: LetterKind
  to: string
  locale: string
  shop: string
  config: Sites
  name?: string
  token?: string
  client?: 'storefront' | 'admin'
}
export interface Letter { subject: string, text: string, html: string }

interface Link { label: string, url: string }

const catalogues: Record<string, Words> = { en, de, fr, es, zh, ja, ar }
const NOTICES: readonly string[] = ['password_changed', 'second_factor_changed', 'export_ready'] satisfies LetterKind[]

export const isNotice = (kind: string): kind is LetterKind => NOTICES.includes(kind)

export function writeLetter (input: LetterInput): Letter {
  const language = matchLanguage(input.locale, Object.keys(catalogues)) ?? 'en'
  const words = catalogues[language] ?? en
  const letter = words.letters[input.kind]
  const say = (text: string): string => fill(text, { shop: input.shop, to: input.to, name: input.name ?? '' })
  const hello = say(input.name === undefined ? words.hello : words.helloName)
  const [title, intro, note, footer] = [say(letter.title), say(letter.intro), say(letter.note), say(words.footer)]
  const links = linksOf(input, words)
  return {
    subject: say(letter.subject),
    text: [title, '', hello, '', intro, '', ...links.flatMap(({ label, url }) => [`${label}:`, url, '']), note, '', footer, ''].join('\n'),
    html: framed({
      language,
      title,
      body: [`<p>${escapeHtml(hello)}</p>`, `<p>${escapeHtml(intro)}</p>`, ...links.map(linkLine), `<p>${escapeHtml(note)}</p>`],
      footer
    })
  }
}

function linksOf ({ kind, locale, token = '', client, config }: LetterInput, { letters, signIn, reset }: Words): Link[] {
  const { action } = letters[kind]
  const storefront = `${config.PUBLIC_STOREFRONT_URL}/${locale}/account`
  const admin = config.PUBLIC_ADMIN_URL
  switch (kind) {
    case 'verify_email': return [{ label: action, url: `${storefront}/verify?token=${token}` }]
    case 'reset_password': return [{ label: action, url: client === 'admin' ? `${admin}/reset?token=${token}` : `${storefront}/reset?token=${token}` }]
    case 'invitation': return [{ label: action, url: `${admin}/invitation?token=${token}` }]
    case 'already_registered': return [{ label: signIn, url: `${storefront}/sign-in` }, { label: reset, url: `${storefront}/forgot` }]
    case 'password_changed': return [{ label: reset, url: `${storefront}/forgot` }]
    case 'second_factor_changed': return [{ label: reset, url: `${storefront}/forgot` }]
    case 'export_ready': return [{ label: action, url: `${storefront}/privacy` }]
  }
}
