// Before and after, field by field: what went is struck, what came is marked, and words say so too.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/use-format.ts'
import { differences, type Difference } from './diff.ts'

export function Diff ({ before, after }: { before: unknown, after: unknown }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [isWhole, setWhole] = useState(false)
  const all = differences(before, after)
  const changed = all.filter(({ kind }) => kind !== 'same')
  const shown = isWhole || changed.length === 0 ? all : changed
  const rest = all.length - changed.length
  return (
    <section className='card card-flush'>
      <div className='flex min-h-8 flex-wrap items-center justify-between gap-2 px-5 py-3'>
        <h2>{t('audit.diff.title')}</h2>
        {rest > 0 && changed.length > 0 && (
          <button type='button' className='link min-h-9' aria-expanded={isWhole} onClick={() => { setWhole(!isWhole) }}>
            {isWhole ? t('audit.diff.onlyChanged') : t('audit.diff.whole', { count: rest, shown: format.number(rest) })}
          </button>
        )}
      </div>
      {shown.length === 0
        ? <p className='border-t border-line px-5 py-6 text-ink-soft'>{t('audit.diff.nothing')}</p>
        : (
          <table className='table diff'>
            <caption className='sr-only'>{t('audit.diff.title')}</caption>
            <thead><tr><th scope='col'>{t('audit.diff.field')}</th><th scope='col'>{t('audit.diff.before')}</th><th scope='col'>{t('audit.diff.after')}</th></tr></thead>
            <tbody>{shown.map((difference) => <Row key={difference.path} difference={difference} />)}</tbody>
          </table>
          )}
    </section>
  )
}

function Row ({ difference: { path, kind, before, after } }: { difference: Difference }) {
  const { t } = useTranslation()
  return (
    <tr>
      <th scope='row'><bdi dir='ltr'>{path === '' ? t('audit.diff.value') : path}</bdi></th>
      <td data-label={t('audit.diff.before')}>{kind === 'same' ? <bdi dir='auto'>{before}</bdi> : before === undefined ? <Nothing /> : <del dir='auto'>{before === '' ? t('audit.diff.empty') : before}</del>}</td>
      <td data-label={t('audit.diff.after')}>{kind === 'same' ? <span className='text-ink-faint'>{t('audit.diff.same')}</span> : after === undefined ? <Nothing /> : <ins dir='auto'>{after === '' ? t('audit.diff.empty') : after}</ins>}</td>
    </tr>
  )
}

function Nothing () {
  const { t } = useTranslation()
  return <span className='text-ink-faint'>{t('audit.diff.none')}</span>
}
