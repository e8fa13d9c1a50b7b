// One entry: who, when, from where, and what was before beside what is after; with the way back.
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Bones } from '../../components/Empty.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Moment } from '../../components/Moment.tsx'
import { Card, PageHead } from '../../components/Page.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Diff } from './Diff.tsx'
import { RestoreDialog } from './RestoreDialog.tsx'
import { entryOptions, type Entry } from './queries.ts'
import { useAuditWords } from './use-audit-words.ts'

export function EntryPage () {
  const { t } = useTranslation()
  const words = useAuditWords()
  const { entryId } = useParams({ from: '/audit/$entryId' })
  const { data: entry, error, refetch } = useQuery(entryOptions(entryId))
  const [isOpen, setOpen] = useState(false)
  const back = { to: '/audit', label: t('nav.audit') } as const
  if (entry === undefined) {
    return (
      <>
        <PageHead title={t('audit.one')} back={back} />
        {error === null
          ? <div className='grid gap-5 xl:grid-cols-[minmax(0,1fr)_21rem]' aria-busy='true'><Bones className='min-h-80' /><Bones className='min-h-56' /></div>
          : <Problem error={error} onRetry={() => { void refetch() }} />}
      </>
    )
  }
  return (
    <>
      <PageHead title={words.action(entry.action)} back={back} state={<span className='text-ink-soft'><Moment exact at={entry.at} /></span>}>
        {entry.restorable && <button type='button' className='btn btn-main' onClick={() => { setOpen(true) }}>{t('audit.restore.verb')}</button>}
      </PageHead>
      <div className='grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_21rem]'>
        <Diff before={entry.before} after={entry.after} />
        <EntryFacts entry={entry} />
      </div>
      {isOpen && <RestoreDialog entry={entry} onClose={() => { setOpen(false) }} />}
    </>
  )
}

function EntryFacts ({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const words = useAuditWords()
  return (
    <Card title={t('audit.about')}>
      <Facts>
        <Fact label={t('audit.column.actor')}>
          {entry.actor.id === null ? words.actor(entry.actor) : <Link to='/audit' search={{ actor: entry.actor.id }} className='link'><bdi>{words.actor(entry.actor)}</bdi></Link>}
          <p className='hint'>{t(`audit.by.${entry.actor.type}`)}{entry.actor.email !== null && entry.actor.email !== words.actor(entry.actor) && <> · <bdi dir='ltr'>{entry.actor.email}</bdi></>}</p>
        </Fact>
        <Fact label={t('audit.column.object')}>
          {words.object(entry.objectType)}
          <p><Link to='/audit' search={{ object: entry.objectType, id: entry.objectId }} className='link font-mono text-xs break-all'><bdi dir='ltr'>{entry.objectId}</bdi></Link></p>
        </Fact>
        <Fact label={t('audit.code')}><bdi dir='ltr' className='font-mono text-xs'>{entry.action}</bdi></Fact>
        {entry.ip !== null && <Fact label={t('audit.column.ip')}><bdi dir='ltr'>{entry.ip}</bdi></Fact>}
        {entry.requestId !== null && <Fact label={t('problem.requestId')}><bdi dir='ltr' className='font-mono text-xs break-all'>{entry.requestId}</bdi></Fact>}
      </Facts>
    </Card>
  )
}
