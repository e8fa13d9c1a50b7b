// A screen that asks first whether one may see it, and says which permission is missing when one followed a link.
import { Navigate, type RouteComponent } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../components/Empty.tsx'
import { PageHead } from '../components/Page.tsx'
import { useMay, type Permission } from '../lib/use-session.ts'
import { PLACES } from './places.ts'

export function guarded (permission: Permission, Screen: RouteComponent): RouteComponent {
  return function GuardedScreen () {
    const may = useMay()
    return may(permission) ? <Screen /> : <NotAllowed permission={permission} />
  }
}

function NotAllowed ({ permission }: { permission: Permission }) {
  const { t } = useTranslation()
  const may = useMay()
  const first = PLACES.find((place) => may(place.permission))
  if (permission === 'analytics.read') return <Navigate to={first?.to ?? '/security'} replace />
  return (
    <>
      <PageHead title={t('forbidden.title')} />
      <div className='card'><Empty>{t('forbidden.text')} <bdi dir='ltr' className='font-mono'>{permission}</bdi></Empty></div>
    </>
  )
}
