// An address that leads nowhere, and a screen that broke.
import { Link, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../components/Empty.tsx'
import { PageHead } from '../components/Page.tsx'
import { Problem } from '../components/Problem.tsx'

export function Missing () {
  const { t } = useTranslation()
  return (
    <>
      <PageHead title={t('missing.title')} />
      <div className='card'><Empty action={<Link to='/' className='btn'>{t('missing.action')}</Link>}>{t('missing.text')}</Empty></div>
    </>
  )
}

export function Broken ({ error }: { error: unknown }) {
  const router = useRouter()
  return <main className='p-6'><Problem error={error} onRetry={() => { void router.invalidate() }} /></main>
}
