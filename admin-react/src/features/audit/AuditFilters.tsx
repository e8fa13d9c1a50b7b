// The chips over the log: words, who, what, which act, which days.
import { useCallback } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ChoiceChip, SearchChip } from '../../components/Chips.tsx'
import { Icon } from '../../components/Icon.tsx'
import { SpanChip } from '../../components/SpanChip.tsx'
import { useMay } from '../../lib/use-session.ts'
import { staffListOptions } from '../staff/queries.ts'
import { ACTIONS, OBJECTS } from './known.ts'
import { ACTOR_TYPES, isFiltered, type AuditSearch } from './search.ts'
import { useAuditWords } from './use-audit-words.ts'

export function AuditFilters ({ search, onChange }: { search: AuditSearch, onChange: (changed: AuditSearch) => void }) {
  const { t } = useTranslation()
  const words = useAuditWords()
  const may = useMay()
  const staff = useQuery({ ...staffListOptions(), enabled: may('staff.read') }).data?.items ?? []
  const ask = useCallback((q: string | undefined) => { onChange({ q }) }, [onChange])
  return (
    <div className='mb-4 flex flex-wrap items-center gap-2'>
      <SearchChip label={t('audit.search')} value={search.q} onChange={ask} />
      <ChoiceChip
        label={t('audit.column.actor')} value={search.actor} onChange={(actor) => { onChange({ actor }) }}
        choices={staff.map(({ id, firstName, lastName, email }) => ({ value: id, label: [firstName, lastName].filter(Boolean).join(' ') || email }))}
      />
      <ChoiceChip
        label={t('audit.actorType')} value={search.by} onChange={(by) => { onChange({ by }) }}
        choices={ACTOR_TYPES.map((type) => ({ value: type, label: t(`audit.by.${type}`) }))}
      />
      <ChoiceChip
        label={t('audit.column.object')} value={search.object} onChange={(object) => { onChange({ object }) }}
        choices={OBJECTS.map((type) => ({ value: type, label: words.object(type) }))}
      />
      {search.id !== undefined && (
        <span className='chip chip-on'>
          <bdi dir='ltr' className='max-w-40 truncate font-mono text-xs'>{search.id}</bdi>
          <button type='button' className='chip-close' aria-label={t('list.clearFilter', { name: t('audit.objectId') })} onClick={() => { onChange({ id: undefined }) }}><Icon name='close' /></button>
        </span>
      )}
      <ChoiceChip
        label={t('audit.column.action')} value={search.action} onChange={(action) => { onChange({ action }) }}
        choices={ACTIONS.map((action) => ({ value: action, label: words.action(action) }))}
      />
      <SpanChip label={t('audit.column.at')} span={{ when: search.when, from: search.from, to: search.to }} onChange={onChange} />
      {isFiltered(search) && <Link to='/audit' search={{}} className='link flex min-h-9 items-center px-1'>{t('list.clearAll')}</Link>}
    </div>
  )
}
