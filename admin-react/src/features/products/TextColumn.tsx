// One language's words, each in its own direction; what is missing or wrong is said beside it.
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/Field.tsx'
import { fieldError } from '../../lib/errors.ts'
import { useFormat } from '../../lib/use-format.ts'
import { DetailsEditor } from './DetailsEditor.tsx'
import { TEXT_FIELDS, textOf, type TextField } from './draft.ts'
import type { Text } from './queries.ts'
import type { ContentLanguage } from './TextsCard.tsx'
import type { Editor } from './use-editor.ts'

const LIMITS: Record<TextField, number> = { name: 200, slug: 200, origin: 200, shortDescription: 500, description: 20_000, seoTitle: 200, seoDescription: 500 }
const LONG: TextField[] = ['shortDescription', 'description', 'seoDescription']

interface ColumnProps { editor: Editor, language: ContentLanguage, source?: Text | undefined }

export function TextColumn ({ editor, language, source }: ColumnProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const held = textOf(editor.product, language.code)
  const typed = editor.draft.texts[language.code]
  const name = format.languageName(language.code)
  const details = typed?.details ?? held?.details ?? []
  return (
    <section aria-label={t('products.textsIn', { language: name })} className='grid min-w-0 content-start gap-4'>
      {held?.exists === false && source !== undefined && <p className='note note-warn'>{t('products.fallback', { language: name, source: format.languageName(source.language) })}</p>}
      {TEXT_FIELDS.map((field) => <TextControl key={field} editor={editor} language={language} field={field} held={held} />)}
      <DetailsEditor
        details={details} language={language} readOnly={!editor.product.can.includes('edit')} languageName={name}
        onChange={(changed) => { editor.setText(language.code, 'details', changed) }}
      />
    </section>
  )
}

interface ControlProps { editor: Editor, language: ContentLanguage, field: TextField, held: Text | undefined }

function TextControl ({ editor, language, field, held }: ControlProps) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const saved = held?.[field] ?? ''
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
      hint={isMissing ? t('products.missingField') : field === 'description' ? t('products.htmlHint') : undefined}
    >
      {(control) => LONG.includes(field)
        ? <textarea {...control} {...shared} rows={field === 'description' ? 5 : 2} />
        : <input {...control} {...shared} />}
    </Field>
  )
}
