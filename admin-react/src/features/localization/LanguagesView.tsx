// The languages the shop speaks.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { BoneRows } from '../../components/Empty.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Status } from '../../components/Status.tsx'
import { announce } from '../../lib/announce.ts'
import { useFormat } from '../../lib/use-format.ts'
import { useMay } from '../../lib/use-session.ts'
import { staffLanguageOptions, switchLanguageOptions, type StaffLanguage } from './queries.ts'
import { Switch } from './Switch.tsx'

const COLUMNS = ['', 'max-sm:hidden', '', 'num'] as const

export function LanguagesView () {
  const { t } = useTranslation()
  const languages = useQuery(staffLanguageOptions())
  if (languages.isError) return <Problem error={languages.error} onRetry={() => { void languages.refetch() }} />
  return (
    <div className='card card-flush'>
      <table className='table'>
        <caption className='sr-only'>{t('localization.view.languages')}</caption>
        <thead><tr>{(['language', 'code', 'state', 'change'] as const).map((name, index) => <th key={name} scope='col' className={COLUMNS[index]}>{name === 'change' ? <span className='sr-only'>{t('localization.column.change')}</span> : t(`localization.column.${name}`)}</th>)}</tr></thead>
        {languages.data === undefined
          ? <BoneRows rows={7} columns={[...COLUMNS]} tall />
          : <tbody>{languages.data.items.map((language) => <LanguageRow key={language.code} language={language} />)}</tbody>}
      </table>
    </div>
  )
}

function LanguageRow ({ language }: { language: StaffLanguage }) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const change = useMutation(switchLanguageOptions(language.code))
  const name = format.languageName(language.code)
  return (
    <tr>
      <th scope='row' className='h-14! border-t py-2! border-line bg-transparent! text-[.875rem]! text-ink! whitespace-normal!'>
        <bdi lang={language.code}>{language.nativeName}</bdi>
        <p className='hint font-normal'>{name}{language.isDefault && <> · {t('localization.default')}</>}</p>
      </th>
      <td className={COLUMNS[1]}><bdi dir='ltr'>{language.code}</bdi> · {t(`localization.direction.${language.direction}`)}</td>
      <td><Status kind='onOff' word={language.enabled ? 'enabled' : 'disabled'} /></td>
      <td className='num'>
        <Switch
          name={name} can={may('localization.write') ? language.can : []} busy={change.isPending} error={change.error} warning={t('localization.disableLanguageText')}
          onChange={(enabled, done) => { change.mutate(enabled, { onSuccess: () => { done(); announce(t('localization.saved', { name })) } }) }}
        />
      </td>
    </tr>
  )
}
