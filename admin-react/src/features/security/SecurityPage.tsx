// The person's own security: password, second factor, and where one is signed in.
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { PageHead } from '../../components/Page.tsx'
import { isSecondFactorWanted, watchProof } from '../../lib/proof.ts'
import { useStaff } from '../../lib/use-session.ts'
import { DevicesCard } from './DevicesCard.tsx'
import { FactorCard } from './FactorCard.tsx'
import { PasswordCard } from './PasswordCard.tsx'

export function SecurityPage () {
  const { t } = useTranslation()
  const staff = useStaff()
  const isWanted = useSyncExternalStore(watchProof, isSecondFactorWanted)
  return (
    <>
      <PageHead title={t('nav.security')} state={<bdi dir='ltr' className='text-ink-soft'>{staff?.user.email}</bdi>} />
      {isWanted && <p role='status' className='note note-warn mb-5 font-medium'>{t('security.wanted')}</p>}
      <div className='grid items-start gap-5 xl:grid-cols-2'>
        <FactorCard />
        <PasswordCard />
        <div className='min-w-0 xl:col-span-2'><DevicesCard /></div>
      </div>
    </>
  )
}
