// The little table of facts of a product, such as material and size, in one language.
import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/Icon.tsx'
import type { Details } from './draft.ts'
import type { ContentLanguage } from './TextsCard.tsx'

interface DetailsProps { details: Details, language: ContentLanguage, languageName: string, readOnly: boolean, onChange: (details: Details) => void }

export function DetailsEditor ({ details, language, languageName, readOnly, onChange }: DetailsProps) {
  const { t } = useTranslation()
  const put = (index: number, part: 'label' | 'value', words: string): void => {
    onChange(details.map((row, at) => at === index ? { ...row, [part]: words } : row))
  }
  return (
    <fieldset className='min-w-0'>
      <legend className='label'>{t('products.field.details')} · {languageName}</legend>
      <ul className='grid gap-2'>
        {details.map((row, index) => (
          // Rows have no names of their own; their place is their name.
          <li key={index} className='grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] gap-2'>
            {(['label', 'value'] as const).map((part) => (
              <input
                key={part} className='input' lang={language.code} dir={language.direction} aria-label={t(`products.detail.${part}`, { number: index + 1 })}
                maxLength={part === 'label' ? 100 : 500} readOnly={readOnly} value={row[part]} onChange={(event) => { put(index, part, event.target.value) }}
              />
            ))}
            {!readOnly && (
              <button type='button' className='btn btn-plain btn-icon' aria-label={t('products.detail.remove', { number: index + 1 })} onClick={() => { onChange(details.filter((_, at) => at !== index)) }}>
                <Icon name='close' />
              </button>
            )}
          </li>
        ))}
      </ul>
      {!readOnly && details.length < 30 && (
        <button type='button' className='btn btn-plain mt-1' onClick={() => { onChange([...details, { label: '', value: '' }]) }}><Icon name='plus' />{t('products.detail.add')}</button>
      )}
    </fieldset>
  )
}
