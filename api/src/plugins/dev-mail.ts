// The development mailbox: every letter the shop would have sent, as JSON or as a page to read. Absent in production.
import { Type } from '@sinclair/typebox'
import { readMails, type KeptMail } from '../platform/mail.ts'
import { securityHeaders } from './security.ts'
import type { App } from './types.ts'

export async function developmentMailbox (app: App): Promise<void> {
  const { config } = app.deps
  if (config.NODE_ENV === 'production') return
  // The letters bring styles of their own, shown in frames that may do nothing else.
  const headers = await securityHeaders(config, "'unsafe-inline'")
  app.get('/dev/mail', {
    config: { beside: true },
    schema: { querystring: Type.Object({ to: Type.Optional(Type.String({ maxLength: 254 })) }) }
  }, async (request, reply) => {
    const mails = await readMails(app, request.query.to)
    reply.headers({ ...headers, 'cache-control': 'no-store', vary: 'Accept' })
    if (!prefersPage(request.headers.accept)) return await reply.send({ items: mails.map(toItem) })
    return await reply.type('text/html; charset=utf-8').send(page(mails, request.query.to))
  })
}

const toItem = ({ to, subject, text, html, locale, createdAt }: KeptMail) => ({ to, subject, text, html, locale, createdAt: createdAt.toISOString() })

function prefersPage (accept = ''): boolean {
  const quality = (type: string): number => {
    const part = accept.split(',').find((candidate) => candidate.trim().startsWith(type))
    return part === undefined ? 0 : Number(/;\s*q=([0-9.]+)/.exec(part)?.[1] ?? '1')
  }
  return quality('text/html') > quality('application/json')
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

function letter ({ id, to, subject, text, html, locale, createdAt }: KeptMail, open: boolean): string {
  const direction = locale.startsWith('ar') ? 'rtl' : 'ltr'
  const time = createdAt.toISOString()
  return `<details${open ? ' open' : ''} id="${id}">
<summary><span class="subject" dir="${direction}" lang="${escape(locale)}">${escape(subject)}</span><span class="to">${escape(to)}</span><time datetime="${time}">${time.slice(0, 16).replace('T', ' ')} UTC</time></summary>
<iframe sandbox title="${escape(subject)}" srcdoc="${escape(html)}"></iframe>
<h2>As plain text</h2>
<pre dir="${direction}" lang="${escape(locale)}">${escape(text)}</pre>
</details>`
}

function page (mails: KeptMail[], to: string | undefined): string {
  const empty = '<p class="empty">No letters yet. Place an order, and its confirmation lands here.</p>'
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Development mailbox</title><style>${styles}</style></head>
<body><main><h1>Mailbox</h1><p class="lead">${to === undefined ? 'Every letter the shop has sent' : `Letters to ${escape(to)}`}, newest first. Nothing leaves this machine.</p>
${mails.length === 0 ? empty : mails.map((mail, index) => letter(mail, index === 0)).join('\n')}
</main></body></html>`
}

const styles = `:root{color-scheme:light dark;--ink:#22262a;--soft:#626970;--line:#dcdfe1;--ground:#f6f6f4;--card:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e9eaec;--soft:#a0a6ac;--line:#3a3f44;--ground:#191b1d;--card:#232629}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:52rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}h1{font-size:1.75rem;margin:0}h2{font-size:.875rem;color:var(--soft);margin:1.25rem 1.25rem .5rem}
.lead{color:var(--soft);margin:.25rem 0 2rem}.empty{padding:3rem;text-align:center;border:1px dashed var(--line);border-radius:.75rem}
details{background:var(--card);border:1px solid var(--line);border-radius:.75rem;margin-bottom:.75rem;overflow:hidden}
summary{display:grid;grid-template-columns:1fr auto;gap:.125rem 1rem;padding:1rem 1.25rem;cursor:pointer;list-style:none}
summary:focus-visible{outline:2px solid currentColor;outline-offset:-4px}.subject{font-weight:600;overflow-wrap:anywhere}.to{grid-row:2;color:var(--soft);overflow-wrap:anywhere}time{color:var(--soft);white-space:nowrap}
@media (max-width:36rem){summary{grid-template-columns:1fr}.to,time{grid-row:auto}}
iframe{display:block;width:100%;height:44rem;border:0;border-block:1px solid var(--line);background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;padding:0 1.25rem 1.25rem;font:14px/1.6 ui-monospace,monospace}`
