// Who is signed in: the access token in memory, its renewal, and a session that ends without losing the work.
import { ApiError, createApi, type ClientOptions, type Result } from '@tradewind/sdk'
import { auth } from '@tradewind/sdk/resources/account'

export type Staff = Result<'getAdminSession'>
export type Standing =
  | { phase: 'starting' | 'out' }
  | { phase: 'in' | 'expired', staff: Staff }

// A trace that this browser was signed in, so that nobody else's first page asks in vain.
const TRACE = 'tradewind.admin.signed-in'

let token: string | undefined
let standing: Standing = { phase: 'starting' }
let resume: ((token: string | undefined) => void) | undefined
let waiting: Promise<string | undefined> | undefined
const watchers = new Set<() => void>()

/** Read at every call; the language is changed in place. */
export const clientOptions: ClientOptions = { accessToken: () => token, onUnauthorized: renew }

/** For whoever is not signed in. */
export const door = auth(createApi({ maxRetries: 1 }))
const bearer = createApi({ accessToken: () => token })

export const getStanding = (): Standing => standing

export function watchStanding (watcher: () => void): () => void {
  watchers.add(watcher)
  return () => { watchers.delete(watcher) }
}

function stand (next: Standing): void {
  standing = next
  for (const watcher of watchers) watcher()
}

export async function restoreSession (): Promise<void> {
  addEventListener('storage', (event) => {
    if (event.key === TRACE && event.newValue === null && standing.phase !== 'out') location.reload()
  })
  try {
    if (localStorage.getItem(TRACE) === null) { stand({ phase: 'out' }); return }
    token = (await door.refresh({ client: 'admin' })).accessToken
    stand({ phase: 'in', staff: await readStaff() })
  } catch {
    stand({ phase: 'out' })
  }
}

export async function signIn (email: string, password: string, otp?: string): Promise<void> {
  const before = standing
  const reply = await door.login({ email, password, client: 'admin', ...(otp === undefined ? {} : { otp }) })
  token = reply.accessToken
  const staff = await readStaff()
  localStorage.setItem(TRACE, '1')
  // What is on the screen belongs to the one who was here before.
  if (before.phase === 'expired' && before.staff.user.id !== staff.user.id) { location.reload(); return }
  resume?.(token)
  resume = undefined
  waiting = undefined
  stand({ phase: 'in', staff })
}

export async function signOut (): Promise<void> {
  await door.logout({ client: 'admin' }).catch(() => undefined)
  token = undefined
  localStorage.removeItem(TRACE)
  location.assign('/')
}

/** What the person may do has changed, such as by a new role or a second factor. */
export async function renewStaff (): Promise<void> {
  const staff = await readStaff()
  if (standing.phase === 'in') stand({ phase: 'in', staff })
}

const readStaff = async (): Promise<Staff> => await bearer.call<'getAdminSession'>({ method: 'GET', path: '/v1/admin/session' })

// Called once for many refused calls at the same time; they wait here until somebody signs in again.
async function renew (): Promise<string | undefined> {
  try {
    token = (await door.refresh({ client: 'admin' })).accessToken
    return token
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) return undefined
  }
  if (standing.phase !== 'in' && standing.phase !== 'expired') return undefined
  stand({ phase: 'expired', staff: standing.staff })
  waiting ??= new Promise((resolve) => { resume = resolve })
  return await waiting
}
