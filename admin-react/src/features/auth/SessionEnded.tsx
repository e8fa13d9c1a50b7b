// The session ended while somebody worked: sign in over the page, and the work goes on.
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/Dialog.tsx'
import { SignInForm } from './SignInForm.tsx'

export function SessionEnded ({ email }: { email: string }) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('signIn.endedTitle')}>
      <p className='mb-4 text-ink-soft'>{t('signIn.endedText')}</p>
      <SignInForm email={email} />
    </Dialog>
  )
}
