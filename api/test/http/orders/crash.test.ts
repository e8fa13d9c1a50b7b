// The connection dies at each statement of an order in turn: nothing is torn, nothing is held for ever, a retry brings the order.
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { aFullCart, aVariant, call, makeOld, stockOf } from '../../support/commerce.ts'
import { breaches } from '../../support/invariants.ts'
import { expireOrders } from '../../../src/modules/orders/index.ts'
import { newId } from '../../../src/shared/ids.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool, database } = shop
const admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} })
t.teardown(async () => { await admin.end() })

// Each write of an order touches one of these; the trigger ends the backend that does, at the very statement.
const PLACES = ['carts', 'orders', 'order_items', 'order_tax_lines', 'order_events', 'stock_levels', 'reservations', 'stock_movements', 'events']

await admin.unsafe(`
  create table test_crash (place text primary key);
  grant select, delete on test_crash to tradewind_app;
  create function test_crash() returns trigger language plpgsql security definer as $$
  begin
    if exists (select 1 from test_crash where place = tg_argv[0]) then perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); end if;
    return null;
  end $$;`)
for (const place of PLACES) await admin.unsafe(`create trigger test_crash after insert or update on ${place} for each statement execute function test_crash('${place}')`)

for (const place of PLACES) {
  t.test(`while ${place} is written`, async (t) => {
    const variantId = await aVariant(pool, 5)
    const cart = await aFullCart(shop, variantId, 2)
    const key = newId()
    const place_ = async () => await call(shop, { method: 'POST', url: '/v1/orders', cart, key, body: {} })

    await admin`insert into test_crash values (${place})`
    const crashed = await place_()
    await admin`delete from test_crash`
    t.equal(crashed.statusCode, 503)
    t.ok(crashed.headers['retry-after'])
    t.same(await breaches(pool), {})
    t.same(await stockOf(pool, variantId), { onHand: 5, reserved: 0 })

    const retried = await place_()
    t.equal(retried.statusCode, 201)
    t.same(await stockOf(pool, variantId), { onHand: 5, reserved: 2 })
    t.same(await breaches(pool), {})
  })
}

// A slot whose connection died unheard is found out by the gate within seconds, by a 503 that a shopper would repeat.
async function everySlotAnswers (): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const answers = await Promise.allSettled(Array.from({ length: 40 }, async () => await pool`select 1`))
    if (answers.every(({ status }) => status === 'fulfilled')) return
    if (tries === 5) throw new Error('The pool does not come back')
    await sleep(500)
  }
}

t.test('many orders while backends are ended at random: every 201 exists, and all stock comes back in the end', async (t) => {
  const variantId = await aVariant(pool, 400)
  const carts: string[] = []
  for (let count = 0; count < 40; count += 1) carts.push(await aFullCart(shop, variantId))
  let killed = 0
  const place = async (cart: string, key: string): Promise<string | undefined> => {
    const { statusCode, body } = await call(shop, { method: 'POST', url: '/v1/orders', cart, key, body: {} })
    t.ok([201, 409, 503].includes(statusCode), `answered ${statusCode} ${body.code ?? ''}`)
    return statusCode === 201 ? body.id : undefined
  }
  const shoppers = carts.map((cart) => ({ cart, key: newId(), id: undefined as string | undefined }))
  const tryAll = async (): Promise<void> => {
    await Promise.all(shoppers.filter(({ id }) => id === undefined).map(async (shopper) => { shopper.id = await place(shopper.cart, shopper.key) }))
  }
  for (let round = 0; round < 4; round += 1) {
    const storm = tryAll()
    const { length } = await admin`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'tradewind-api' and pid <> pg_backend_pid() order by random() limit 4`
    killed += length
    await storm
    await sleep(50)
  }
  // A key whose keeper died is free again after its lease; here the half minute is cut short.
  await admin`update idempotency_keys set leased_until = now() - interval '1 second' where state = 'running'`
  for (let round = 0; round < 5 && shoppers.some(({ id }) => id === undefined); round += 1) {
    await sleep(500)
    await tryAll()
  }
  t.ok(killed >= 8, `${killed} backends ended`)
  await everySlotAnswers()
  const placed = shoppers.map(({ id }) => id)

  const ids = placed.filter((id) => id !== undefined)
  t.equal(ids.length, 40, 'every shopper has an order')
  t.equal(new Set(ids).size, 40)
  const [there] = await pool<{ count: number }[]>`select count(*)::int as count from orders where id = any(${ids}::uuid[])`
  t.equal(there?.count, 40)
  t.same(await breaches(pool), {})
  for (const id of ids) await makeOld(pool, id)
  await expireOrders({ pool })
  t.same(await stockOf(pool, variantId), { onHand: 400, reserved: 0 })
  t.same(await breaches(pool), {})
})
