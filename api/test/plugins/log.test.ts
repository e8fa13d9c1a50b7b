// What the log keeps to itself: a row that the database refuses is a person's address and e-mail.
import { Writable } from 'node:stream'
import t from 'tap'
import { anApp } from '../support/app.ts'
import { redacted } from '../../src/plugins/server.ts'

t.test('a refused row is told by its constraint, never by its values', async (t) => {
  const lines: string[] = []
  const stream = new Writable({ write: (chunk, _encoding, done) => { lines.push(String(chunk)); done() } })
  const { app } = await anApp(t, {
    logger: { level: 'error', redact: redacted, stream },
    extra: async (routes) => {
      routes.get('/v1/refused', { config: { access: 'public' } }, async () => {
        await routes.pool`insert into development_mails (recipient, subject, text_body, html_body, locale) values ('lena@example.com', 'Torstraße 12', 'x', 'x', null)`
      })
    }
  })
  t.equal((await app.inject('/v1/refused')).statusCode, 500)
  const said = lines.join('')
  t.match(said, /violates not-null constraint/)
  t.notMatch(said, /lena@example\.com|Torstraße/)
})
