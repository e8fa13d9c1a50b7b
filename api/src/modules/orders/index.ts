// The door of orders. Owns orders, order_items, order_tax_lines, order_events and fulfillments.
// Promises: placing is one transaction; the status is always the summary of its two lives; every move is on the timeline; money that
// came too late is honoured or goes back.
// Hears: user.verified, when earlier orders with that e-mail address become the account's.
// Tells: order.placed, order.paid, order.shipped, order.delivered, order.cancelled { reason, paymentStatus }, order.refunded.
import { directory } from '../localization/index.ts'
import { findUser } from '../users/index.ts'
import type { Deps } from '../../platform/deps.ts'
import { transaction } from '../../platform/db.ts'
import type { Listener } from '../../platform/events.ts'
import { mintGuestToken } from '../../platform/guest-tokens.ts'
import { enqueue, UnusablePayload, type Job } from '../../platform/jobs.ts'
import { sendMail } from '../../platform/mail.ts'
import type { Schedule } from '../../platform/schedules.ts'
import { writeLetter, type LetterKind } from './letter.ts'
import { expireOrders } from './moves.ts'
import { adoptOrders, findOrder, lockOrder } from './queries.ts'

export { expireOrders, failPayment, markPaid, orderForPayment, recordRefund, startPayment, tellRefundStarted } from './moves.ts'
export type { MoneyBack, PayableOrder } from './moves.ts'
export type { Owner } from './queries.ts'
export { orderAdminRoutes, orderRoutes } from './routes.ts'

const LETTERS: Record<string, LetterKind> = { 'order.paid': 'confirmation', 'order.shipped': 'shipped' }

/** Twice told is once written: the job has the event's id. */
const letters: Listener = {
  name: 'orders.letters',
  on: Object.keys(LETTERS),
  when: 'after',
  async handle (tx, event) {
    await enqueue(tx, 'orders.letter', { orderId: event.objectId, kind: LETTERS[event.name] }, { id: event.id })
  }
}

const letter: Job<{ orderId: string, kind: LetterKind }> = {
  queue: 'orders.letter',
  async handle (deps, { orderId, kind }, { id }) {
    const known = await directory(deps.pool)
    await transaction(deps.pool, async (tx) => {
      // Held until the letter lies in the box: an erasure waits and takes it out again, or was first and left nobody to write to.
      await lockOrder(tx, orderId)
      const order = await findOrder(tx, orderId, { kind: 'any' })
      const currency = order && known.currency(order.currency)
      if (!order || !currency) throw new UnusablePayload(`There is no order ${orderId}`)
      if (order.email.endsWith('@invalid')) return
      const shop = known.channels.find((channel) => channel.id === order.channelId)?.name ?? ''
      const addressFormat = known.countries.find(({ code }) => code === order.shippingAddress.countryCode)?.addressFormat ?? {}
      const written = writeLetter({ kind, order, currency, addressFormat, shop, link: linkOf(deps, order) })
      await sendMail(tx, { ...written, to: order.email, locale: order.locale }, id)
    })
  }
}

const LINK_DAYS = 90

// A guest's letter carries a key that lasts as long as letters are looked for; who has an account signs in.
function linkOf ({ config }: Deps, { id, locale, userId }: { id: string, locale: string, userId: string | null }): string {
  const page = `${config.PUBLIC_STOREFRONT_URL}/${locale}/orders/${id}`
  return userId === null ? `${page}?token=${mintGuestToken(config, 'order', id, new Date(Date.now() + LINK_DAYS * 86_400_000))}` : page
}

/** Whoever has proven an address finds what was ordered with it. */
const adoption: Listener = {
  name: 'orders.adopt',
  on: ['user.verified'],
  when: 'within',
  async handle (tx, event) {
    const user = await findUser(tx, event.objectId)
    if (user) await adoptOrders(tx, user.id, user.email)
  }
}

const expiry: Schedule = { name: 'orders.expire', cron: '* * * * *', run: async (deps) => { await expireOrders(deps) } }

export const orderListeners: Listener[] = [letters, adoption]
export const orderJobs = [letter] as Job[]
export const orderSchedules: Schedule[] = [expiry]
