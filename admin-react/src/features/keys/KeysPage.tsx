// The keys of programs: how each begins, what it may do now, when it was last used, until when it lives.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../components/Empty.tsx'
import { List, type Column } from '../../components/List.tsx'
import { Moment } from '../../components/Moment.tsx'
import { PageHead } from '../../components/Page.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Status } from '../../components/Status.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { useMay } from '../../lib/use-session.ts'
import { keyListOptions, type ApiKey } from './queries.ts'
import { standingOf } from './standing.ts'

const HIDDEN = { name: '', scopes: 'max-md:hidden', used: 'max-md:hidden', expires: 'max-lg:hidden', maker: 'max-lg:hidden', status: '' }

export function KeysPage () {
  const { t } = useTranslation()
  const may = useMay()
  const { cursor } = useSearch({ from: '/keys' })
  const navigate = useNavigate({ from: '/keys' })
  const keys = useQuery({ ...keyListOptions({ limit: 25, ...(cursor === undefined ? {} : { cursor }) }), placeholderData: keepPreviousData })
  const columns = Object.entries(HIDDEN).map(([name, className]): Column => ({ name, className, label: t(`keys.column.${name as keyof typeof HIDDEN}`) }))
  const create = may('api_keys.write') && <Link to='/keys/new' className='btn btn-main'>{t('keys.create.verb')}</Link>
  return (
    <>
      <PageHead title={t('nav.keys')}>{keys.data?.items.length === 0 ? null : create}</PageHead>
      <List caption={t('nav.keys')} columns={columns} list={keys} tall bones={5} empty={<Empty action={create}>{t('keys.empty')}</Empty>}>
        {(key) => <Row key={key.id} apiKey={key} />}
      </List>
      <Pager cursor={cursor} next={keys.data?.nextCursor} onGo={(next) => { void navigate({ search: { cursor: next } }) }} />
    </>
  )
}

function Row ({ apiKey: key }: { apiKey: ApiKey }) {
  const { t } = useTranslation()
  const format = useFormat()
  const standing = standingOf(key)
  const isLess = standing === 'active' && key.effectiveScopes.length < key.scopes.length
  return (
    <tr className='row-link'>
      <td className='py-2!'>
        <Link to='/keys/$keyId' params={{ keyId: key.id }} className='cover font-semibold break-words no-underline'><bdi>{key.name}</bdi></Link>
        <p className='text-[.8125rem] text-ink-soft'><bdi dir='ltr' className='font-mono'>{key.prefix}…</bdi></p>
      </td>
      <td className={HIDDEN.scopes}>
        {isLess
          ? <span className='text-warn'>{t('keys.scopesLess', { now: format.number(key.effectiveScopes.length), of: format.number(key.scopes.length) })}</span>
          : t('keys.scopes', { count: key.scopes.length, shown: format.number(key.scopes.length) })}
      </td>
      <td className={`${HIDDEN.used} text-ink-soft`}>{key.lastUsedAt === null ? t('keys.unused') : <Moment at={key.lastUsedAt} />}</td>
      <td className={`${HIDDEN.expires} text-ink-soft`}>{key.expiresAt === null ? t('keys.noExpiry') : format.date(key.expiresAt)}</td>
      <td className={`${HIDDEN.maker} text-ink-soft`}><bdi dir='ltr'>{key.createdBy.email}</bdi></td>
      <td><Status kind='key' word={standing} /></td>
    </tr>
  )
}
