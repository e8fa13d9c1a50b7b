// The headers that tell a browser what our pages may do: scripts by hash, no frames, no guessing.
import { createHash } from 'node:crypto'
import type { Config } from './config.ts'

export function securityHeaders (config: Config, inlineScripts: string[]): Record<string, string> {
  const secure = config.publicUrl.startsWith('https:')
  const hashes = inlineScripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
  const policy = [
    "default-src 'self'",
    ["script-src 'self'", ...hashes].join(' '),
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    // A checkout without script is sent on to the payment page, which a form may only reach if it is named.
    `form-action 'self' ${new URL(config.publicApiUrl).origin}`,
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : [])
  ].join('; ')
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
    ...(secure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {})
  }
}
