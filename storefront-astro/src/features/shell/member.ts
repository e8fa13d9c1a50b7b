// Who is signed in, for scripts: a readable hint costs no request, the token is fetched when a call needs it and kept in memory.
import { cookie } from './cookies.ts'

interface Kept { accessToken: string, until: number }

let kept: Promise<Kept | undefined> | undefined

export const isMember = (): boolean => cookie('signed_in') === '1'

async function fetchToken (query = ''): Promise<Kept | undefined> {
  const response = await fetch(`/${document.documentElement.lang}/account/token${query}`, { method: 'POST' })
  if (response.status !== 200) return undefined
  const { accessToken, expiresIn } = await response.json() as { accessToken: string, expiresIn: number }
  return { accessToken, until: Date.now() + expiresIn * 1000 }
}

/** For the SDK; nothing for a guest. */
export async function accessToken (): Promise<string | undefined> {
  if (!isMember()) return undefined
  const known = await kept
  if (known !== undefined && known.until > Date.now()) return known.accessToken
  kept = fetchToken().catch(() => undefined)
  return (await kept)?.accessToken
}

/** After a refusal: the server asks for a new one, and takes the hint away if the session is over. */
export async function renewedToken (): Promise<string | undefined> {
  kept = fetchToken('?renew=1').catch(() => undefined)
  return (await kept)?.accessToken
}
