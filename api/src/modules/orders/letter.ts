// The letters about an order, rendered in its language as text and as HTML; pure, the words are data in mails/.
import ar from './mails/ar.json' with { type: 'json' }
import de from './mails/de.json' with { type: 'json' }
import en from './mails/en.json' with { type: 'json' }
import es from './mails/es.json' with { type: 'json' }
import fr from './mails/fr.json' with { type: 'json' }
import ja from './mails/ja.json' with { type: 'json' }
import zh from './mails/zh.json' with { type: 'json' }
import { bdi, directionOf, escapeHtml, fill, framed, linkLine } from '../../platform/letter-frame.ts'
import { matchLanguage } from '../../shared/locale.ts'
import { compareDecimals, parseDecimal } from '../../shared/decimal.ts'
import { fromDecimal, toDecimal, type Currency } from '../../shared/money.ts'
import { addressLines, type AddressFormat } from '../localization/index.ts'
import type { OrderRow } from './queries.ts'

type Words = typeof en
const catalogues: Record<string, Words> = { en, de, fr, es, zh, ja, ar }

export type LetterKind = 'confirmation' | 'shipped'
export interface LetterInput { kind: LetterKind, order: OrderRow, currency: Currency, addressFormat: Partial<AddressFormat>, shop: string, link: string }
export interface Letter { subject: string, text: string, html: string }

interface Row { label: string, value: string, strong?: boolean }
interface Parts { title: string, hello: string, intro: string, heading: string, items: Array<{ name: string, detail: string, amount: string }>, sums: Row[], facts: Row[], address: string[], addressLabel: string, links: Array<{ label: string, url: string }>, footer: string }

export function writeLetter (input: LetterInput): Letter {
  const language = matchLanguage(input.order.locale, Object.keys(catalogues)) ?? 'en'
  const words = catalogues[language] ?? en
  const parts = partsOf(input, words)
  const subject = fill(input.kind === 'shipped' ? words.shippedSubject : words.confirmationSubject, { number: input.order.number })
  return { subject, text: toText(parts), html: toHtml(parts, language) }
}

// A person without a first name is greeted by the last.
function partsOf (input: LetterInput, words: Words): Parts {
  const { kind, order, currency, shop, link } = input
  const { number, shippingAddress: address } = order
  const money = formatterOf(order.locale, currency)
  const shipped = kind === 'shipped'
  const parcel = order.fulfillments.find(({ status }) => status === 'shipped' || status === 'delivered')
  return {
    title: shipped ? words.shippedTitle : words.confirmationTitle,
    hello: fill(words.hello, { name: address.firstName ?? address.lastName }),
    intro: shipped ? words.shippedIntro : words.confirmationIntro,
    heading: fill(words.order, { number }),
    items: order.items.map((item) => ({
      name: item.name,
      detail: [...item.options.map(({ value }) => value), fill(words.quantity, { quantity: String(item.quantity) })].join(' · '),
      amount: money(item.lineTotal)
    })),
    sums: sumsOf(order, words, money),
    facts: [
      { label: words.method, value: order.shippingMethodName },
      ...(shipped && parcel?.carrier ? [{ label: words.carrier, value: parcel.carrier }] : []),
      ...(shipped && parcel?.trackingNumber ? [{ label: words.tracking, value: parcel.trackingNumber }] : [])
    ],
    address: linesOf(input),
    addressLabel: words.shipTo,
    links: [...(shipped && parcel?.trackingUrl ? [{ label: words.track, url: parcel.trackingUrl }] : []), { label: words.view, url: link }],
    footer: fill(words.footer, { number, shop })
  }
}

function sumsOf (order: OrderRow, words: Words, money: (amount: string) => string): Row[] {
  const taxes = order.taxes.map(({ percent, amount }) =>
    ({ label: fill(order.taxIncluded ? words.taxIncluded : words.taxAdded, { percent }), value: money(amount) }))
  return [
    { label: words.subtotal, value: money(order.subtotal) },
    ...(isNothing(order.discountTotal) ? [] : [{ label: words.discount, value: `−${money(order.discountTotal)}` }]),
    { label: words.shipping, value: money(order.shippingTotal) },
    ...(order.taxIncluded ? [] : taxes),
    { label: words.total, value: money(order.total), strong: true },
    ...(order.taxIncluded ? taxes : [])
  ]
}

const isNothing = (amount: string): boolean => compareDecimals(parseDecimal(amount), { digits: 0n, scale: 0 }) === 0

// Intl reads the decimal string itself, so no amount passes through a float.
function formatterOf (locale: string, currency: Currency): (amount: string) => string {
  const { code, decimals } = currency
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: code, minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  return (amount) => format.format(toDecimal(fromDecimal(amount, currency)) as Intl.StringNumericLiteral)
}

const linesOf = ({ order: { shippingAddress: address, locale }, addressFormat }: LetterInput): string[] => [
  ...addressLines(address, addressFormat, [locale]), new Intl.DisplayNames(locale, { type: 'region' }).of(address.countryCode) ?? address.countryCode
]

const toText = (p: Parts): string => [
  p.title, '', p.hello, '', p.intro, '', p.heading, '',
  ...p.items.flatMap(({ name, detail, amount }) => [name, `  ${detail}`, `  ${amount}`]), '',
  ...p.sums.map(({ label, value }) => `${label}: ${value}`), '',
  ...p.facts.map(({ label, value }) => `${label}: ${value}`), '',
  `${p.addressLabel}:`, ...p.address, '',
  ...p.links.flatMap(({ label, url }) => [`${label}:`, url]), '', p.footer, ''
].join('\n')

function toHtml (p: Parts, language: string): string {
  const end = directionOf(language) === 'rtl' ? 'left' : 'right'
  const row = (left: string, right: string, style = ''): string =>
    `<tr><td style="padding:8px 0;vertical-align:top;${style}">${left}</td><td style="padding:8px 0;vertical-align:top;text-align:${end};white-space:nowrap;${style}">${right}</td></tr>`
  const items = p.items.map(({ name, detail, amount }) => row(`${escapeHtml(name)}<br><span style="color:#6b6459">${escapeHtml(detail)}</span>`, bdi(amount), 'border-top:1px solid #e6e0d6;'))
  const rows = ({ label, value, strong }: Row): string => row(escapeHtml(label), bdi(value), strong === true ? 'font-weight:600;border-top:1px solid #1f1c18;' : '')
  return framed({
    language,
    title: p.title,
    body: [
      `<p>${escapeHtml(p.hello)}</p>`,
      `<p>${escapeHtml(p.intro)}</p>`,
      `<h2 style="font-size:16px;margin:32px 0 8px">${escapeHtml(p.heading)}</h2>`,
      `<table role="presentation" width="100%" style="border-collapse:collapse">${items.join('')}${p.sums.map(rows).join('')}</table>`,
      `<table role="presentation" width="100%" style="border-collapse:collapse;margin-top:24px">${p.facts.map(rows).join('')}</table>`,
      `<p style="margin:24px 0 4px;font-weight:600">${escapeHtml(p.addressLabel)}</p>`,
      `<p style="margin:0">${p.address.map(bdi).join('<br>')}</p>`,
      p.links.map(linkLine).join('\n')
    ],
    footer: p.footer
  })
}
