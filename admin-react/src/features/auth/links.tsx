// What the pages behind mailed links share: the token of the address, a link that is spent, the way on.
import { useTranslation } from 'react-i18next'
import { ApiError } from '@tradewind/sdk'
import { getStanding, signOut } from '../../lib/session.ts'

export const linkToken = (): string => new URLSearchParams(window.location.search).get('token') ?? ''

export const isLinkSpent = (error: unknown): boolean => error instanceof ApiError && error.code === 'token_invalid'

export function ToSignIn ({ text }: { text: string }) {
  const { t } = useTranslation()
  // Somebody else may be signed in on this browser.
  const go = (): void => {
    if (getStanding().phase === 'in') void signOut()
    else window.location.assign('/')
  }
  return (
    <>
      <p role='status' className='mb-4 text-ink-soft'>{text}</p>
      <button type='button' className='btn btn-main w-full' onClick={go}>{t('signIn.submit')}</button>
    </>
  )
}
