// How an address is written in a country and what it must have there; the one rule for carts, orders and address books.
// What a merchant may change is in countries.address_format; words, regions and the order of lines are data in addresses/. Pure.
import type { Static } from '@sinclair/typebox'
import formats from './addresses/formats.json' with { type: 'json' }
import regionLists from './addresses/regions.json' with { type: 'json' }
import wordLists from './addresses/words.json' with { type: 'json' }
import type { FieldError } from '../../shared/errors.ts'
import type { AddressSchema } from '../../shared/schemas.ts'
import type { AddressFormat } from './queries.ts'
import type { AddressFormatView } from './schemas.ts'

export type Address = Static<typeof AddressSchema>
type Part = Exclude<keyof Address, 'countryCode'>
/** names: what is stored, with its name; asWritten: languages that read what is stored as the name. */
interface Regions { names: Record<string, string>, asWritten?: string[], in?: Record<string, Record<string, string>> }

const regionsOf: Record<string, Regions> = regionLists
const wordsOf: Record<string, Record<string, string>> = wordLists
const kindsOf: Record<string, Partial<Record<Part, string>>> = formats.words
const isPart = (name: string): name is Part => Object.hasOwn(formats.maxLength, name)

/** Trimmed, with empty parts left out and the region as its country writes it, so that the same address is stored the same way. */
export function tidyAddress (address: Address): Address {
  const parts = Object.entries(address).map(([part, text]) => [part, text?.normalize('NFC').trim()] as const)
  const tidy = Object.fromEntries(parts.filter(([, text]) => text !== undefined && text !== '')) as Address
  const region = tidy.region == null ? undefined : findRegion(tidy.countryCode, tidy.region)
  return region === undefined ? tidy : { ...tidy, region }
}

export function addressFaults (path: string, address: Address, format: AddressFormat): FieldError[] {
  const { countryCode, postalCode, region } = address
  const missing = [...requiredIn(format)]
    .filter((part) => (address[part] ?? '') === '')
    .map((part) => ({ path: `${path}/${part}`, code: 'required', message: `An address in ${countryCode} needs this.` }))

  const { postalCodePattern, postalCodeExample } = format
  const misspelt = typeof postalCode === 'string' && postalCodePattern !== undefined && !new RegExp(postalCodePattern, 'i').test(postalCode)
  const strange = typeof region === 'string' && Object.hasOwn(regionsOf, countryCode) && findRegion(countryCode, region) === undefined
  return [
    ...missing,
    ...(misspelt ? [{ path: `${path}/postalCode`, code: 'pattern', message: `A postal code in ${countryCode} looks like ${postalCodeExample ?? postalCodePattern}.` }] : []),
    ...(strange ? [{ path: `${path}/region`, code: 'option', message: `There is no such region in ${countryCode}: see its address format.` }] : [])
  ]
}

const requiredIn = (format: AddressFormat): Set<Part> => new Set([...formats.always, ...format.required ?? []].filter(isPart))

/** The stored form of a region given by code or by any of its names, whatever the case and the accents. */
function findRegion (countryCode: string, given: string): string | undefined {
  const regions = regionsOf[countryCode]
  if (regions === undefined) return undefined
  if (Object.hasOwn(regions.names, given)) return given
  const wanted = plain(given)
  const others = Object.values(regions.in ?? {})
  return Object.entries(regions.names).find(([value, name]) =>
    [value, name, ...others.map((names) => names[value] ?? '')].some((known) => plain(known) === wanted))?.[0]
}

// Kanji are written with or without the word for prefecture, province or city; a dotless i is an i.
const plain = (text: string): string => text.normalize('NFKD').toLowerCase().replaceAll('ı', 'i').replaceAll(/[^\p{L}\p{N}]/gu, '')
  .replace(/^(\p{Script=Han}{2,})[都府県省市]$/u, '$1')

/** As a form needs it, in the first of the languages that has a word. */
export function addressFormat (countryCode: string, format: AddressFormat, languages: readonly string[]): AddressFormatView {
  const order = orderIn(countryCode, format, languages)
  const required = requiredIn(format)
  const { postalCodePattern: pattern, postalCodeExample: example } = format
  const options = optionsIn(countryCode, languages)
  return {
    countryCode,
    fields: order.map((name) => ({
      name,
      label: labelOf(name, kindsOf[countryCode]?.[name], languages),
      required: required.has(name),
      maxLength: formats.maxLength[name],
      ...(name === 'postalCode' && pattern !== undefined ? { pattern } : {}),
      ...(name === 'postalCode' && example !== undefined ? { example } : {}),
      ...(name === 'region' && options.length > 0 ? { options } : {})
    })),
    lines: linesOf(order)
  }
}

/** As it stands on a letter, without the country, which each reader names differently. */
export function addressLines (address: Address, format: Partial<AddressFormat>, languages: readonly string[]): string[] {
  const lines = linesOf(orderIn(address.countryCode, format, languages).filter((name) => name !== 'phone'))
  return lines.map((line) => line.map((name) => address[name] ?? '').filter((text) => text !== '').join(' ')).filter((line) => line !== '')
}

// Written largest first for who reads that script, smallest first on a letter from elsewhere.
function orderIn (countryCode: string, { order = [], required = [] }: Partial<AddressFormat>, languages: readonly string[]): Part[] {
  const { countries, languages: native, otherwise } = formats.largestFirst
  const own = order.length > 0 ? order : formats.order
  const known = new Set([...own, ...formats.always, ...required].filter(isPart))
  const turned = countries.includes(countryCode) && !native.includes(languages[0]?.split('-')[0] ?? '')
  return turned ? otherwise.filter(isPart).filter((name) => known.has(name)) : [...known]
}

function linesOf (order: Part[]): Part[][] {
  const lines: Part[][] = []
  for (const name of order) {
    const line = lines.at(-1)
    const [last] = line?.slice(-1) ?? []
    const together = last !== undefined && formats.oneLine.some((group) => group.includes(last) && group.includes(name))
    if (together) line?.push(name)
    else lines.push([name])
  }
  return lines
}

function labelOf (name: Part, kind: string | undefined, languages: readonly string[]): string {
  for (const language of [...languages, 'en']) {
    const words = wordsOf[language]
    const word = words?.[`${name}.${kind}`] ?? words?.[name]
    if (word !== undefined) return word
  }
  return name
}

function optionsIn (countryCode: string, languages: readonly string[]): Array<{ value: string, label: string }> {
  const regions = regionsOf[countryCode]
  if (regions === undefined) return []
  const [language = ''] = languages
  const names = regions.in?.[language] ?? {}
  const asWritten = regions.asWritten?.includes(language) === true
  const options = Object.entries(regions.names).map(([value, name]) => ({ value, label: asWritten ? value : names[value] ?? name }))
  return asWritten ? options : options.toSorted((a, b) => a.label.localeCompare(b.label, language))
}
