// An order's word follows from its lives; its number reads well.
import fc from 'fast-check'
import t from 'tap'
import { move } from '../../shared/machine.ts'
import { fulfillmentLife, paymentLife, type FulfillmentEvent, type FulfillmentStatus, type PaymentEvent, type PaymentStatus } from './lifecycle.ts'
import { newOrderNumber } from './place-order.ts'
import { buyerCan, staffCan, summary } from './summary.ts'

const cases: Array<[PaymentStatus, FulfillmentStatus, string]> = [
  ['unpaid', 'unfulfilled', 'pending'], ['pending', 'unfulfilled', 'pending'], ['paid', 'unfulfilled', 'paid'],
  ['paid', 'partially_shipped', 'paid'], ['paid', 'shipped', 'shipped'], ['paid', 'delivered', 'delivered'],
  ['unpaid', 'cancelled', 'cancelled'], ['paid', 'cancelled', 'cancelled'], ['refunded', 'cancelled', 'refunded'], ['refunded', 'delivered', 'refunded']
]

t.test('the summary of two lives', async (t) => {
  for (const [paymentStatus, fulfillmentStatus, status] of cases) t.equal(summary({ paymentStatus, fulfillmentStatus }), status)
})

t.test('what may be done next', async (t) => {
  const fresh = { paymentStatus: 'unpaid', fulfillmentStatus: 'unfulfilled' } as const
  t.same([buyerCan(fresh), staffCan(fresh)], [['pay', 'cancel'], ['cancel']])
  const paid = { paymentStatus: 'paid', fulfillmentStatus: 'unfulfilled' } as const
  t.same([buyerCan(paid), staffCan(paid)], [['cancel'], ['ship', 'cancel']])
  const gone = { paymentStatus: 'refunded', fulfillmentStatus: 'cancelled' } as const
  t.same([buyerCan(gone), staffCan(gone)], [[], []])
})

t.test('no walk through the tables ships what was cancelled, unless it was reopened', async (t) => {
  const step = fc.oneof(
    fc.constantFrom(...Object.keys(paymentLife) as PaymentEvent[]).map((event) => ({ life: 'payment' as const, event })),
    fc.constantFrom(...Object.keys(fulfillmentLife) as FulfillmentEvent[]).map((event) => ({ life: 'fulfillment' as const, event })))
  fc.assert(fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
    let payment: PaymentStatus = 'unpaid'
    let fulfillment: FulfillmentStatus = 'unfulfilled'
    for (const { life, event } of steps) {
      const before = fulfillment
      if (life === 'payment') payment = move(paymentLife, payment, event) ?? payment
      else fulfillment = move(fulfillmentLife, fulfillment, event) ?? fulfillment
      if (before === 'cancelled' && !['cancelled', 'unfulfilled'].includes(fulfillment)) return false
      if (before === 'delivered' && fulfillment !== 'delivered') return false
    }
    return true
  }))
  t.pass('every walk')
})

t.test('a number has ten signs that nobody confuses, and one slip of the pen shows', async (t) => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 9, maxLength: 9 }), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 31 }), (bytes, place, slip) => {
    const number = newOrderNumber(Buffer.from(bytes))
    const other = Buffer.from(bytes)
    other[place] = ((other[place] ?? 0) + slip) % 256
    const isReadable = /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/.test(number)
    return isReadable && newOrderNumber(other).at(-1) !== number.at(-1)
  }))
  t.not(newOrderNumber(), newOrderNumber())
})
