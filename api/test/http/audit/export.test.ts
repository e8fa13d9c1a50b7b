// The audit log as a file: asked for, written by a job in parts, downloaded; no cell is a formula.
import t from 'tap'
import { audit } from '../../../src/platform/audit.ts'
import { auditJobs, auditSchedules } from '../../../src/modules/audit/index.ts'
import { newId } from '../../../src/shared/ids.ts'
import { anApp } from '../../support/app.ts'
import { staffOf, type Page, type Problem } from '../../support/catalogue.ts'

interface Export { id: string, status: string, rows: number, completedAt: string | null }
const URL = '/v1/admin/audit_log_exports'
const shop = await anApp(t, { template: 'demo' })
const reader = await staffOf(shop, ['audit_log.read'])
const start = async (filter: object) => await reader<Export & Problem>('POST', URL, filter)
const file = async (id: string): Promise<string> => {
  const session = await staffFile(id)
  if (session.statusCode !== 200) throw new Error(session.body)
  return session.body
}
const { accessToken } = (await shop.app.inject({ method: 'POST', url: '/v1/auth/login', payload: { email: 'admin@example.com', password: 'tradewind-demo', tokenDelivery: 'body' } })).json()
const staffFile = async (id: string) => await shop.app.inject({ url: `${URL}/${id}/file`, headers: { authorization: `Bearer ${accessToken}` } })

await shop.pool`
  insert into audit_log (actor_type, action, object_type, object_id, before, after)
  select 'system', 'test.many', 'test', n::text, null, jsonb_build_object('n', n) from generate_series(1, 5100) n`

t.test('202, then 200: every entry that fits, in parts, and none that came later', async (t) => {
  const { status, body, headers } = await start({ action: 'test.many' })
  t.match({ status, body }, { status: 202, body: { status: 'queued', rows: 0, completedAt: null } })
  t.equal(headers['location'], `${URL}/${body.id}`)
  t.match((await staffFile(body.id)).json(), { status: 409, code: 'export_not_ready' })
  await audit(shop.pool, { actorType: 'system', action: 'test.many', objectType: 'test', objectId: 'too late' })
  await shop.settled()
  t.match((await reader<Export>('GET', `${URL}/${body.id}`)).body, { status: 'completed', rows: 5100, completedAt: /Z$/ })
  const reply = await staffFile(body.id)
  t.match(reply.headers, { 'content-type': /^text\/csv/, 'content-disposition': /attachment; filename="audit-log\.csv"/, 'cache-control': 'no-store' })
  const lines = reply.body.trimEnd().split('\r\n')
  t.equal(lines[0], '\ufeffid,at,actorType,actorId,actorName,actorEmail,action,objectType,objectId,before,after,ip,requestId')
  t.strictSame(lines.slice(1).map((line) => Number(line.split(',')[8])), Array.from({ length: 5100 }, (_, n) => 5100 - n))
})

t.test('a worker that died is followed by one that goes on where it was', async (t) => {
  const { body } = await start({ action: 'test.many' })
  await shop.settled()
  const whole = await file(body.id)
  await shop.pool`delete from audit_export_parts where export_id = ${body.id} and number > 1`
  await shop.pool`update audit_exports set status = 'queued', completed_at = null, rows = 2000 where id = ${body.id}`
  const [job] = auditJobs
  for (let n = 0; n < 2; n += 1) await job?.handle({ ...shop.app.deps }, { id: body.id }, { id: body.id, signal: new AbortController().signal })
  t.equal(await file(body.id), whole)
  t.match((await reader<Export>('GET', `${URL}/${body.id}`)).body, { rows: 5101 })
})

t.test('no cell is a formula, and quotes, commas and lines stay in their cell', async (t) => {
  const evil = ['＝1+1', '＋1', '－1', '＠SUM(A1)', '=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")', 'a,"b"\r\nc']
  for (const objectId of evil) await audit(shop.pool, { actorType: 'system', action: 'test.evil', objectType: 'test', objectId })
  const { body } = await start({ action: 'test.evil' })
  await shop.settled()
  const text = await file(body.id)
  const cells = evil.toReversed().map((value) => /^[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value)
  t.strictSame(parse(text).slice(1).map((row) => row[8]), cells)
})

t.test('what ran out is gone, with its parts', async (t) => {
  const { body } = await start({})
  await shop.settled()
  await shop.pool`update audit_exports set expires_at = now() - interval '1 s' where id = ${body.id}`
  t.match((await reader<Problem>('GET', `${URL}/${body.id}`)).body, { status: 404, code: 'export_not_found' })
  t.equal((await staffFile(body.id)).statusCode, 404)
  await auditSchedules[0]?.run(shop.app.deps)
  t.strictSame([...await shop.pool`select 1 from audit_export_parts where export_id = ${body.id}`], [])
})

t.test('asking for it is itself in the log', async (t) => {
  const { body } = await start({ objectType: 'order' })
  const { body: { items } } = await reader<Page<{ action: string, after: object, requestId: string }>>('GET', `/v1/admin/audit_log?objectId=${body.id}`)
  t.match(items, [{ action: 'audit_log.exported', after: { objectType: 'order' }, requestId: /./ }])
})

t.test('401, 403, 404, 422', async (t) => {
  t.equal((await shop.app.inject({ method: 'POST', url: URL, payload: {} })).statusCode, 401)
  t.equal((await (await staffOf(shop, ['exports.write']))('POST', URL, {})).status, 403)
  t.equal((await reader('GET', `${URL}/${newId()}`)).status, 404)
  t.equal((await start({ from: 'yesterday' })).status, 422)
  t.equal((await start({ from: '0000-01-01T00:00:00Z' })).status, 422, 'not a job that never ends')
  t.equal((await start({ limit: 5 })).status, 422)
})

function parse (text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain = '', end = ''] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end !== ',') { rows.push(row); row = [] }
  }
  return rows.filter((each) => each.length > 1)
}
