// The address a mail went to, remembered for the next page only: it has no place in a URL.
import { paths } from '../../lib/paths.ts'
import { isSecure, type Context } from './session.ts'

const NAME = 'account_note'
const where = ({ locals }: Context): string => paths.account(locals.page.locale)

export function keepNote (context: Context, text: string): void {
  context.cookies.set(NAME, text, { path: where(context), httpOnly: true, sameSite: 'lax', secure: isSecure(context), maxAge: 600 })
}

export const readNote = ({ cookies }: Context): string | undefined => cookies.get(NAME)?.value
