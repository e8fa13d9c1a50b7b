// Somebody else saved first: what they changed, and whose work goes on.
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/Dialog.tsx'
import { useFormat } from '../../lib/use-format.ts'
import type { Difference } from './conflict.ts'
import { priceKey } from './draft.ts'
import type { Conflict, Editor } from './use-editor.ts'

export function ConflictDialog ({ editor, conflict }: { editor: Editor, conflict: Conflict }) {
  const { t } = useTranslation()
  const format = useFormat()
  const say = useDifferenceWords()
  return (
    <Dialog title={t('conflict.title')} onClose={editor.keepMine}>
      <p className='text-ink-soft'>{t('conflict.text', { at: format.dateTime(conflict.now.updatedAt) })}</p>
      <ul className='mt-3 max-h-60 list-disc space-y-1 overflow-y-auto ps-5'>
        {conflict.changed.length === 0 && <li>{t('conflict.nothing')}</li>}
        {conflict.changed.map((difference) => {
          const words = say(difference)
          return (
            <li key={words}>
              {words}{isMine(editor, conflict, difference) && <span className='font-medium text-warn'> {t('conflict.both')}</span>}
            </li>
          )
        })}
      </ul>
      <div className='mt-5 flex flex-wrap justify-end gap-2'>
        <button type='button' className='btn btn-danger' onClick={editor.discard}>{t('conflict.theirs')}</button>
        <button type='button' className='btn btn-main' onClick={editor.keepMine}>{t('conflict.mine')}</button>
      </div>
    </Dialog>
  )
}

function useDifferenceWords (): (difference: Difference) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return (difference) => {
    if (difference.kind === 'text') return `${t(`products.field.${difference.field}`)} (${format.languageName(difference.language)})`
    if (difference.kind === 'price') return t('conflict.price', { sku: difference.sku, currency: difference.currency })
    return difference.kind === 'pictures' ? t('products.pictures') : t('products.filter.status')
  }
}

function isMine ({ draft }: Editor, { now }: Conflict, difference: Difference): boolean {
  if (difference.kind === 'text') return draft.texts[difference.language]?.[difference.field] !== undefined
  if (difference.kind === 'price') {
    const variant = now.variants.find(({ sku }) => sku === difference.sku)
    return variant !== undefined && draft.prices[priceKey(variant.id, difference.currency)] !== undefined
  }
  return difference.kind === 'pictures' && (draft.order !== undefined || Object.keys(draft.alts).length > 0)
}
