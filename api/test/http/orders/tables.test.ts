// The lives in code and the checks in the database say the same words.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { fulfillmentLife, paymentLife } from '../../../src/modules/orders/lifecycle.ts'
import { summary } from '../../../src/modules/orders/summary.ts'
import { attemptLife } from '../../../src/modules/payments/lifecycle.ts'

const { pool } = await anApp(t)

const statesOf = (life: Record<string, { from: readonly string[], to: string }>): string[] =>
  [...new Set(Object.values(life).flatMap(({ from, to }) => [...from, to]))].toSorted()

async function checkOf (table: string, column: string): Promise<string[]> {
  const [row] = await pool<{ definition: string }[]>`
    select pg_get_constraintdef(oid) as definition from pg_constraint where conname = ${`${table}_${column}_check`}`
  return [...(row?.definition ?? '').matchAll(/'([a-z_]+)'/g)].map(([, word = '']) => word).toSorted()
}

t.test('payment, fulfillment, attempt', async (t) => {
  t.same(await checkOf('orders', 'payment_status'), statesOf(paymentLife))
  t.same(await checkOf('orders', 'fulfillment_status'), statesOf(fulfillmentLife))
  t.same(await checkOf('transactions', 'status'), statesOf(attemptLife))
})

t.test('every summary is a status, and every status a summary', async (t) => {
  const summaries = new Set(statesOf(paymentLife).flatMap((paymentStatus) => statesOf(fulfillmentLife).map((fulfillmentStatus) =>
    summary({ paymentStatus, fulfillmentStatus } as Parameters<typeof summary>[0]))))
  t.same(await checkOf('orders', 'status'), [...summaries].toSorted())
})
