// The test gateway as the shop sees it: approve, decline, redirect, timeout; signed webhooks like a real one's.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Deps } from '../../../platform/deps.ts'
import { enqueue, type Job } from '../../../platform/jobs.ts'
import { toDecimal } from '../../../shared/money.ts'
import type { ChargeRequest, ChargeState, Gateway, GatewayEvent } from './port.ts'
import * as far from './test-far-side.ts'

const DEADLINE_MS = 1_500
const LATE_WEBHOOK_SECONDS = 4
export const SIGNATURE_HEADER = 'x-test-gateway-signature'

type Secrets = Pick<Deps['config'], 'SECRET' | 'SECRET_PREVIOUS'>

const secretsOf = ({ SECRET, SECRET_PREVIOUS }: Secrets): string[] => [SECRET, SECRET_PREVIOUS]
  .filter((secret) => secret !== undefined)
  .map((secret) => createHmac('sha256', secret).update('test-gateway-webhook').digest('hex'))

export function testGateway (deps: Deps): Gateway {
  const { pool, config } = deps
  const toState = (charge: far.FarCharge, locale = 'en'): ChargeState => charge.state === 'waiting'
    ? { state: 'waiting', chargeId: charge.id, url: `${config.PUBLIC_API_URL}/dev/pay/${charge.id}?locale=${encodeURIComponent(locale)}` }
    : { state: charge.state, chargeId: charge.id }

  return {
    code: 'test',
    name: 'Test gateway',
    methods: [
      { code: 'approve', name: 'Approve', redirects: false },
      { code: 'decline', name: 'Decline', redirects: false },
      { code: 'redirect', name: 'Redirect', redirects: true },
      { code: 'timeout', name: 'Timeout', redirects: false }
    ],
    takes: () => true,
    async charge (request) {
      return toState(await withinDeadline(answer(deps, request)), request.locale)
    },
    async find (key) {
      const charge = await far.chargeByKey(pool, key)
      return charge ? toState(charge) : { state: 'none' }
    },
    cancel: async (key) => toState(await far.closeCharge(pool, key)),
    async refund ({ key, chargeKey }) {
      if (!await far.giveBack(pool, chargeKey, key)) throw new Error('There is no such charge to refund')
      return { refundId: key }
    },
    readEvent (rawBody, headers) {
      const signature = headers[SIGNATURE_HEADER]
      const isGenuine = typeof signature === 'string' && isSigned(secretsOf(config), signature, rawBody, Math.floor(Date.now() / 1000))
      return isGenuine ? toEvent(rawBody) : undefined
    }
  }
}

async function answer ({ pool }: Deps, { key, amount, method, returnUrl }: ChargeRequest): Promise<far.FarCharge> {
  const outcomes: Record<string, far.FarCharge['state']> = { approve: 'succeeded', timeout: 'succeeded', decline: 'declined', redirect: 'waiting' }
  const charge = await far.openCharge(pool, {
    key, amount: toDecimal(amount), currency: amount.currency.code, state: outcomes[method] ?? 'declined', returnUrl
  })
  if (method !== 'timeout') return charge
  await enqueue(pool, WEBHOOK_QUEUE, { chargeId: charge.id }, { startAfterSeconds: LATE_WEBHOOK_SECONDS })
  return await sleep(10 * DEADLINE_MS, charge, { ref: false })
}

async function withinDeadline<T> (work: Promise<T>): Promise<T> {
  const over = new AbortController()
  try {
    return await Promise.race([
      work,
      sleep(DEADLINE_MS, undefined, { signal: over.signal }).then(() => { throw new Error('The test gateway did not answer in time') })
    ])
  } finally {
    over.abort()
  }
}

interface Letter { id: string, type: 'charge.updated', charge: { id: string, key: string, state: far.FarCharge['state'], amount: string, currency: string } }

function toEvent (rawBody: string): GatewayEvent | undefined {
  const { id, charge } = JSON.parse(rawBody) as Letter
  if (charge.state === 'waiting') return undefined
  const { key, amount, currency } = charge
  return { id, key, charge: { state: charge.state, chargeId: charge.id }, amount, currency, payload: { charge } }
}

/** The webhook of a charge as it is now; the same state is the same event, however often it is sent. */
export function writeWebhook (config: Secrets, charge: far.FarCharge, seconds = Math.floor(Date.now() / 1000)): { body: string, headers: Record<string, string> } {
  const { id, requestKey: key, state, amount, currency } = charge
  const letter: Letter = { id: `evt_${id}_${state}`, type: 'charge.updated', charge: { id, key, state, amount, currency } }
  const body = JSON.stringify(letter)
  return { body, headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: sign(secretsOf(config)[0] ?? '', body, seconds) } }
}

const WEBHOOK_QUEUE = 'test_gateway.webhook'

/** The far side calls the shop as any provider would: over HTTP, again until it is answered. */
export const testGatewayJob: Job<{ chargeId: string }> = {
  queue: WEBHOOK_QUEUE,
  async handle ({ pool, config }, { chargeId }, { signal }) {
    const charge = await far.chargeById(pool, chargeId)
    if (!charge || charge.state === 'waiting') return
    const reply = await fetch(`${config.API_URL}/v1/payments/webhook/test`, { method: 'POST', ...writeWebhook(config, charge), signal })
    if (!reply.ok) throw new Error(`The shop answered ${reply.status}`)
  }
}

const TOLERANCE_SECONDS = 300

const mac = (secret: string, seconds: string, body: string): Buffer => createHmac('sha256', secret).update(`${seconds}.${body}`).digest()

const sign = (secret: string, body: string, seconds: number): string =>
  `t=${seconds},v1=${mac(secret, String(seconds), body).toString('hex')}`

/** `t=<seconds>,v1=<HMAC-SHA256 of "t.body">`, good for five minutes, under any of the secrets in use. */
export function isSigned (secrets: readonly string[], header: string, body: string, nowSeconds: number): boolean {
  const parts = header.slice(0, 2000).split(',').map((part) => part.trim().split('=', 2))
  const seconds = parts.find(([name]) => name === 't')?.[1] ?? ''
  if (!/^[0-9]{1,12}$/.test(seconds) || Math.abs(nowSeconds - Number(seconds)) > TOLERANCE_SECONDS) return false
  const given = parts.filter(([name]) => name === 'v1').map(([, hex = '']) => Buffer.from(hex, 'hex'))
  return secrets.some((secret) => {
    const expected = mac(secret, seconds, body)
    return given.some((bytes) => bytes.length === expected.length && timingSafeEqual(bytes, expected))
  })
}
