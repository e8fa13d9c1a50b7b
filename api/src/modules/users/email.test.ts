// One spelling of an address, however it was typed, and no more than the doors take.
import t from 'tap'
import { isEmail, normaliseEmail } from './email.ts'

t.test('an address has one spelling, and keeps it', (t) => {
  const spellings = ['ZOE\u0301@Example.com', ' zoe\u200b\u0301@example.com', 'zo\u00e9@exa\u034fmple.com', '\u202ezo\u00c9@example\ufe0f.com\r\n', 'zo\u3164e\u0301@example.com']
  for (const spelling of spellings) t.equal(normaliseEmail(spelling), 'zo\u00e9@example.com', JSON.stringify(spelling))
  for (const text of [...spellings, 'J\u030c@example.com', '\u0130@example.com']) t.equal(normaliseEmail(normaliseEmail(text)), normaliseEmail(text))
  t.equal(normaliseEmail('J\u030c@example.com'), normaliseEmail('\u01f0@example.com'))
  t.end()
})

t.test('what may be an address', (t) => {
  for (const email of ['lena@example.com', "o'neil+shop@mail.example.co.uk", `${'l'.repeat(242)}@example.com`]) t.ok(isEmail(email), email)
  for (const email of ['', '@', 'a@b', 'a b@example.com', 'a@b@example.com', '.a@example.com', 'a@-b.com', 'a@example.com\r\nbcc: b@example.com', '"a"@example.com', `${'l'.repeat(243)}@example.com`]) {
    t.notOk(isEmail(email), email)
  }
  t.end()
})
