// Signs this browser out; what scripts kept in it of the checkout goes too.
import type { APIRoute } from 'astro'
import { seeOther } from '../../../features/account/form.ts'
import { signOut } from '../../../features/account/session.ts'
import { forgetCart } from '../../../features/cart/session.ts'
import { paths } from '../../../lib/paths.ts'

export const POST: APIRoute = async (context) => {
  await signOut(context)
  forgetCart(context)
  const response = seeOther(paths.home(context.locals.page.locale))
  response.headers.set('clear-site-data', '"storage"')
  return response
}

export const GET: APIRoute = ({ locals }) => seeOther(paths.account(locals.page.locale))
