// Setting up the second factor step by step. Key and picture travel in the form until the first right code, so that a wrong one costs no new scan.
import type { Result } from '@tradewind/sdk'
import { paths } from '../../lib/paths.ts'
import { need, submit, type Filled, type PageContext } from './form.ts'
import { memberApi } from './session.ts'

export interface Setup { secret: string, picture: string }
export interface FactorPage { form: Filled, factor: Result<'getSecondFactor'>, setup?: Setup, codes?: string[] }

const PICTURE = /^data:image\/svg\+xml;base64,[\w+/=]+$/
const MEANINGS = { otp_invalid: { field: 'code', word: 'errorCode' }, otp: { field: 'code', word: 'errorCode' }, second_factor_required_by_role: 'factorRequired' } as const

export async function readFactor (context: PageContext): Promise<FactorPage | Response> {
  const { t, locale } = context.locals.page
  const api = memberApi(context)
  let setup: Setup | undefined
  let codes: string[] | undefined
  const form = await submit(context, ['code', 'secret', 'picture'], async ({ code = '', secret = '', picture = '' }, intent) => {
    if (intent === 'start') setup = setupOf(await api.users.secondFactor.start())
    if (intent === 'renew') codes = (await api.users.secondFactor.renewRecoveryCodes()).recoveryCodes
    if (intent === 'remove') {
      await api.users.secondFactor.remove()
      return paths.account(locale, 'security', { done: 'off' })
    }
    if (intent === 'confirm') {
      setup = { secret, picture: PICTURE.test(picture) ? picture : '' }
      need({ code }, t, 'code')
      codes = (await api.users.secondFactor.confirm('me', { otp: code.replaceAll(/\s/g, '') })).recoveryCodes
    }
    return undefined
  }, MEANINGS)
  if (form instanceof Response) return form
  return { form, factor: await api.users.secondFactor.get(), setup: codes === undefined ? setup : undefined, codes }
}

// As a picture by its address, so that nothing that was posted can become markup.
const setupOf = ({ secret, qrCode }: { secret: string, qrCode: string }): Setup =>
  ({ secret, picture: `data:image/svg+xml;base64,${Buffer.from(qrCode).toString('base64')}` })
