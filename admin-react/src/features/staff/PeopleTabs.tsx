// The two halves of one subject: who works here, and what their roles may do.
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

export function PeopleTabs () {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('staff.views')} className='tabs mb-4'>
      {([['/staff', 'staff'], ['/roles', 'roles']] as const).map(([to, name]) => (
        <Link key={name} to={to} className='tab' activeOptions={{ exact: true, includeSearch: false }}>{t(`staff.view.${name}`)}</Link>
      ))}
    </nav>
  )
}
