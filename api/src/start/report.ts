// What the person at the terminal sees.
const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`

export const say = (line: string): void => { process.stdout.write(`${line}\n`) }
export const complain = (line: string): void => { process.stderr.write(`${line}\n`) }

export async function step<T> (done: string, failed: string, work: () => Promise<T>): Promise<T> {
  const from = Date.now()
  try {
    const result = await work()
    if (result !== false) say(`  ✓ ${done.padEnd(34)} ${seconds(Date.now() - from).padStart(7)}`)
    return result
  } catch (error) {
    throw new Error(`${failed}: ${(error as Error).message}`, { cause: error })
  }
}

export interface Addresses { storefront: string, admin: string, api: string }

export function welcome (addresses: Addresses, isDemo: boolean, tookMs: number): void {
  say(`
The shop is open (${seconds(tookMs)}).

  Storefront   ${addresses.storefront}/en/
  Admin        ${addresses.admin}/${isDemo ? '        admin@example.com / tradewind-demo' : ''}
  API          ${addresses.api}/docs
`)
  say(isDemo
    ? `Next: buy something in the storefront (try ${addresses.storefront}/zh/ and pay in CNY), ship it in the admin,
and read the mails at ${addresses.api}/dev/mail. Ctrl-C stops everything.`
    : 'Next: "npm run owner -- <e-mail>" makes the first owner. Ctrl-C stops everything.')
}
