// What identity costs: whether the time of an answer betrays an account, what a bearer adds to a read, and sign-ins beside a product list.
import postgres from 'postgres'
import { hashPassword } from '../src/modules/credentials/index.ts'
import type { Shop } from './ground.ts'
import { startLoad, type Load, type Outcome } from './load.ts'
import { gather } from './material.ts'
import { serveApi, type Served } from './processes.ts'
import type { Facts } from './report.ts'

const PASSWORD = 'a walk along the Spree'
// Ten wrong passwords close an address for a quarter of an hour, so the calls are spread.
const ACCOUNTS = 40
const LOGINS_EACH = 100
const FORGOTS_EACH = 400
const LISTS_A_SECOND = 60

export async function measureIdentity (shop: Shop, rounds: number, seconds: number): Promise<Facts[]> {
  const emails = await prepare(shop)
  const api = await serveApi(shop)
  const load = startLoad({ ...await gather(shop, 0), token: await tokenFor(api, emails[0] as string) })
  try {
    return [
      await tellsApart(api, 'sign-in', LOGINS_EACH, emails, async (email) => await post(api, '/v1/auth/login', { email, password: `not ${PASSWORD}` }, [401])),
      await tellsApart(api, 'forgotten password', FORGOTS_EACH, emails, async (email) => await post(api, '/v1/auth/forgot_password', { email }, [202])),
      await bearerOverhead(api, load, rounds, seconds),
      ...await besideSignIns(shop, api, load, emails, seconds)
    ]
  } finally {
    load.stop()
    await api.stop()
  }
}

/** Accounts with one password, and no brake that the load itself would trip. */
async function prepare (shop: Shop): Promise<string[]> {
  const emails = Array.from({ length: ACCOUNTS }, (_, n) => `bench-${n}@example.com`)
  const hash = await hashPassword(PASSWORD)
  const sql = postgres(shop.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await sql`
      with made as (
        insert into users (email, status, email_verified_at) select email, 'active', now() from unnest(${emails}::text[]) as email
        on conflict (email) do nothing returning id
      ), profiles as (insert into user_profiles (user_id, locale, currency) select id, 'en', 'EUR' from made)
      insert into credentials (user_id, kind, secret) select id, 'password', ${hash} from made`
    await sql`delete from login_attempts`
    await sql`
      insert into settings (key, value)
      select 'limits.' || name || part, '1000000000' from unnest(array['read', 'write', 'login', 'forgot']) as name cross join unnest(array['', '.global']) as part
      on conflict (key) do update set value = excluded.value`
  } finally {
    await sql.end()
  }
  return emails
}

/** Known and unknown addresses in turns, one call at a time: the medians must not be told apart. */
async function tellsApart (api: Served, title: string, each: number, emails: string[], call: (email: string) => Promise<number>): Promise<Facts> {
  const known: number[] = []
  const unknown: number[] = []
  for (let n = -4; n < each; n += 1) {
    const email = emails[(n + ACCOUNTS) % ACCOUNTS] as string
    const stranger = email.replace('bench', 'nobody')
    const pair = n % 2 === 0 ? [email, stranger] : [stranger, email]
    for (const address of pair) {
      const took = await call(address)
      if (n >= 0) (address === email ? known : unknown).push(took)
    }
  }
  const [one, other] = [median(known), median(unknown)]
  const apart = 100 * Math.abs(one - other) / Math.min(one, other)
  return {
    name: `${title}, medians of ${2 * each} calls for known and unknown addresses in turns`,
    value: `${one.toFixed(2)} and ${other.toFixed(2)} ms (${apart.toFixed(1)} % apart)`,
    budget: '< 5 %',
    met: apart < 5
  }
}

/** The same uncached product detail with and without a bearer token, in turns. */
async function bearerOverhead (api: Served, load: Load, rounds: number, seconds: number): Promise<Facts> {
  const ratios: number[] = []
  const costs: number[] = []
  const run = async (scenario: string): Promise<{ outcome: Outcome, cost: number }> => {
    const before = api.cpuSeconds()
    const outcome = good(await load.run({ scenario, side: 'shop', url: api.url, connections: 20, seconds }))
    return { outcome, cost: (api.cpuSeconds() - before) / (outcome.perSecond * seconds) }
  }
  for (let round = -1; round < 2 * rounds; round += 1) {
    const order = round % 2 === 0 ? ['detail', 'signedInDetail'] : ['signedInDetail', 'detail']
    const found: Record<string, { outcome: Outcome, cost: number }> = {}
    for (const scenario of order) found[scenario] = await run(scenario)
    const [anonymous, signedIn] = [found['detail'], found['signedInDetail']]
    if (round < 0 || anonymous === undefined || signedIn === undefined) continue
    ratios.push(100 * (anonymous.outcome.perSecond / signedIn.outcome.perSecond - 1))
    costs.push(100 * (signedIn.cost / anonymous.cost - 1))
  }
  return {
    name: 'what a bearer token adds to an uncached product detail: time a request',
    value: `${median(ratios).toFixed(1)} % (processor time of the API ${median(costs).toFixed(1)} %)`,
    budget: '≤ 5 %',
    met: median(ratios) <= 5
  }
}

/** A list asked at a steady rate, alone and while as many people sign in as the processor takes. */
async function besideSignIns (shop: Shop, api: Served, load: Load, emails: string[], seconds: number): Promise<Facts[]> {
  const second = startLoad({ ...await gather(shop, 0), emails })
  const list = { scenario: 'list', side: 'shop', url: api.url, connections: 4, rate: LISTS_A_SECOND, seconds: Math.max(10, seconds) } as const
  try {
    await load.run(list)
    const alone = good(await load.run(list))
    const [beside, signIns] = await Promise.all([
      load.run(list),
      second.run({ scenario: 'signIn', side: 'shop', url: api.url, connections: 4, seconds: list.seconds })
    ])
    const times = Math.max(1, good(beside).p99) / Math.max(1, alone.p99)
    return [
      { name: 'sign-ins, 4 at once', value: `${good(signIns).perSecond.toFixed(1)} a second, p99 ${signIns.p99} ms`, budget: '–', met: true },
      { name: `product list at ${LISTS_A_SECOND} a second beside those sign-ins, p99`, value: `${alone.p99} → ${beside.p99} ms (× ${times.toFixed(1)})`, budget: '< × 2', met: times < 2 }
    ]
  } finally {
    second.stop()
  }
}

async function tokenFor (api: Served, email: string): Promise<string> {
  const reply = await fetch(`${api.url}/v1/auth/login`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password: PASSWORD, tokenDelivery: 'body' })
  })
  if (!reply.ok) throw new Error(`Signing in answered ${reply.status}`)
  return (await reply.json() as { accessToken: string }).accessToken
}

async function post (api: Served, path: string, body: object, expected: number[]): Promise<number> {
  const text = JSON.stringify(body)
  const start = performance.now()
  const reply = await fetch(api.url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text })
  await reply.text()
  const took = performance.now() - start
  if (!expected.includes(reply.status)) throw new Error(`${path} answered ${reply.status}`)
  return took
}

function good (outcome: Outcome): Outcome {
  if (outcome.failed > 0) throw new Error(`${outcome.failed} requests failed`)
  return outcome
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
