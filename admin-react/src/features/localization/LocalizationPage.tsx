// Languages and currencies of the shop, on and off, and the rates that prices are converted by.
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PageHead } from '../../components/Page.tsx'
import { CurrenciesView } from './CurrenciesView.tsx'
import { LanguagesView } from './LanguagesView.tsx'
import { RatesView } from './RatesView.tsx'
import { VIEWS, viewOf } from './search.ts'

const SHOWN = { languages: LanguagesView, currencies: CurrenciesView, rates: RatesView }

export function LocalizationPage () {
  const { t } = useTranslation()
  const view = viewOf(useSearch({ from: '/localization' }))
  const View = SHOWN[view]
  return (
    <>
      <PageHead title={t('nav.localization')} />
      <nav aria-label={t('localization.views')} className='tabs mb-4'>
        {VIEWS.map((name) => (
          <Link
            key={name} to='/localization' search={{ view: name === 'languages' ? undefined : name }} className='tab'
            activeOptions={{ exact: true }} activeProps={{}} aria-current={name === view ? 'page' : undefined}
          >
            {t(`localization.view.${name}`)}
          </Link>
        ))}
      </nav>
      <View />
    </>
  )
}
