// The test gateway's own page: a shopper sent away approves or declines here, without script, and comes back.
import { Type } from '@sinclair/typebox'
import type { App } from '../../../plugins/types.ts'
import { notFound } from '../../../shared/errors.ts'
import { matchLanguage } from '../../../shared/locale.ts'
import * as far from './test-far-side.ts'
import { writeWebhook } from './test-gateway.ts'
import words from './test-words.json' with { type: 'json' }

const Params = Type.Object({ chargeId: Type.String({ format: 'uuid' }) })
const Query = Type.Object({ locale: Type.Optional(Type.String({ maxLength: 35 })) })
const beside = { beside: true, idempotency: 'ignored', notFound: 'charge' } as const

export async function testGatewayPage (app: App): Promise<void> {
  const { config } = app.deps
  if (!config.PAYMENTS_TEST_GATEWAY || config.NODE_ENV === 'production') return
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 1000 }, (_request, text, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(text))))
  })

  app.get('/dev/pay/:chargeId', { config: beside, schema: { hide: true, params: Params, querystring: Query } }, async (request, reply) => {
    const charge = await far.chargeById(app.pool, request.params.chargeId)
    if (!charge) throw notFound('charge')
    reply.type('text/html; charset=utf-8').headers(pageHeaders(charge))
    return page(charge, matchLanguage(request.query.locale ?? 'en', Object.keys(words)) ?? 'en')
  })

  app.post('/dev/pay/:chargeId', {
    config: beside,
    schema: { hide: true, params: Params, body: Type.Object({ decision: Type.Union([Type.Literal('approve'), Type.Literal('decline')]) }) }
  }, async (request, reply) => {
    const charge = await far.decide(app.pool, request.params.chargeId, request.body.decision === 'approve' ? 'succeeded' : 'declined')
    if (!charge) throw notFound('charge')
    await callShop(app, charge)
    return reply.redirect(returnAddress(charge), 303)
  })
}

/** As a provider would, before the shopper is back; if the shop does not take it now, its reconciler asks later. */
async function callShop (app: App, charge: far.FarCharge): Promise<void> {
  const { body, headers } = writeWebhook(app.deps.config, charge)
  const reply = await app.inject({ method: 'POST', url: '/v1/payments/webhook/test', headers, payload: body })
  if (reply.statusCode !== 200) app.log.warn({ status: reply.statusCode, charge: charge.id }, 'the shop did not take the webhook')
}

function returnAddress ({ returnUrl, state }: far.FarCharge): string {
  const url = new URL(returnUrl ?? 'about:blank')
  url.searchParams.set('payment', state === 'succeeded' ? 'approved' : 'declined')
  return url.href
}

// A browser follows a form's redirect only to where the policy lets forms go.
function pageHeaders ({ returnUrl }: far.FarCharge): Record<string, string> {
  const back = returnUrl === null ? '' : ` ${new URL(returnUrl).origin}`
  return {
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action 'self'${back}; frame-ancestors 'none'; base-uri 'none'`
  }
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

function page (charge: far.FarCharge, language: string): string {
  const t = words[language as keyof typeof words]
  const form = `<form method="post">
<button name="decision" value="approve" class="yes">${t.approve}</button>
<button name="decision" value="decline">${t.decline}</button>
</form>`
  const decided = `<p>${t.decided}</p><p><a href="${escape(returnAddress(charge))}">${t.back}</a></p>`
  return `<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${t.title}</title><style>${styles}</style></head>
<body><main><h1>${t.title}</h1><p>${t.intro}</p>
<dl><dt>${t.amount}</dt><dd><bdi>${escape(charge.amount)} ${escape(charge.currency)}</bdi></dd></dl>
${charge.state === 'waiting' ? form : decided}
</main></body></html>`
}

const styles = `:root{color-scheme:light dark;--ink:#22262a;--line:#c9cdd0;--ground:#f6f6f4;--card:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e9eaec;--line:#4a5056;--ground:#191b1d;--card:#232629}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,sans-serif}
main{width:min(26rem,calc(100% - 2rem));padding:2rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem}
h1{margin:0 0 .5rem;font-size:1.5rem}dl{display:flex;justify-content:space-between;margin:1.5rem 0;padding:1rem 0;border-block:1px solid var(--line)}dd{margin:0;font-weight:600}
form{display:grid;gap:.75rem}button{min-height:3rem;padding:.5rem 1rem;border:1px solid var(--ink);border-radius:.5rem;background:none;color:inherit;font:inherit;cursor:pointer}
.yes{background:var(--ink);color:var(--card);font-weight:600}:focus-visible{outline:3px solid #3b82f6;outline-offset:2px}a{color:inherit}`
