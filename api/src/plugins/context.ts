// In which language, currency, country and channel: parameters win over headers, headers over the shop's defaults.
import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler, RouteOptions } from 'fastify'
import { directory, type Channel, type Directory } from '../modules/localization/index.ts'
import { AppError } from '../shared/errors.ts'
import { fallbackChain, matchAcceptLanguage, matchLanguage } from '../shared/locale.ts'
import { userIdOf, type App, type Context } from './types.ts'

export interface Preferences { locale?: string | null, currency?: string | null }
/** Told by the composition root, which knows where people keep them. */
export type PreferencesOf = (userId: string) => Promise<Preferences | undefined>

type Asked = Partial<Record<'locale' | 'currency' | 'country' | 'channel', string>>
const notReady = Symbol('notReady')
const settled = Symbol('context')
interface Held { [settled]?: Context, [notReady]?: unknown }

export function decorateContext (app: App): void {
  app.decorateRequest('context', {
    getter (this: FastifyRequest & Held): Context {
      const context = this[settled]
      if (context === undefined) throw this[notReady] ?? new Error('This route has no context')
      return context
    }
  })
}

/** The hosts that channels are bound to; any other host is one and the same to a cache. */
export interface BoundHosts { has: (host: string) => boolean, learn: (shop: Directory) => void }

export function boundHosts (): BoundHosts {
  let known: Directory | undefined
  let hosts = new Set<string>()
  return {
    has: (host) => hosts.size > 0 && (hosts.has(host) || hosts.has(host.replace(/:[0-9]+$/, ''))),
    learn (shop) {
      if (shop === known) return
      known = shop
      hosts = new Set(shop.channels.flatMap(({ host }) => host === null ? [] : [host]))
    }
  }
}

// Staff routes have filters of these names, so only the headers speak there.
export function contextOf (app: App, route: RouteOptions, preferencesOf: PreferencesOf, hosts: BoundHosts): onRequestAsyncHookHandler | undefined {
  if (!route.url.startsWith('/v1/') || route.url.startsWith('/v1/auth/')) return undefined
  const isStaffs = route.url.startsWith('/v1/admin/')
  return async (request: FastifyRequest & Held, reply) => {
    let shop: Directory
    try {
      shop = await directory(app.pool)
    } catch (error) {
      if (error instanceof AppError) throw error
      // A shop that is still empty has no channel: only who asks for the context is told so.
      request[notReady] = error
      return
    }
    hosts.learn(shop)
    const asked = isStaffs ? {} : askedBy(request.query)
    const preferences = await preferencesFor(request, asked, preferencesOf)
    request[settled] = negotiate(shop, asked, request.headers, preferences)
    if (!isStaffs) sayContext(reply, { ...request[settled], currency: request[settled].currency.code })
  }
}

/** Asked only where nothing stronger has chosen. */
async function preferencesFor ({ caller, headers }: FastifyRequest, asked: Asked, preferencesOf: PreferencesOf): Promise<Preferences | undefined> {
  const userId = userIdOf(caller)
  if (userId === null) return undefined
  const chosen = (asked.locale ?? header(headers, 'accept-language')) !== undefined && (asked.currency ?? header(headers, 'x-currency')) !== undefined
  return chosen ? undefined : await preferencesOf(userId)
}

export function negotiate (shop: Directory, asked: Asked, headers: FastifyRequest['headers'], preferences: Preferences = {}): Context {
  const channel = channelFor(shop, asked.channel, headers)
  const locale = languageFor(channel, asked.locale, header(headers, 'accept-language'), preferences.locale)
  const currencyCode = header(headers, 'x-currency')?.toUpperCase()
  const country = [asked.country, header(headers, 'x-country')].map((code) => code?.toUpperCase())
    .find((code) => code !== undefined && channel.countries.includes(code)) ?? channel.defaultCountry
  const find = (code: string | null | undefined) => channel.currencies.find((currency) => currency.code === code)
  const wanted = asked.currency?.toUpperCase()
  if (wanted !== undefined && find(wanted) === undefined) throw unsupported('currency', 'This shop does not sell in that currency.')
  const currency = find(wanted) ?? find(currencyCode) ?? find(preferences.currency) ?? find(channel.defaultCurrency)
  if (currency === undefined) throw new Error(`The channel ${channel.code} does not allow its own default currency`)
  return { locale, languages: chainFor(locale, channel), currency, country, channel }
}

const chainFor = (locale: string, channel: Channel): string[] =>
  fallbackChain(locale, channel.defaultLanguage).filter((language) => channel.languages.includes(language))

function channelFor (shop: Directory, asked: string | undefined, headers: FastifyRequest['headers']): Channel {
  if (asked !== undefined) {
    const channel = shop.channels.find(({ code }) => code === asked)
    if (channel === undefined) throw unsupported('channel', 'There is no such channel.')
    return channel
  }
  const named = header(headers, 'x-channel')
  return shop.channels.find(({ code }) => code === named) ?? channelOfHost(shop, headers.host) ?? shop.defaultChannel
}

export function channelOfHost (shop: Directory, host: string | undefined): Channel | undefined {
  if (host === undefined) return undefined
  return shop.channels.find((channel) => channel.host !== null && (channel.host === host || channel.host === host.replace(/:[0-9]+$/, '')))
}

function languageFor (channel: Channel, asked: string | undefined, accepted: string | undefined, preferred: string | null | undefined): string {
  if (asked !== undefined) return matchLanguage(asked, channel.languages) ?? channel.defaultLanguage
  const ordered = [channel.defaultLanguage, ...channel.languages.filter((language) => language !== channel.defaultLanguage)]
  return (accepted === undefined ? undefined : matchAcceptLanguage(accepted, ordered)) ??
    (preferred == null ? undefined : matchLanguage(preferred, channel.languages)) ?? channel.defaultLanguage
}

function askedBy (query: unknown): Asked {
  const asked: Asked = {}
  const given = query as Record<string, unknown>
  for (const name of ['locale', 'currency', 'country', 'channel'] as const) {
    const value = given[name]
    if (typeof value === 'string' && value !== '') asked[name] = value
  }
  return asked
}

function header (headers: FastifyRequest['headers'], name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** What the answer is in: a cart and an order keep their own, whatever the request asks for. */
export function sayContext (reply: FastifyReply, { locale, currency }: { locale: string, currency: string }): void {
  reply.header('content-language', locale)
  reply.header('content-currency', currency)
}

const unsupported = (what: 'currency' | 'channel', words: string): AppError => new AppError(`unsupported_${what}`, 422, words, {
  errors: [{ path: `/query/${what}`, code: `unsupported_${what}`, message: words }]
})
