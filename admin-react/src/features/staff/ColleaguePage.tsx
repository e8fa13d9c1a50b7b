// One colleague: roles, standing, and the verbs that come with staff.write.
import { useState } from 'react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Bones } from '../../components/Empty.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Moment } from '../../components/Moment.tsx'
import { Card, PageHead } from '../../components/Page.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Status } from '../../components/Status.tsx'
import { announce } from '../../lib/announce.ts'
import { renewStaff } from '../../lib/session.ts'
import { useMay, useStaff } from '../../lib/use-session.ts'
import { ColleagueActions } from './ColleagueActions.tsx'
import { RoleChoice } from './RoleChoice.tsx'
import { changeColleagueOptions, colleagueOptions, type Colleague } from './queries.ts'

export function ColleaguePage () {
  const { t } = useTranslation()
  const { staffId } = useParams({ from: '/staff/$staffId' })
  const { data: colleague, error, refetch } = useQuery(colleagueOptions(staffId))
  const back = { to: '/staff', label: t('nav.staff') } as const
  if (colleague === undefined) {
    return (
      <>
        <PageHead title={t('staff.one')} back={back} />
        {error === null
          ? <div className='grid gap-5 xl:grid-cols-[minmax(0,1fr)_21rem]' aria-busy='true'><Bones className='min-h-80' /><Bones className='min-h-56' /></div>
          : <Problem error={error} onRetry={() => { void refetch() }} />}
      </>
    )
  }
  const name = [colleague.firstName, colleague.lastName].filter(Boolean).join(' ')
  return (
    <>
      <PageHead title={name === '' ? colleague.email : name} heading={<bdi>{name === '' ? colleague.email : name}</bdi>} back={back} state={<Status kind='staff' word={colleague.status} />}>
        <ColleagueActions colleague={colleague} />
      </PageHead>
      <div className='grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_21rem]'>
        <RolesCard key={colleague.roles.map(({ code }) => code).join()} colleague={colleague} />
        <StandingCard colleague={colleague} />
      </div>
    </>
  )
}

function RolesCard ({ colleague }: { colleague: Colleague }) {
  const { t } = useTranslation()
  const may = useMay()
  const me = useStaff()
  const had = colleague.roles.map(({ code }) => code)
  const [roles, setRoles] = useState(had)
  const change = useMutation(changeColleagueOptions(colleague.id))
  const isChanged = roles.length !== had.length || roles.some((code) => !had.includes(code))
  const save = (): void => {
    change.mutate({ roles }, {
      onSuccess: () => {
        announce(t('staff.saved'))
        if (me?.user.id === colleague.id) void renewStaff()
      }
    })
  }
  return (
    <Card title={t('staff.roles')}>
      <fieldset disabled={!may('staff.write') || change.isPending} className='grid gap-4'>
        <RoleChoice hideLabel value={roles} error={roles.length === 0 ? t('staff.noRole') : undefined} onChange={(codes) => { change.reset(); setRoles(codes) }} />
        {change.error !== null && <Problem error={change.error} />}
        {may('staff.write') && (
          <div className='flex flex-wrap gap-2'>
            <button type='button' className='btn btn-main' disabled={!isChanged || roles.length === 0} onClick={save}>{t('common.save')}</button>
            {isChanged && <button type='button' className='btn' onClick={() => { change.reset(); setRoles(had) }}>{t('common.discard')}</button>}
          </div>
        )}
      </fieldset>
    </Card>
  )
}

function StandingCard ({ colleague }: { colleague: Colleague }) {
  const { t } = useTranslation()
  const may = useMay()
  return (
    <Card title={t('staff.standing')}>
      <Facts>
        <Fact label={t('person.email')}><bdi dir='ltr' className='break-all'>{colleague.email}</bdi></Fact>
        <Fact label={t('staff.column.factor')}><Status kind='onOff' word={colleague.secondFactor ? 'enabled' : 'disabled'} /></Fact>
        <Fact label={t('staff.column.seen')}>{colleague.lastSeenAt === null ? t('staff.never') : <Moment at={colleague.lastSeenAt} />}</Fact>
        {colleague.invitationExpiresAt !== null && <Fact label={t('staff.invitedUntil')}><Moment exact at={colleague.invitationExpiresAt} /></Fact>}
        <Fact label={t('staff.since')}><Moment at={colleague.createdAt} /></Fact>
      </Facts>
      {may('audit_log.read') && <p className='mt-4'><Link to='/audit' search={{ actor: colleague.id }} className='link'>{t('staff.whatTheyDid')}</Link></p>}
    </Card>
  )
}
