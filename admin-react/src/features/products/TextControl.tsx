// One piece of text in one language, in its own direction; what is missing or wrong is said beside it.
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/Field.tsx'
import { fieldError } from '../../lib/errors.ts'
import { isPlain } from '../../lib/paragraphs.ts'
import { useFormat } from '../../lib/use-format.ts'
import { DetailsEditor } from './DetailsEditor.tsx'
import { textOf, typedText, type TextField } from './draft.ts'
import type { ContentLanguage } from './TextsCard.tsx'
import type { Editor } from './use-editor.ts'

const LIMITS: Record<TextField, number> = { name: 200, slug: 200, origin: 200, shortDescription: 500, description: 20_000, seoTitle: 200, seoDescription: 500 }
const LONG: TextField[] = ['shortDescription', 'description', 'seoDescription']

interface ControlProps { editor: Editor, language: ContentLanguage, field: TextField }

export function TextControl ({ editor, language, field }: ControlProps) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const held = textOf(editor.product, language.code)
  const saved = typedText(held, field)
  const value = editor.draft.texts[language.code]?.[field] ?? saved
  const isMissing = held?.missing.includes(field) === true && value === ''
  const shared = {
    lang: language.code,
    dir: field === 'slug' ? 'auto' : language.direction,
    name: `${field}-${language.code}`,
    className: `input ${value === saved ? '' : 'input-changed'}`,
    maxLength: LIMITS[field],
    readOnly: !editor.product.can.includes('edit'),
    autoComplete: 'off',
    value,
    onChange: (event: { target: { value: string } }) => { editor.setText(language.code, field, event.target.value) }
  }
  return (
    <Field
      label={`${t(`products.field.${field}`)} · ${format.languageName(language.code)}`} error={fieldError(editor.error, `/texts/${language.code}/${field}`, i18n)}
      hint={isMissing ? t('products.missingField') : field === 'description' ? isPlain(held?.description ?? '') ? t('products.paragraphHint') : t('products.htmlHint') : undefined}
    >
      {(control) => LONG.includes(field)
        ? <textarea {...control} {...shared} rows={field === 'description' ? 5 : 2} />
        : <input {...control} {...shared} />}
    </Field>
  )
}

export function TextDetails ({ editor, language }: Omit<ControlProps, 'field'>) {
  const format = useFormat()
  const details = editor.draft.texts[language.code]?.details ?? textOf(editor.product, language.code)?.details ?? []
  return (
    <DetailsEditor
      details={details} language={language} readOnly={!editor.product.can.includes('edit')} languageName={format.languageName(language.code)}
      onChange={(changed) => { editor.setText(language.code, 'details', changed) }}
    />
  )
}
