// The verbs of the cart: find, add, change, take out, choose; each is one guarded statement and one read.
import { directory, type Directory } from '../localization/index.ts'
import { outOfStock } from '../inventory/index.ts'
import { taxRates } from '../pricing/index.ts'
import { quotes, type Quote } from '../shipping/index.ts'
import { poolOf, transaction, type Db, type Pool } from '../../platform/db.ts'
import { codeOf } from '../../platform/db-errors.ts'
import type { Deps } from '../../platform/deps.ts'
import { mintGuestToken } from '../../platform/guest-tokens.ts'
import { newId } from '../../shared/ids.ts'
import { fallbackChain } from '../../shared/locale.ts'
import { toCart, type Cart, type PriceTables } from './cart.ts'
import { nextFacts } from './choices.ts'
import { faulty, noSuchCart, noSuchItem, unknownVariants, versionMismatch } from './errors.ts'
import * as q from './queries.ts'
import { readCart } from './reading.ts'
import type { AddItems, ChangeCart } from './schemas.ts'
import { toCartView } from './views.ts'

/** Who asks, and what a cart takes from the call that makes it. */
export interface Shopper {
  userId: string | null, cartId: string | null
  channelId: string, priceListId: string, locale: string, currency: string, country: string
}

export async function tablesFor (db: Db): Promise<PriceTables> {
  const pool = poolOf(db)
  const [known, rates] = await Promise.all([directory(pool), taxRates(pool)])
  return { directory: known, rates, on: new Date().toISOString().slice(0, 10) }
}

export const shelvesOf = ({ channels }: Directory): q.Shelves & { languages: string[] } => ({
  channelIds: channels.map(({ id }) => id),
  priceListIds: channels.map(({ priceListId }) => priceListId),
  languages: channels.map(({ defaultLanguage }) => defaultLanguage)
})

export async function findCart (db: Db, whose: q.Whose | { anyId: string } | undefined): Promise<Cart | undefined> {
  if (!whose) return undefined
  const tables = await tablesFor(db)
  return toCart(await readCart(db, whose, shelvesOf(tables.directory)), tables)
}

export async function openCart (pool: Pool, shopper: Shopper): Promise<Cart> {
  const cart = await findCart(pool, await whoseCart(pool, shopper))
  if (!cart) throw noSuchCart()
  return cart
}

/** Both tokens at once is a guest who just signed in: the cart comes along, or what is in it. An order takes what its shopper saw: it merges nothing. */
export async function whoseCart (pool: Pool, { userId, cartId, channelId }: Shopper, { merging = true } = {}): Promise<q.Whose | undefined> {
  if (userId === null) return cartId === null ? undefined : { cartId }
  if (cartId !== null && await adoptCart(pool, cartId, userId) && merging) await mergeCarts(pool, cartId, userId)
  return { userId, channelId }
}

// Of two windows that sign in at once the later one finds that the account has a cart by now.
async function adoptCart (pool: Pool, cartId: string, userId: string): Promise<boolean> {
  try {
    return await q.adoptCart(pool, cartId, userId)
  } catch (error) {
    if (codeOf(error) !== '23505') throw error
    return true
  }
}

// Whoever comes second finds no guest's cart; one that became an order meanwhile takes nothing in.
async function mergeCarts (pool: Pool, guestId: string, userId: string): Promise<void> {
  const { directory: known } = await tablesFor(pool)
  await transaction(pool, async (tx) => {
    const channelId = await q.lockGuestCart(tx, guestId)
    const cartId = channelId && await q.lockCart(tx, { userId, channelId })
    if (cartId !== undefined) await q.mergeCarts(tx, cartId, guestId, shelvesOf(known))
  })
}

export async function undoMerge (pool: Pool, shopper: Shopper, ifMatch: IfMatch): Promise<Cart> {
  const whose = await whoseCart(pool, shopper, { merging: false })
  return await transaction(pool, async (tx) => {
    const cartId = whose && await q.lockCart(tx, whose)
    const before = cartId && await findCart(tx, { anyId: cartId })
    if (!before) throw noSuchCart()
    if (!changeMatches(ifMatch, before.version)) throw versionMismatch(toCartView(before))
    if (before.merged === null) return before

    const [, after] = await Promise.all([q.undoMerge(tx, before.id), findCart(tx, { anyId: before.id })])
    if (!after) throw new Error(`Cart ${before.id} vanished while it was held`)
    return after
  })
}

export type IfMatch = { kind: 'none' } | { kind: 'any' } | { kind: 'versions', versions: number[] }

/** However the versions are quoted; what is no version at all matches none, since its sender meant to be careful. */
export function readIfMatch (header: string | undefined): IfMatch {
  if (header === undefined || header.trim() === '') return { kind: 'none' }
  if (header.trim() === '*') return { kind: 'any' }
  const digits = header.split(',').map((tag) => /^(?:W\/)?"?([0-9]{1,9})"?$/.exec(tag.trim())?.[1])
  return { kind: 'versions', versions: digits.map((text) => text === undefined ? -1 : Number(text)) }
}

const changeMatches = (ifMatch: IfMatch, version: number): boolean => ifMatch.kind !== 'versions' || ifMatch.versions.includes(version)

export interface LineAt extends q.Line { path: string }

