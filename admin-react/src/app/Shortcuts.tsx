// What the keyboard can do.
import { useTranslation } from 'react-i18next'
import { Dialog } from '../components/Dialog.tsx'
import { useMay } from '../lib/use-session.ts'
import { modKey } from './mod-key.ts'
import { PLACES } from './places.ts'

export function Shortcuts ({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const may = useMay()
  const rows = [
    { keys: [`${modKey}K`], words: t('shortcuts.palette') },
    { keys: [`${modKey}S`], words: t('shortcuts.save') },
    { keys: ['/'], words: t('shortcuts.search') },
    ...PLACES.filter((place) => may(place.permission)).map((place) => ({ keys: place.keys.toUpperCase().split(' '), words: t('shortcuts.go', { place: t(`nav.${place.name}`) }) })),
    { keys: ['?'], words: t('shortcuts.title') }
  ]
  return (
    <Dialog title={t('shortcuts.title')} onClose={onClose}>
      <dl className='grid gap-1'>
        {rows.map((row) => (
          <div key={row.keys.join('')} className='flex min-h-9 items-center justify-between gap-4 border-t border-line'>
            <dt>{row.words}</dt>
            <dd className='flex gap-1' dir='ltr'>{row.keys.map((key) => <kbd key={key} className='kbd'>{key}</kbd>)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
