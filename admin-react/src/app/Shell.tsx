// The frame around every screen: navigation with what waits, the palette, the shortcuts, the news.
import { Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '../components/Icon.tsx'
import { News } from '../components/News.tsx'
import { isSecondFactorWanted, watchProof } from '../lib/proof.ts'
import { useKeys } from '../lib/use-keys.ts'
import { Navigation } from './Navigation.tsx'
import { Palette } from './Palette.tsx'
import { PLACES } from './places.ts'
import { Shortcuts } from './Shortcuts.tsx'

export function Shell () {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'menu' | 'palette' | 'shortcuts'>()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [shownPath, setShownPath] = useState(path)
  const navigate = useNavigate()
  const isFactorWanted = useSyncExternalStore(watchProof, isSecondFactorWanted)
  // Nothing else answers before it is set up.
  useEffect(() => { if (isFactorWanted && path !== '/security') void navigate({ to: '/security' }) }, [isFactorWanted, path, navigate])
  if (path !== shownPath) {
    setShownPath(path)
    setOpen(undefined)
  }
  useKeys({
    'mod+k': () => { setOpen((now) => now === 'palette' ? undefined : 'palette') },
    '?': () => { setOpen('shortcuts') },
    '/': () => { document.querySelector<HTMLInputElement>('main input[type=search]')?.focus() },
    ...Object.fromEntries(PLACES.map((place) => [place.keys, () => { void navigate({ to: place.to }) }]))
  })
  const close = (): void => { setOpen(undefined) }

  return (
    <div className='lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)]'>
      <a href='#content' className='btn sr-only z-40 focus:not-sr-only focus:fixed focus:start-3 focus:top-3'>{t('app.skip')}</a>
      <header className='sticky top-0 z-20 flex items-center gap-2 border-b border-line bg-sunken px-3 py-2 lg:hidden'>
        <button type='button' className='btn btn-plain btn-icon' aria-expanded={open === 'menu'} aria-controls='navigation' aria-label={t('app.menu')} onClick={() => { setOpen(open === 'menu' ? undefined : 'menu') }}>
          <Icon name={open === 'menu' ? 'close' : 'menu'} />
        </button>
        <span className='flex-1 font-semibold'>{t('app.name')}</span>
        <button type='button' className='btn btn-plain btn-icon' aria-label={t('palette.open')} onClick={() => { setOpen('palette') }}><Icon name='search' /></button>
      </header>
      <Navigation isOpen={open === 'menu'} onPalette={() => { setOpen('palette') }} onShortcuts={() => { setOpen('shortcuts') }} />
      <main id='content' tabIndex={-1} className={`mx-auto w-full max-w-[82rem] px-4 py-5 outline-none md:px-8 md:py-6 ${open === 'menu' ? 'max-lg:hidden' : ''}`}>
        <Suspense fallback={<div className='min-h-dvh' aria-busy='true' />}><Outlet /></Suspense>
      </main>
      {open === 'palette' && <Palette onClose={close} onShortcuts={() => { setOpen('shortcuts') }} />}
      {open === 'shortcuts' && <Shortcuts onClose={close} />}
      <News />
    </div>
  )
}
