// The first page for whoever is not signed in, at whatever address; the address is kept.
import { useTranslation } from 'react-i18next'
import { DoorFrame } from './DoorFrame.tsx'
import { SignInForm } from './SignInForm.tsx'

export function SignInPage () {
  const { t } = useTranslation()
  return (
    <DoorFrame title={t('signIn.title')}>
      <SignInForm />
      <p className='mt-4 text-center'><a className='link inline-flex min-h-9 items-center' href='/forgot'>{t('forgot.link')}</a></p>
    </DoorFrame>
  )
}