/** Each line with the place it has in the letter, so that a refusal can point at it. */
export function linesOf ({ variantId, quantity, items }: AddItems): LineAt[] {
  const single = variantId !== undefined || quantity !== undefined
  if (items !== undefined) {
    if (single) throw faulty([{ path: '/items', code: 'ambiguous', message: 'Give one line or items, not both.' }])
    return items.map((line, index) => ({ ...line, path: `/items/${index}/variantId` }))
  }
  if (variantId !== undefined && quantity !== undefined) return [{ variantId, quantity, path: '/variantId' }]
  throw faulty([{ path: variantId === undefined ? '/variantId' : '/quantity', code: 'required', message: 'A line needs a variant and a quantity.' }])
}

/** Puts lines in, making the cart if there is none; only then is a guest told the token. */
export async function addItems (deps: Deps, shopper: Shopper, lines: LineAt[], ifMatch: IfMatch): Promise<{ cart: Cart, token?: string }> {
  const { pool, config } = deps
  const { directory: known } = await tablesFor(pool)
  const merged = mergeLines(lines)
  const whose = await whoseCart(pool, shopper)
  const version = await guardedVersion(pool, whose, ifMatch)

  const tried = whose ? await q.addLines(pool, whose, shelvesOf(known), merged, version) : []
  if (tried.length > 0) return { cart: await settled(pool, tried, lines, version) }
  if (ifMatch.kind !== 'none') throw noSuchCart()

  const made = await q.createCart(pool, { ...shopper, id: newId() }, merged)
  const lost = made.every((line) => line.onSale && line.enough) && made.some((line) => !line.done)
  if (lost) return await addItems(deps, { ...shopper, cartId: null }, lines, ifMatch)
  const cart = await settled(pool, made, lines, null)
  return shopper.userId === null ? { cart, token: mintGuestToken(config, 'cart', cart.id) } : { cart }
}

/** The cart after a try, or the reason why nothing was done. */
async function settled (pool: Pool, tried: q.TriedLine[], lines: LineAt[], version: number | null): Promise<Cart> {
  const [first] = tried
  if (!first) throw noSuchCart()
  const strangers = new Set(tried.filter((line) => !line.onSale).map(({ variantId }) => variantId))
  if (strangers.size > 0) throw unknownVariants(lines.filter(({ variantId }) => strangers.has(variantId)).map(({ path }) => path))

  const cart = await findCart(pool, { anyId: first.cartId })
  const short = tried.filter((line) => !line.enough)
  if (short.length > 0) {
    throw outOfStock(short.map(({ variantId, requested, available }) => ({ variantId, requested, inventoryQuantity: Math.max(available, 0) })), cart ? { cart: toCartView(cart) } : {})
  }
  if (!cart) throw noSuchCart()
  if (!first.done) {
    if (version === null) throw noSuchCart()
    throw versionMismatch(toCartView(cart))
  }
  return cart
}

/** A quantity of 0 takes the item out. */
export async function changeItem (pool: Pool, shopper: Shopper, itemId: string, quantity: number, ifMatch: IfMatch): Promise<Cart> {
  const whose = await whoseCart(pool, shopper)
  const version = await guardedVersion(pool, whose, ifMatch)
  const tried = whose && await q.changeItem(pool, whose, itemId, quantity, version)
  if (!tried) throw noSuchCart()
  const { variantId, done, enough, available } = tried
  if (variantId === null) throw noSuchItem()

  const cart = await findCart(pool, { anyId: tried.cartId })
  if (!cart) throw noSuchCart()
  if (!enough) throw outOfStock([{ variantId, requested: quantity, inventoryQuantity: Math.max(available, 0) }], { cart: toCartView(cart) })
  if (!done) throw version === null ? noSuchCart() : versionMismatch(toCartView(cart))
  return cart
}

export async function changeCart (pool: Pool, shopper: Shopper, change: ChangeCart, ifMatch: IfMatch): Promise<Cart> {
  const whose = await whoseCart(pool, shopper)
  for (let attempt = 1; ; attempt += 1) {
    const cart = await findCart(pool, whose)
    if (!cart) throw noSuchCart()
    if (!changeMatches(ifMatch, cart.version)) throw versionMismatch(toCartView(cart))

    const { directory: known } = await tablesFor(pool)
    const next = await nextFacts(pool, known, cart, change)
    if (await q.changeCart(pool, cart.id, cart.version, next, change.merged === null)) break
    if (attempt === 5) throw versionMismatch(toCartView(cart))
  }
  return await openCart(pool, shopper)
}

export async function shippingMethods (pool: Pool, shopper: Shopper): Promise<{ cart: Cart, offered: Quote[] }> {
  const cart = await openCart(pool, shopper)
  const { currency, country, totals: { subtotal }, locale, channel } = cart
  return { cart, offered: await quotes(pool, { country, currency, subtotal, languages: fallbackChain(locale, channel.defaultLanguage) }) }
}

// The statement guards one version; only a header that names several needs to look first which of them it is.
async function guardedVersion (pool: Pool, whose: q.Whose | undefined, ifMatch: IfMatch): Promise<number | null> {
  if (ifMatch.kind !== 'versions') return null
  const [only, ...others] = ifMatch.versions
  if (only !== undefined && others.length === 0) return only
  const cart = await findCart(pool, whose)
  if (!cart) throw noSuchCart()
  if (!changeMatches(ifMatch, cart.version)) throw versionMismatch(toCartView(cart))
  return cart.version
}

export function mergeLines (lines: q.Line[]): q.Line[] {
  const byVariant = new Map<string, number>()
  for (const { variantId, quantity } of lines) {
    const id = variantId.toLowerCase()
    byVariant.set(id, (byVariant.get(id) ?? 0) + quantity)
  }
  return [...byVariant].map(([variantId, quantity]) => ({ variantId, quantity })).toSorted((a, b) => a.variantId < b.variantId ? -1 : 1)
}
