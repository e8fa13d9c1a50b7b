// From page to page by cursor; both directions are addresses.
import { useTranslation } from 'react-i18next'
import { Icon } from './Icon.tsx'

interface PagerProps { cursor: string | undefined, next: string | null | undefined, onGo: (cursor: string | undefined) => void }

export function Pager ({ cursor, next, onGo }: PagerProps) {
  const { t } = useTranslation()
  if (cursor === undefined && (next === null || next === undefined)) return null
  return (
    <nav aria-label={t('list.pages')} className='mt-4 flex items-center justify-between gap-3'>
      <button type='button' className='btn' disabled={cursor === undefined} onClick={() => { onGo(undefined) }}><Icon name='back' mirrored />{t('list.firstPage')}</button>
      <button type='button' className='btn' disabled={next === null || next === undefined} onClick={() => { onGo(next ?? undefined) }}>{t('list.nextPage')}<Icon name='next' mirrored /></button>
    </nav>
  )
}
