// Who changed what, newest first; every filter is in the address.
import { useCallback } from 'react'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../components/Empty.tsx'
import { List, type Column } from '../../components/List.tsx'
import { Moment } from '../../components/Moment.tsx'
import { PageHead } from '../../components/Page.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Problem } from '../../components/Problem.tsx'
import { announce } from '../../lib/announce.ts'
import { AuditFilters } from './AuditFilters.tsx'
import { titleOf } from './diff.ts'
import { auditListOptions, exportOptions, type Entry } from './queries.ts'
import { auditFilter, auditQuery, isFiltered, type AuditSearch } from './search.ts'
import { useAuditWords } from './use-audit-words.ts'

const HIDDEN = { action: '', object: 'max-md:hidden', actor: 'max-sm:hidden', at: '', ip: 'max-lg:hidden' }

export function AuditPage () {
  const { t } = useTranslation()
  const search = useSearch({ from: '/audit' })
  const navigate = useNavigate({ from: '/audit' })
  const entries = useQuery({ ...auditListOptions(auditQuery(search, new Date())), placeholderData: keepPreviousData })
  const change = useCallback((changed: AuditSearch): void => {
    void navigate({ search: (now) => ({ ...now, cursor: undefined, ...changed }), replace: 'q' in changed })
  }, [navigate])
  const columns = Object.entries(HIDDEN).map(([name, className]): Column => ({ name, className, label: t(`audit.column.${name as keyof typeof HIDDEN}`) }))
  return (
    <>
      <PageHead title={t('nav.audit')}><ExportButton search={search} /></PageHead>
      <AuditFilters search={search} onChange={change} />
      <List
        caption={t('nav.audit')} columns={columns} list={entries} bones={15}
        empty={isFiltered(search)
          ? <Empty action={<Link to='/audit' search={{}} className='btn'>{t('list.clearAll')}</Link>}>{t('audit.emptyFiltered')}</Empty>
          : <Empty action={<button type='button' className='btn' onClick={() => { void entries.refetch() }}>{t('list.refresh')}</button>}>{t('audit.empty')}</Empty>}
      >
        {(entry) => <Row key={entry.id} entry={entry} />}
      </List>
      <Pager cursor={search.cursor} next={entries.data?.nextCursor} onGo={(cursor) => { void navigate({ search: (now) => ({ ...now, cursor }) }) }} />
    </>
  )
}

const UUID = /^[\da-f]{8}-[\da-f-]{27}$/

function Row ({ entry }: { entry: Entry }) {
  const words = useAuditWords()
  const actor = words.actor(entry.actor)
  const title = titleOf(entry.before, entry.after)
  const isBare = title === undefined && UUID.test(entry.objectId)
  const name = title ?? (isBare ? entry.objectId.slice(-8) : entry.objectId)
  return (
    <tr className='row-link'>
      <td>
        <Link to='/audit/$entryId' params={{ entryId: entry.id }} className='cover font-semibold no-underline'>{words.action(entry.action)}</Link>
        <p className='text-[.8125rem] break-words text-ink-soft md:hidden'>{isBare ? words.object(entry.objectType) : <bdi>{name}</bdi>}</p>
        <p className='text-[.8125rem] break-all text-ink-faint sm:hidden'><bdi>{actor}</bdi></p>
      </td>
      <td className={HIDDEN.object}>{words.object(entry.objectType)} <bdi className={`text-ink-soft ${isBare ? 'font-mono text-xs' : ''}`}>{name}</bdi></td>
      <td className={HIDDEN.actor}><bdi>{actor}</bdi></td>
      <td className='text-ink-soft'><Moment at={entry.at} /></td>
      <td className={`${HIDDEN.ip} text-ink-soft`}><bdi dir='ltr'>{entry.ip ?? '–'}</bdi></td>
    </tr>
  )
}

function ExportButton ({ search }: { search: AuditSearch }) {
  const { t } = useTranslation()
  const { mutate, isPending, error } = useMutation(exportOptions())
  return (
    <>
      {error !== null && <Problem error={error} />}
      <button type='button' className='btn' disabled={isPending} onClick={() => { mutate(auditFilter(search, new Date()), { onSuccess: () => { announce(t('audit.exported')) } }) }}>
        <span aria-live='polite'>{isPending ? t('audit.exporting') : t('audit.export')}</span>
      </button>
    </>
  )
}
