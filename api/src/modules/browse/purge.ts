// Tells the storefront which tags have changed, signed, so that it writes only those pages anew.
import { createHmac } from 'node:crypto'
import { outward, ReplyError } from '../../platform/http.ts'
import type { Job } from '../../platform/jobs.ts'

const storefront = outward({ name: 'storefront', timeoutMs: 5_000 })

const purge: Job<{ tags: string[] }> = {
  queue: 'storefront.purge',
  async handle ({ config }, { tags }, { signal }) {
    const { STOREFRONT_PURGE_URL: url, FRONT_SECRET: secret } = config
    if (url === undefined || secret === undefined) return
    const body = JSON.stringify({ tags })

    const reply = await storefront.fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', 'x-tradewind-signature': sign(secret, body) }, body }, signal)
    await reply.body?.cancel()
    if (!reply.ok) throw new ReplyError('storefront', reply.status)
  }
}

export const browseJobs: Job[] = [purge]

function sign (secret: string, body: string): string {
  const at = Math.floor(Date.now() / 1000)
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
}
