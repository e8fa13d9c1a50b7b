// The left side: places with counts of what waits, and at its foot the person, the language, the way out.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '../components/Icon.tsx'
import { LanguageSwitch } from '../components/LanguageSwitch.tsx'
import { summaryOptions } from '../features/dashboard/queries.ts'
import { signOut } from '../lib/session.ts'
import { useFormat } from '../lib/use-format.ts'
import { useMay, useStaff } from '../lib/use-session.ts'
import { modKey } from './mod-key.ts'
import { PLACES, type Place } from './places.ts'

interface NavigationProps { isOpen: boolean, onPalette: () => void, onShortcuts: () => void }

export function Navigation ({ isOpen, onPalette, onShortcuts }: NavigationProps) {
  const { t } = useTranslation()
  const may = useMay()
  const summary = useQuery({ ...summaryOptions(), enabled: may('analytics.read') })
  const waiting: Partial<Record<Place['name'], number | undefined>> = { orders: summary.data?.awaitingShipment, stock: summary.data?.lowStock }
  return (
    <aside
      id='navigation' aria-label={t('app.sidebar')}
      className={`${isOpen ? 'flex' : 'hidden'} min-h-[calc(100dvh-3.5rem)] flex-col border-line bg-sunken p-3 lg:sticky lg:top-0 lg:flex lg:h-dvh lg:min-h-0 lg:overflow-y-auto lg:border-e`}
    >
      <p className='flex items-center gap-2.5 px-2.5 pt-2.5 pb-5 text-base font-semibold max-lg:hidden'>
        <img src='/icon.svg' alt='' width='24' height='24' />{t('app.name')}
      </p>
      <nav aria-label={t('app.navigation')}>
        {(['shop', 'settings'] as const).map((group) => {
          const places = PLACES.filter((place) => place.group === group && may(place.permission))
          return places.length > 0 && (
            <div key={group}>
              {group === 'settings' && <h2 id='navigation-settings' className='px-2.5 pt-5 pb-1.5 text-[.8125rem] font-normal text-ink-soft'>{t('nav.settings')}</h2>}
              <ul className='grid gap-0.5' aria-labelledby={group === 'settings' ? 'navigation-settings' : undefined}>
                {places.map((place) => <li key={place.name}><PlaceLink place={place} count={waiting[place.name]} /></li>)}
              </ul>
            </div>
          )
        })}
      </nav>
      <div className='mt-auto grid gap-2 pt-6'>
        <button type='button' className='btn btn-plain w-full justify-start! font-normal' onClick={onPalette}>
          <kbd className='kbd' dir='ltr'>{modKey}K</kbd>{t('palette.hint')}
        </button>
        <button type='button' className='btn btn-plain w-full justify-start! font-normal' onClick={onShortcuts}>
          <kbd className='kbd'>?</kbd>{t('shortcuts.title')}
        </button>
        <Person />
      </div>
    </aside>
  )
}

function PlaceLink ({ place, count }: { place: Place, count: number | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Link
      to={place.to} activeOptions={{ exact: place.to === '/', includeSearch: false }}
      className='nav-link flex min-h-9 items-center gap-3 rounded-lg px-2.5 text-ink-soft no-underline hover:text-ink aria-[current]:bg-surface aria-[current]:font-semibold aria-[current]:text-ink'
    >
      <Icon name={place.icon} />
      <span className='flex-1'>{t(`nav.${place.name}`)}</span>
      {count !== undefined && count > 0 && (
        <span className='text-[.8125rem] font-medium'><span aria-hidden='true'>{format.number(count)}</span><span className='sr-only'>{t('nav.waiting', { count, shown: format.number(count) })}</span></span>
      )}
    </Link>
  )
}

function Person () {
  const { t } = useTranslation()
  const staff = useStaff()
  const name = [staff?.user.firstName, staff?.user.lastName].filter(Boolean).join(' ')
  return (
    <div className='grid gap-2 border-t border-line px-1 pt-3'>
      <Link to='/security' className='nav-link grid min-w-0 grid-cols-[minmax(0,1fr)_auto] items-center gap-2 rounded-lg px-1.5 py-1 no-underline hover:bg-surface aria-[current]:bg-surface' title={t('nav.security')}>
        <span className='min-w-0'>
          <span className='sr-only'>{t('nav.security')}{t('problem.colon')}</span>
          {name !== '' && <span className='block truncate font-medium'><bdi>{name}</bdi></span>}
          <span className='block truncate text-[.8125rem] text-ink-soft'><bdi dir='ltr'>{staff?.user.email}</bdi></span>
        </span>
        <Icon name='security' />
      </Link>
      <LanguageSwitch />
      <button type='button' className='btn' onClick={() => { void signOut() }}>{t('app.signOut')}</button>
    </div>
  )
}
