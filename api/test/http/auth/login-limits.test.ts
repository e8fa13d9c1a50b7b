// POST /v1/auth/login: the brake on guessing, which replicas share since it is counted in the database.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { aPerson, PASSWORD } from './people.ts'

const { app, pool } = await anApp(t)

const login = async (email: string, password: string) =>
  await app.inject({ method: 'POST', url: '/v1/auth/login', payload: { email, password } })

const guessed = async (email: string, times: number) => {
  const codes: string[] = []
  for (let n = 0; n < times; n += 1) codes.push((await login(email, `guess ${n}`)).json().code)
  return codes
}

/** One wrong password by the front door, the rest as its copies: hashing each takes its time. */
async function wrongAlready (email: string, times: number): Promise<void> {
  await guessed(email, 1)
  await pool`
    insert into login_attempts (email_hash, succeeded)
    select email_hash, false from (select email_hash from login_attempts order by id desc limit 1) latest, generate_series(2, ${times})`
}

t.test('429: from the 11th wrong password, known address or not, even for the right one', async (t) => {
  const { email } = await aPerson(pool)
  const codes = await guessed(email, 11)
  t.strictSame(new Set(codes.slice(0, 10)), new Set(['invalid_credentials']))
  t.equal(codes[10], 'too_many_attempts')

  await wrongAlready('nobody@example.com', 9)
  t.strictSame(await guessed('nobody@example.com', 2), ['invalid_credentials', 'too_many_attempts'])

  const start = performance.now()
  const refused = await login(email, PASSWORD)
  t.equal(refused.statusCode, 429)
  t.ok(Number(refused.headers['retry-after']) > 800 && Number(refused.headers['retry-after']) <= 900, 'says how long to wait')
  t.ok(performance.now() - start < 150, 'refused at once, neither hashed nor held')
  t.equal((await login(email.toUpperCase(), PASSWORD)).statusCode, 429, 'another spelling is the same address')
})

t.test('429: a right password in between does not buy ten more guesses', async (t) => {
  const { email } = await aPerson(pool)
  await wrongAlready(email, 9)
  t.equal((await login(email, PASSWORD)).statusCode, 200)
  t.strictSame(await guessed(email, 2), ['invalid_credentials', 'too_many_attempts'])
})

t.test('429: guesses made at once are counted one after another', async (t) => {
  const { email } = await aPerson(pool)
  await wrongAlready(email, 7)
  const replies = await Promise.all(Array.from({ length: 8 }, async (_, n) => await login(email, `guess ${n}`)))
  const wrong = replies.filter((reply) => reply.statusCode === 401).length
  const refused = replies.filter((reply) => reply.statusCode === 429).length
  t.strictSame({ wrong, refused }, { wrong: 3, refused: 5 })
})

t.test('200: right passwords are no guesses, however many come at once', async (t) => {
  const { email } = await aPerson(pool)
  const replies = await Promise.all(Array.from({ length: 14 }, async () => await login(email, PASSWORD)))
  t.strictSame(new Set(replies.map((reply) => reply.statusCode)), new Set([200]))
})

t.test('429: a flood of sign-ins is refused beyond those that wait, others of the shop are not held', async (t) => {
  const started = Promise.all(Array.from({ length: 40 }, async (_, n) => await login(`flood-${n}@example.com`, 'guess')))
  const start = performance.now()
  t.equal((await app.inject('/.well-known/jwks.json')).statusCode, 200)
  t.ok(performance.now() - start < 1000)

  const replies = await started
  const busy = replies.filter((reply) => reply.statusCode === 429)
  t.ok(busy.length >= 18, `${busy.length} refused`)
  t.ok(busy.every((reply) => Number(reply.headers['retry-after']) > 0))
  // Where the machine has other work those that wait longest run into the deadline of every request.
  t.ok(replies.every((reply) => [401, 429, 503].includes(reply.statusCode)))
})

t.test('200 again: when the wrong ones are a quarter of an hour old; others were never held up', async (t) => {
  const { email } = await aPerson(pool)
  const other = await aPerson(pool)
  await wrongAlready(email, 10)
  t.equal((await login(email, PASSWORD)).statusCode, 429)
  t.equal((await login(other.email, PASSWORD)).statusCode, 200)

  await pool`update login_attempts set created_at = created_at - interval '15 minutes'`
  t.equal((await login(email, PASSWORD)).statusCode, 200)
})
