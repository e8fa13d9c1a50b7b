// What every letter of the shop shares: filling words in, escaping, and the page around it. Pure.
const RIGHT_TO_LEFT = new Set(['ar'])

export interface Frame {
  language: string
  title: string
  /** Lines of HTML, escaped by whoever wrote them. */
  body: string[]
  footer: string
}

export const fill = (text: string, values: Record<string, string>): string =>
  text.replaceAll(/\{(\w+)\}/g, (hole, name: string) => values[name] === undefined ? hole : inLine(values[name]))

// What somebody typed stays within its sentence: no lines of their own, no turning of what follows.
const inLine = (value: string): string => value.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll(/[\u202a-\u202e\u2066-\u2069]/gu, '')

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')

export const bdi = (text: string): string => `<bdi>${escapeHtml(text)}</bdi>`

export const directionOf = (language: string): 'ltr' | 'rtl' => RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr'

export const linkLine = ({ label, url }: { label: string, url: string }): string =>
  `<p style="margin:16px 0"><a href="${escapeHtml(url)}" style="color:#1f1c18;font-weight:600">${escapeHtml(label)}</a></p>`

export function framed ({ language, title, body, footer }: Frame): string {
  const direction = directionOf(language)
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body dir="${direction}" style="margin:0;background:#f6f3ee;color:#1f1c18;font:16px/1.6 system-ui,sans-serif">
<div style="max-width:560px;margin:0 auto;padding:32px 24px;background:#fff">
<h1 style="font-size:24px;line-height:1.3;font-weight:600;margin:0 0 16px">${escapeHtml(title)}</h1>
${body.join('\n')}
<p style="margin-top:32px;color:#6b6459;font-size:14px">${escapeHtml(footer)}</p>
</div>
</body>
</html>
`
}
