// The own security page and the door: a second factor set up by an independent authenticator, asked for at sign-in, and a fresh proof where it matters.
import t from 'tap'
import { aColleague, codeOf, linkIn, PASSWORD, proofsAge } from './people.ts'
import { enter, merchant, openAdmin, stranger, type Watched } from './support.ts'

const shop = await openAdmin(t)

async function setUp (page: Watched): Promise<{ secret: string, codes: string[] }> {
  await page.getByRole('button', { name: 'Set up a second factor' }).click()
  await page.getByAltText('QR code of the secret').waitFor()
  await page.getByText('I cannot scan').click()
  const secret = await page.getByRole('dialog').locator('code').innerText()
  await page.locator('input[name=otp]').fill('000000')
  await page.getByRole('button', { name: 'Switch it on' }).click()
  await page.getByText('This is not the code of the new factor').waitFor()
  await page.locator('input[name=otp]').fill(await codeOf(secret, -1))
  await page.getByRole('button', { name: 'Switch it on' }).click()
  const list = page.getByRole('dialog').locator('ul li')
  await list.first().waitFor()
  const codes = await list.allInnerTexts()
  await page.getByLabel('I have kept them').check()
  await page.getByRole('button', { name: 'Done' }).click()
  return { secret, codes }
}

t.test('set up, asked for after the password, a recovery code when the phone is gone', async (t) => {
  await aColleague(shop, 'guarded@example.com', ['support'])
  const visit = { email: 'guarded@example.com', password: PASSWORD }
  const page = await merchant(shop, { ...visit, fresh: true, at: '/security' })
  const { secret, codes } = await setUp(page)
  t.equal(codes.length, 10)
  await page.locator('#content').getByText('Recovery codes left').waitFor()

  const again = await stranger(shop)
  await enter(again, visit)
  await again.locator('input[name=otp]').fill('12 34 56')
  await again.getByRole('button', { name: 'Sign in' }).click()
  await again.getByText('This code is wrong').waitFor()
  await again.locator('input[name=otp]').fill(await codeOf(secret))
  await again.getByRole('button', { name: 'Sign in' }).click()
  await again.locator('#content h1').waitFor()

  const lost = await stranger(shop)
  await enter(lost, visit)
  await lost.getByRole('button', { name: 'Use a recovery code' }).click()
  await lost.locator('input[name=otp]').fill(codes[0] ?? '')
  await lost.getByRole('button', { name: 'Sign in' }).click()
  await lost.locator('#content h1').waitFor()
  await lost.goto(`${shop.admin}/security`)
  t.match(await lost.locator('#content dl').first().innerText(), /Recovery codes left\s+9/)

  await lost.getByRole('button', { name: 'Sign out the others' }).click()
  await lost.getByRole('dialog').getByRole('button', { name: 'Sign out the others' }).click()
  await lost.getByText('The other devices are signed out.').waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  t.same([...page.faults, ...again.faults, ...lost.faults], [])
})

t.test('after too many guesses the door says how long to wait', async (t) => {
  await aColleague(shop, 'besieged@example.com', ['support'])
  const visit = { email: 'besieged@example.com', password: PASSWORD }
  const page = await stranger(shop)
  for (let guess = 0; guess < 10; guess++) {
    await fetch(`${shop.api}/v1/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...visit, password: `guess ${guess}` }) })
  }
  await enter(page, visit)
  t.match(await page.getByRole('alert').innerText(), /wait a few minutes\. You can try again in (1\d|\d) minutes/)
})

t.test('a sensitive act asks who one is once the proof is old, then goes on by itself', async (t) => {
  await aColleague(shop, 'owner.two@example.com', ['owner'])
  const page = await merchant(shop, { email: 'owner.two@example.com', password: PASSWORD, fresh: true, at: '/keys/new' })
  await page.locator('input[name=name]').fill('Till')
  await page.getByLabel('See orders, addresses and timelines').check()
  await proofsAge(shop, 'owner.two@example.com', 16)
  await page.getByRole('button', { name: 'Create the key' }).click()
  const proof = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await proof.locator('input[name=password]').fill('not this one')
  await proof.getByRole('button', { name: 'Confirm' }).click()
  await proof.getByText('This is not your current password.').waitFor()
  await proof.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('you did not confirm that it is you').waitFor()

  await page.getByRole('button', { name: 'Create the key' }).click()
  await proof.locator('input[name=password]').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Keep this key now' }).waitFor()
  t.match(await page.getByRole('dialog').locator('code').innerText(), /^tw_/)
  t.same(page.faults, [])
})

t.test('a forgotten password comes back by mail, and ends what was open', async (t) => {
  await aColleague(shop, 'forgetful@example.com', ['support'])
  const visit = { email: 'forgetful@example.com', password: PASSWORD }
  const before = await merchant(shop, { ...visit, fresh: true, at: '/orders' })
  const page = await stranger(shop)
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.locator('input[name=email]').fill(visit.email)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await page.getByRole('status').getByText('a link is on its way').waitFor()

  const path = await linkIn(shop, visit.email, '/reset')
  await page.goto(shop.admin + path)
  await page.locator('input[name=password]').fill('password123')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await page.getByText('Is one that many people use').waitFor()
  await page.locator('input[name=password]').fill('another lantern on the quay')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await page.getByText('Your password is changed').waitFor()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await enter(page, { ...visit, password: 'another lantern on the quay' })
  await page.locator('#content h1').waitFor()
  await before.reload()
  await before.getByRole('button', { name: 'Sign in' }).waitFor()

  await page.goto(shop.admin + path)
  await page.locator('input[name=password]').fill('a third lantern on the quay')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await page.getByRole('link', { name: 'Ask for a new link' }).waitFor()
  t.same(page.faults, [])
})

t.test('the own password is changed, and the other device is out', async (t) => {
  await aColleague(shop, 'careful@example.com', ['support'])
  const visit = { email: 'careful@example.com', password: PASSWORD, fresh: true, at: '/security' }
  const other = await merchant(shop, visit)
  const page = await merchant(shop, visit)
  await page.getByText('This device').waitFor()
  t.equal(await page.getByRole('button', { name: /^Sign out (Chrome|Unknown)/ }).count(), 1)
  await page.locator('input[name=currentPassword]').fill('not this one')
  await page.locator('input[name=newPassword]').fill('a second lantern on the quay')
  await page.getByRole('button', { name: 'Change the password' }).click()
  await page.getByText('This is not your current password.').waitFor()
  await page.locator('input[name=currentPassword]').fill(PASSWORD)
  await page.getByRole('button', { name: 'Change the password' }).click()
  await page.getByText('The password is changed').waitFor()
  await other.reload()
  await other.getByRole('button', { name: 'Sign in' }).waitFor()
  t.same(page.faults, [])
})
