// Every refusal is a problem: a stable code, a pointer to the field, and nothing of the machine room.
import t from 'tap'
import { anApp } from '../support/app.ts'
import { testRoutes } from './routes.ts'

const { app } = await anApp(t, { extra: testRoutes })

const post = async (payload: string, type = 'application/json') =>
  await app.inject({ method: 'POST', url: '/v1/letters', payload, headers: { 'content-type': type } })
const errorsOf = async (body: unknown) => (await post(JSON.stringify(body))).json().errors

t.test('404: an unknown address, and 405 for an unknown method of a known one', async (t) => {
  const reply = await app.inject('/v1/nothing')
  t.equal(reply.statusCode, 404)
  t.equal(reply.headers['content-type'], 'application/problem+json; charset=utf-8')
  t.match(reply.json(), { type: /^\/docs#/, title: 'Not Found', status: 404, code: 'not_found', detail: String, requestId: /.+/ })
  t.equal(reply.headers['cache-control'], 'no-store')
  const wrong = await app.inject({ method: 'DELETE', url: '/v1/letters' })
  t.match([wrong.statusCode, wrong.json().code, wrong.headers.allow], [405, 'method_not_allowed', 'POST'])
})

t.test('404: a malformed id is answered like an unknown one', async (t) => {
  const stripped = (reply: { json: () => Record<string, unknown> }) => ({ ...reply.json(), requestId: '' })
  const unknown = await app.inject('/v1/letters/01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c12')
  for (const id of ['x', '1', '%00', '%ED%A0%80', '%ff', '\'--', 'x'.repeat(200)]) {
    const reply = await app.inject(`/v1/letters/${id}`)
    t.equal(reply.statusCode, 404, id)
    if (!['%ff', '%ED%A0%80'].includes(id)) t.strictSame(stripped(reply), stripped(unknown), id)
  }
})

t.test('400: what is not JSON', async (t) => {
  for (const payload of ['{', '{"name": }', 'nonsense', '{"name":"x"}}', '\'x\'']) {
    const reply = await post(payload)
    t.match([reply.statusCode, reply.json().code], [400, 'malformed_json'], payload)
  }
})

t.test('413 and 415: too large, another media type', async (t) => {
  t.match((await post(JSON.stringify({ name: 'x'.repeat(1_048_577) }))).json(), { status: 413, code: 'body_too_large' })
  t.match((await post(`[${'1,'.repeat(30_000)}1]`)).json(), { status: 413 })
  t.match((await post('name=x', 'application/x-www-form-urlencoded')).json(), { status: 415, code: 'unsupported_media_type' })
  t.match((await post('<x/>', 'text/xml')).json(), { status: 415 })
})

t.test('422: each bad field by pointer and code', async (t) => {
  t.strictSame(await errorsOf({}), [{ path: '/name', code: 'required', message: 'Is required.' }])
  t.match(await errorsOf({ name: '', quantity: 10 }), [{ path: '/name', code: 'too_short' }, { path: '/quantity', code: 'too_large' }])
  t.match(await errorsOf({ name: 'x', quantity: '2' }), [{ path: '/quantity', code: 'invalid_type' }], 'a body is not coerced')
  t.match(await errorsOf({ name: 'x', nmae: 'y' }), [{ path: '/nmae', code: 'unknown_field' }])
  t.match(await errorsOf({ name: 'x', 'a/b~c': 1 }), [{ path: '/a~1b~0c', code: 'unknown_field' }])
  t.match(await errorsOf({ name: 'x', kind: 'loan' }), [{ path: '/kind', code: 'invalid_choice', message: 'Must be one of gift, plain.' }])
  t.match(await errorsOf({ name: 'x', price: { amount: '1.5', currency: 'eur' } }), [{ path: '/price/currency', code: 'invalid_format' }])
  t.match(await errorsOf({ name: 'x', lines: [{ sku: 'no' }] }), [{ path: '/lines/0/sku', code: 'invalid_format' }])
  t.match((await errorsOf({ name: 'x', lines: [{}, {}, {}, {}] })).map((error: { code: string }) => error.code), ['too_many', 'required', 'required', 'required', 'required'])
  t.equal((await post('')).json().status, 422, 'an empty body is a missing one')
  t.ok((await errorsOf({ name: 'x', lines: Array.from({ length: 5_000 }, () => ({})) })).length <= 50)
})

t.test('422: a body where none is taken', async (t) => {
  const change = async (payload: object) => await app.inject({ method: 'POST', url: '/v1/pages/1/change', payload })
  t.match((await change({ quantity: 2 })).json(), { status: 422, errors: [{ path: '/quantity', code: 'unknown_field' }] })
  t.equal((await change([1])).statusCode, 422)
  t.equal((await change({})).statusCode, 200)
})

t.test('422: NUL, broken surrogates and __proto__ anywhere', async (t) => {
  t.match((await post('{"name":"a\\u0000b"}')).json(), { status: 422, errors: [{ path: '/name', code: 'invalid_text' }] })
  t.match((await post('{"name":"\\ud800"}')).json(), { status: 422, errors: [{ path: '/name' }] })
  t.match((await post('{"name":"x","lines":[{"sku":"\\uDFFF"}]}')).json(), { errors: [{ path: '/lines/0/sku' }] })
  t.match((await post('{"name":"x","__proto__":{"role":"owner"}}')).json(), { status: 422, errors: [{ path: '/__proto__', code: 'unknown_field' }] })
  t.match((await post('{"name":"x","\\u005f_proto__":{}}')).json(), { status: 422 })
  t.match((await post('{"name":"\\ud83d\\ude00"}')).json(), { name: '😀' }, 'a whole pair is text')
  const known = '/v1/letters/01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11'
  t.match((await app.inject(`${known}?limit=%00`)).json(), { status: 422, errors: [{ path: '/query/limit' }] })
  t.equal((await app.inject(`${known}?other=%00`)).statusCode, 200, 'an unknown parameter is nobody\'s')
})

t.test('query parameters take their declared types, unknown ones are ignored', async (t) => {
  const known = '/v1/letters/01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11'
  t.strictSame((await app.inject(known)).json(), { limit: 24 })
  t.strictSame((await app.inject(`${known}?limit=3&deep=true&x=1`)).json(), { limit: 3, deep: true })
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'limit=1.5', 'limit=', 'deep=1', 'limit=1&limit=2']) {
    const reply = await app.inject(`${known}?${query}`)
    t.match([reply.statusCode, reply.json().errors[0].path], [422, `/query/${query.split('=')[0] ?? ''}`], query)
  }
})

t.test('500: one plain sentence, whatever happened', async (t) => {
  for (const url of ['/v1/broken', '/v1/driver']) {
    const reply = await app.inject(url)
    t.match(reply.json(), { status: 500, code: 'internal_error' })
    t.notMatch(reply.body, /secret|node_modules|no_such_table|select|relation|stack/i)
  }
})
