// The reference as one static page: operations by tag, their fields and examples, the named shapes, the codes of refusals.
import { operationsOf, type Document, type Operation } from './openapi-document.ts'
import type { Schema } from './openapi-examples.ts'

const generalCodes: Array<[code: string, status: number, meaning: string]> = [
  ['malformed_json', 400, 'The body is not JSON.'],
  ['idempotency_key_required', 400, 'This request moves money or stock: send an Idempotency-Key.'],
  ['unauthorized', 401, 'There is no valid session.'],
  ['forbidden', 403, 'The session may not do this.'],
  ['permission_missing', 403, 'The staff member lacks the permission named in the document.'],
  ['not_found', 404, 'Nothing is at this address; each thing has its own code, such as order_not_found.'],
  ['method_not_allowed', 405, 'The address exists, the method does not.'],
  ['idempotency_in_progress', 409, 'The first request with this key is still running: wait and send it again.'],
  ['body_too_large', 413, 'The body is larger than 1 MiB.'],
  ['unsupported_media_type', 415, 'The body must be application/json.'],
  ['validation_failed', 422, 'The member errors lists each field by JSON pointer.'],
  ['idempotency_key_reused', 422, 'The key belongs to another request.'],
  ['unsupported_currency', 422, 'The shop does not sell in the currency asked for.'],
  ['invalid_cursor', 422, 'The cursor was not made by this list.'],
  ['rate_limited', 429, 'Too many requests from one network: wait as long as Retry-After says.'],
  ['internal_error', 500, 'Our fault; quote the requestId.'],
  ['database_away', 503, 'The data cannot be reached: try again after Retry-After.'],
  ['database_busy', 503, 'Too much at once: try again after Retry-After.']
]

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export function referencePage (document: Document): string {
  const operations = operationsOf(document)
  const tags = [...new Set(operations.map(([, , { tags = [] }]) => tags[0] ?? 'other'))].toSorted()
  const of = (tag: string) => operations.filter(([, , { tags = [] }]) => (tags[0] ?? 'other') === tag)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Tradewind API reference</title><style>${styles}</style></head>
<body><nav aria-label="Reference"><a class="home" href="#top">Tradewind API</a>${tags.map((tag) => `<details><summary>${escape(tag)}</summary>${of(tag).map(link).join('')}</details>`).join('')}<a href="#shapes">Shapes</a><a href="#problems">Problems</a><a href="/openapi.json">openapi.json</a></nav>
<main id="top"><h1>API reference</h1><p class="lead">JSON over HTTP under <code>/v1</code>. Money is a decimal string with its currency; times are UTC; ids are UUIDs. Language, currency and country come from the parameters <code>locale</code>, <code>currency</code>, <code>country</code>. Refusals are <a href="#problems">problems</a> with a stable code.</p>
${tags.map((tag) => `<section><h2 id="tag-${escape(tag)}">${escape(tag)}</h2>${of(tag).map((entry) => operationPart(...entry)).join('')}</section>`).join('\n')}
<section><h2 id="shapes">Shapes</h2>${Object.entries(document.components.schemas ?? {}).map(([name, schema]) => `<article id="shape-${escape(name)}"><h3>${escape(name)}</h3>${schema['description'] === undefined ? '' : `<p>${escape(String(schema['description']))}</p>`}${fields(schema)}</article>`).join('')}</section>
<section><h2 id="problems">Problems</h2><p>Every refusal is <code>application/problem+json</code> with <code>type</code>, <code>title</code>, <code>status</code>, <code>code</code>, <code>detail</code> and <code>requestId</code>. These can come from any route:</p>
<table><thead><tr><th>Code</th><th>Status</th><th>Meaning</th></tr></thead><tbody>${generalCodes.map(([code, status, meaning]) => `<tr id="problem-${code}"><td><code>${code}</code></td><td>${status}</td><td>${meaning}</td></tr>`).join('')}</tbody></table></section>
</main></body></html>`
}

const link = ([, method, { operationId = '', summary = '' }]: [string, string, Operation]): string =>
  `<a href="#${escape(operationId)}"><b class="${method}">${method.toUpperCase()}</b> ${escape(summary)}</a>`

function operationPart (path: string, method: string, operation: Operation): string {
  const { operationId = '', summary = '', description, parameters = [], requestBody, responses = {} } = operation
  const needs = operation['x-permission'] ?? 'public'
  const rows = parameters.map(({ name, in: place, required, schema }) =>
    `<tr><td><code>${escape(name)}</code>${required === true ? ' <em>required</em>' : ''}</td><td>${place}</td><td>${typeOf(schema)}</td><td>${escape(String(schema?.['description'] ?? ''))}</td></tr>`).join('')
  return `<article id="${escape(operationId)}"><h3>${escape(summary)}</h3>
<p class="line"><b class="${method}">${method.toUpperCase()}</b> <code>${escape(path)}</code> <span class="needs">${escape(needs)}</span></p>${typeof description === 'string' ? `<p>${escape(description)}</p>` : ''}
${rows === '' ? '' : `<table><thead><tr><th>Parameter</th><th>In</th><th>Type</th><th></th></tr></thead><tbody>${rows}</tbody></table>`}
${Object.values(requestBody?.content ?? {}).map(({ schema, example }) => `<h4>Body ${typeOf(schema)}</h4>${sample(example)}`).join('')}
${Object.entries(responses).filter(([status]) => status.startsWith('2')).map(([status, { content = {} }]) => `<h4>${status} ${Object.values(content).map(({ schema }) => typeOf(schema)).join('')}</h4>${Object.values(content).map(({ example }) => sample(example)).join('')}`).join('')}</article>`
}

const sample = (example: unknown): string => example === undefined ? '' : `<details><summary>Example</summary><pre tabindex="0">${escape(JSON.stringify(example, null, 2))}</pre></details>`

function fields (schema: Schema): string {
  const required = new Set([schema['required']].flat())
  const rows = Object.entries(schema.properties ?? {}).map(([name, part]) =>
    `<tr><td><code>${escape(name)}</code>${required.has(name) ? ' <em>required</em>' : ''}</td><td>${typeOf(part)}</td><td>${escape(String(part['description'] ?? ''))}</td></tr>`).join('')
  return rows === '' ? `<p>${typeOf(schema)}</p>` : `<table><thead><tr><th>Field</th><th>Type</th><th></th></tr></thead><tbody>${rows}</tbody></table>`
}

function typeOf (schema: Schema | undefined): string {
  if (schema === undefined) return ''
  if (schema.$ref !== undefined) {
    const name = escape(schema.$ref.split('/').at(-1) ?? '')
    return `<a href="#shape-${name}">${name}</a>`
  }
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return choices.map(typeOf).join(' or ')
  if (schema.const !== undefined) return `<code>${escape(JSON.stringify(schema.const))}</code>`
  if (schema.enum !== undefined) return schema.enum.map((value) => `<code>${escape(JSON.stringify(value))}</code>`).join(' or ')
  if (schema.type === 'array') return `list of ${typeOf(schema.items)}`
  return escape([schema.format ?? schema.type ?? 'any'].flat().join(' or '))
}

const styles = `:root{color-scheme:light dark;--ink:#22262a;--soft:#626970;--line:#dcdfe1;--ground:#fbfbfa;--wash:#f1f2f1;--link:#1d5c8a}
@media (prefers-color-scheme:dark){:root{--ink:#e9eaec;--soft:#a0a6ac;--line:#3a3f44;--ground:#191b1d;--wash:#232629;--link:#86bfe8}}
*{box-sizing:border-box}html{scroll-padding-top:1rem}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
a{color:var(--link)}nav{padding:1.5rem;border-bottom:1px solid var(--line)}nav a,nav summary{display:block;padding:.25rem 0;text-decoration:none}nav summary{cursor:pointer;font-weight:600;text-transform:capitalize}nav details a{font-size:.875rem;padding-inline-start:.75rem}.home{font-weight:700;color:inherit;font-size:1.125rem}
main{padding:2rem 1.5rem 5rem;max-width:60rem}h1{margin:0;font-size:2rem}h2{margin:3rem 0 0;padding-bottom:.5rem;border-bottom:1px solid var(--line);text-transform:capitalize}h3{margin:2rem 0 .25rem}h4{margin:1rem 0 .25rem;font-size:.9375rem}.lead{max-width:44rem;color:var(--soft)}
code,pre{font:.875em/1.5 ui-monospace,monospace}pre{background:var(--wash);padding:1rem;border-radius:.5rem;overflow:auto;max-height:28rem}.line{margin:.25rem 0}.line code{overflow-wrap:anywhere}
b.get,b.post,b.put,b.patch,b.delete{font:600 .75rem ui-monospace,monospace;color:var(--soft)}.needs{font-size:.8125rem;padding:.0625rem .5rem;border:1px solid var(--line);border-radius:1rem;color:var(--soft)}
table{border-collapse:collapse;width:100%;font-size:.9375rem;display:block;overflow-x:auto}th,td{text-align:start;padding:.375rem .75rem .375rem 0;border-bottom:1px solid var(--line);vertical-align:top}em{font-size:.8125rem;color:var(--soft)}
@media (min-width:64rem){body{display:grid;grid-template-columns:19rem 1fr}nav{position:sticky;top:0;height:100vh;overflow:auto;border:0;border-inline-end:1px solid var(--line)}}`
