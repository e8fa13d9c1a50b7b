// Who sees what: the sign-in page, or the workspace, or the sign-in over the work of an ended session.
import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { DOORS } from './doors.ts'
import { SessionEnded } from '../features/auth/SessionEnded.tsx'
import { SignInPage } from '../features/auth/SignInPage.tsx'
import { clientOptions } from '../lib/session.ts'
import { useStanding } from '../lib/use-session.ts'

const Workspace = lazy(async () => ({ default: (await import('./Workspace.tsx')).Workspace }))

export function Gate () {
  const standing = useStanding()
  const { i18n } = useTranslation()
  useEffect(() => { clientOptions.locale = i18n.language }, [i18n.language])

  const Door = DOORS[window.location.pathname]
  if (Door !== undefined) return <Suspense fallback={<Waiting />}><Door /></Suspense>
  if (standing.phase === 'out') return <SignInPage />
  if (!('staff' in standing)) return <Waiting />
  return (
    <>
      <Suspense fallback={<Waiting />}><Workspace /></Suspense>
      {standing.phase === 'expired' && <SessionEnded email={standing.staff.user.email} />}
    </>
  )
}

function Waiting () {
  const { t } = useTranslation()
  return <main aria-busy='true' className='min-h-dvh'><h1 className='sr-only'>{t('common.loading')}</h1></main>
}
