// One key: what it was made for and may do now, its use, and its end.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Bones } from '../../components/Empty.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Moment } from '../../components/Moment.tsx'
import { Card, PageHead } from '../../components/Page.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Status } from '../../components/Status.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { byArea } from '../roles/permissions.ts'
import { permissionOptions } from '../roles/queries.ts'
import { usePermissionWords } from '../roles/use-permission-words.ts'
import { KeyActions } from './KeyActions.tsx'
import { keyOptions, type ApiKey } from './queries.ts'
import { standingOf } from './standing.ts'

export function KeyPage () {
  const { t } = useTranslation()
  const { keyId } = useParams({ from: '/keys/$keyId' })
  const { data: key, error, refetch } = useQuery(keyOptions(keyId))
  const back = { to: '/keys', label: t('nav.keys') } as const
  if (key === undefined) {
    return (
      <>
        <PageHead title={t('keys.one')} back={back} />
        {error === null
          ? <div className='grid gap-5 xl:grid-cols-[minmax(0,1fr)_21rem]' aria-busy='true'><Bones className='min-h-80' /><Bones className='min-h-56' /></div>
          : <Problem error={error} onRetry={() => { void refetch() }} />}
      </>
    )
  }
  return (
    <>
      <PageHead title={key.name} heading={<bdi>{key.name}</bdi>} back={back} state={<><Status kind='key' word={standingOf(key)} /><bdi dir='ltr' className='font-mono text-ink-soft'>{key.prefix}…</bdi></>}>
        <KeyActions apiKey={key} />
      </PageHead>
      <div className='grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_23rem]'>
        <ScopesCard apiKey={key} />
        <UseCard apiKey={key} />
      </div>
    </>
  )
}

function ScopesCard ({ apiKey: key }: { apiKey: ApiKey }) {
  const { t } = useTranslation()
  const words = usePermissionWords()
  const described = useQuery(permissionOptions()).data?.items ?? []
  const scopes = key.scopes.map((name) => ({ name, description: described.find((permission) => permission.name === name)?.description ?? name }))
  const lost = key.scopes.filter((scope) => !key.effectiveScopes.includes(scope))
  return (
    <Card title={t('keys.field.scopes')}>
      {lost.length > 0 && key.revokedAt === null && <p className='note note-warn mb-4'>{t('keys.lost', { email: key.createdBy.email })}</p>}
      <dl className='grid gap-3'>
        {byArea(scopes).map(({ area, permissions }) => (
          <div key={area} className='grid gap-x-4 sm:grid-cols-[10rem_minmax(0,1fr)]'>
            <dt className='font-medium'>{words.area(area)}</dt>
            {permissions.map((scope) => (
              <dd key={scope.name} className={`sm:col-start-2 ${lost.includes(scope.name) ? 'text-ink-faint line-through' : ''}`}>
                {words.about(scope)}{lost.includes(scope.name) && <span className='sr-only'> ({t('keys.notNow')})</span>}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </Card>
  )
}

function UseCard ({ apiKey: key }: { apiKey: ApiKey }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Card title={t('keys.use')}>
      <Facts>
        <Fact label={t('keys.column.used')}>{key.lastUsedAt === null ? t('keys.unused') : <Moment at={key.lastUsedAt} />}</Fact>
        {key.lastUsedIp !== null && <Fact label={t('keys.lastFrom')}><bdi dir='ltr'>{key.lastUsedIp}</bdi></Fact>}
        <Fact label={t('keys.column.expires')}>{key.expiresAt === null ? t('keys.noExpiry') : format.dateTime(key.expiresAt)}</Fact>
        <Fact label={t('keys.field.networks')}>{key.networks.length === 0 ? t('keys.everywhere') : <bdi dir='ltr'>{key.networks.join(', ')}</bdi>}</Fact>
        <Fact label={t('keys.column.maker')}><bdi dir='ltr' className='break-all'>{key.createdBy.email}</bdi></Fact>
        <Fact label={t('keys.made')}><Moment at={key.createdAt} /></Fact>
        {key.rotatedAt !== null && <Fact label={t('keys.rotated')}><Moment at={key.rotatedAt} /></Fact>}
        {key.revokedAt !== null && <Fact label={t('keys.revoked')}><Moment at={key.revokedAt} /></Fact>}
      </Facts>
      {key.previousValidUntil !== null && key.revokedAt === null && <p className='note note-warn mt-4'>{t('keys.overlap', { at: format.dateTime(key.previousValidUntil) })}</p>}
    </Card>
  )
}
