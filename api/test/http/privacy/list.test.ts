// The list of personal data names every table and column that a chain of foreign keys ties to a person: a new one cannot be forgotten.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { holderOf } from '../../../src/modules/privacy/archive.ts'
import { ELSEWHERE, PLACES } from '../../../src/modules/privacy/personal-data.ts'

const { pool } = await anApp(t)
const placeOf = (table: string) => PLACES.find((place) => place.table === table)

interface Column { table: string, column: string, type: string }
const columns = await pool<Column[]>`
  select c.relname as "table", a.attname as "column", t.typname as type
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped`

t.test('every table from which a chain of foreign keys leads to users is in the list', async (t) => {
  const reaching = await pool<{ name: string }[]>`
    with recursive reach as (
      select 'users'::regclass::oid as id
      union
      select c.conrelid from pg_constraint c join reach on c.confrelid = reach.id where c.contype = 'f' and c.conparentid = 0
    )
    select id::regclass::text as name from reach`
  t.ok(reaching.length > 20, 'the walk found the tables')
  t.same(reaching.map(({ name }) => name).filter((name) => !placeOf(name)).toSorted(), [], 'say in PLACES what is personal there')
  t.same(PLACES.map(({ table }) => table).filter((table) => !reaching.some(({ name }) => name === table)), [], 'PLACES names no table that is not there')
})

t.test('the column that leads to the person is a key of what it is said to be', async (t) => {
  const keys = await pool<{ from: string, column: string, to: string }[]>`
    select c.conrelid::regclass::text as "from", a.attname as "column", c.confrelid::regclass::text as "to"
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] where c.contype = 'f'`
  const owners = { user: 'users', order: 'orders', cart: 'carts', session: 'sessions', transaction: 'transactions' }
  for (const { table, by } of PLACES) {
    if (by.column === 'id') t.equal(table, owners[by.is], `${table} is a ${by.is}`)
    else t.ok(keys.some((key) => key.from === table && key.column === by.column && key.to === owners[by.is]), `${table}.${by.column} names a ${by.is}`)
  }
})

t.test('every column is either in the archive or held back for a reason; no secret is in it', async (t) => {
  for (const { table, exported, withheld = {} } of PLACES) {
    const own = columns.filter((column) => column.table === table).map(({ column }) => column)
    t.same([...exported, ...Object.keys(withheld)].toSorted(), own.toSorted(), table)
    t.same(exported.filter((column) => /hash|secret|token|archive/.test(column)), [], `no secret of ${table}`)
    t.ok(Object.values(withheld).every((reason) => reason.length > 10), `reasons of ${table}`)
  }
})

t.test('whatever can hold words is removed, scrubbed, or kept for a reason', async (t) => {
  const wordy = new Set(['text', 'citext', 'json', 'jsonb', 'inet', 'cidr', '_text', '_cidr'])
  for (const { table, removed, scrubbed = {}, kept } of PLACES) {
    const holding = columns.filter((column) => column.table === table && wordy.has(column.type)).map(({ column }) => column)
    const left = removed === 'all' ? [] : holding.filter((column) => !Object.hasOwn(scrubbed, column))
    t.ok(left.length === 0 || (kept !== undefined && kept.length > 10), `${table} keeps ${left.join(', ')}`)
    t.same(Object.keys(scrubbed).filter((column) => !columns.some((known) => known.table === table && known.column === column)), [], `${table} scrubs what is there`)
  }
})

t.test('no column that looks like a person\'s stays as it was', async (t) => {
  const telling = /email|address$|first_name|last_name|phone|note$|user_agent|^ip$|_ip$/
  for (const { table, removed, scrubbed = {} } of PLACES.filter((place) => place.removed !== 'all')) {
    const own = columns.filter((column) => column.table === table && telling.test(column.column) && column.type !== 'timestamptz').map(({ column }) => column)
    t.same(own.filter((column) => !Object.hasOwn(scrubbed, column)), [], `${table}${removed === undefined ? '' : ' (what is not removed)'}`)
  }
})

t.test('what hangs on something hangs on a file of the archive, and each file has one name', async (t) => {
  const files = PLACES.filter((place) => holderOf(place) === undefined)
  t.equal(new Set(files.map(({ file }) => file)).size, files.length)
  for (const place of PLACES) {
    const holder = holderOf(place)
    if (holder !== undefined) t.ok(PLACES.findIndex(({ table }) => table === holder) < PLACES.indexOf(place), `${place.table} comes after ${holder}`)
  }
  for (const [table, reason] of Object.entries(ELSEWHERE)) t.match(reason, /^(removed|kept)\b.{10}/, table)
})
