// The words of a product, two languages side by side: the source at the start, the chosen one beside it.
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Card } from '../../components/Page.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { TEXT_FIELDS, textOf } from './draft.ts'
import { TextControl, TextDetails } from './TextControl.tsx'
import type { Editor } from './use-editor.ts'

export interface ContentLanguage { code: string, nativeName: string, direction: 'ltr' | 'rtl' }

interface TextsProps { editor: Editor, source: string, languages: ContentLanguage[] | undefined }

export function TextsCard ({ editor, source, languages }: TextsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const search = useSearch({ from: '/products/$productId' })
  const others = editor.product.texts.map(({ language }) => language).filter((language) => language !== source)
  const target = others.find((language) => language === search.language) ?? others[0]
  const shown = target === undefined ? [source] : [source, target]
  const facts = (code: string): ContentLanguage => languages?.find((language) => language.code === code) ?? { code, nativeName: code, direction: 'ltr' }

  return (
    <Card title={t('products.texts')}>
      <nav aria-label={t('products.languages')} className='mb-4 flex flex-wrap gap-2'>
        <span className='chip chip-on' lang={source}>{facts(source).nativeName}</span>
        {others.map((language) => <LanguageChip key={language} editor={editor} language={facts(language)} isOn={language === target} />)}
      </nav>
      <div className='grid gap-x-5 gap-y-4 lg:grid-cols-2'>
        {target !== undefined && textOf(editor.product, target)?.exists === false && (
          <p className='note note-warn lg:col-span-2'>{t('products.fallback', { language: format.languageName(target), source: format.languageName(source) })}</p>
        )}
        {TEXT_FIELDS.flatMap((field) => shown.map((language) => <TextControl key={field + language} editor={editor} language={facts(language)} field={field} />))}
        {shown.map((language) => <TextDetails key={language} editor={editor} language={facts(language)} />)}
      </div>
    </Card>
  )
}

function LanguageChip ({ editor, language, isOn }: { editor: Editor, language: ContentLanguage, isOn: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const text = textOf(editor.product, language.code)
  const missing = text?.missing.length ?? 0
  return (
    <Link
      to='.' replace resetScroll={false} aria-current={isOn ? 'true' : undefined} activeOptions={{ exact: true }} activeProps={{}}
      search={(now: { variant?: string }) => ({ ...now, language: language.code })} className={`chip no-underline ${isOn ? 'chip-on' : ''}`}
    >
      <bdi lang={language.code}>{language.nativeName}</bdi>
      {text?.exists === false
        ? <span className='text-warn'>· {t('products.noText')}</span>
        : missing > 0 && <span className='text-warn'>· {t('products.missing', { count: missing, shown: format.number(missing) })}</span>}
    </Link>
  )
}
