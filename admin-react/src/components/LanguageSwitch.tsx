// The language of the interface, each named in itself; the content's language is chosen where content is.
import { useTranslation } from 'react-i18next'
import { changeLanguage, isLanguage, LANGUAGES } from '../lib/i18n.ts'

const ownName = (code: string): string => new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code

export function LanguageSwitch () {
  const { t, i18n } = useTranslation()
  return (
    <label className='flex items-center gap-2 text-ink-soft'>
      <span className='sr-only'>{t('app.language')}</span>
      <select
        className='input' value={i18n.language}
        onChange={(event) => { if (isLanguage(event.target.value)) void changeLanguage(event.target.value) }}
      >
        {LANGUAGES.map((code) => <option key={code} value={code} lang={code}>{ownName(code)}</option>)}
      </select>
    </label>
  )
}
