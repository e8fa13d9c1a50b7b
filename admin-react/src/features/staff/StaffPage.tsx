// Who works here: their roles, whether a second factor guards them, when they were last seen.
import { useCallback, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ChoiceChip, SearchChip } from '../../components/Chips.tsx'
import { Empty } from '../../components/Empty.tsx'
import { List, type Column } from '../../components/List.tsx'
import { Moment } from '../../components/Moment.tsx'
import { PageHead } from '../../components/Page.tsx'
import { Status } from '../../components/Status.tsx'
import { useMay } from '../../lib/use-session.ts'
import { useRoleName } from '../roles/use-role-name.ts'
import { roleOptions } from '../roles/queries.ts'
import { InviteDialog } from './InviteDialog.tsx'
import { PeopleTabs } from './PeopleTabs.tsx'
import { staffListOptions, type Colleague } from './queries.ts'
import { fits, isFiltered, STATES, type StaffSearch } from './search.ts'

const HIDDEN = { name: '', roles: 'max-md:hidden', factor: 'max-lg:hidden', seen: 'max-lg:hidden', status: '' }

export function StaffPage () {
  const { t } = useTranslation()
  const may = useMay()
  const search = useSearch({ from: '/staff' })
  const navigate = useNavigate({ from: '/staff' })
  const [isInviting, setInviting] = useState(false)
  const staff = useQuery(staffListOptions())
  const shown = { ...staff, data: staff.data === undefined ? undefined : { items: staff.data.items.filter((colleague) => fits(colleague, search)) } }
  const change = useCallback((changed: StaffSearch): void => {
    void navigate({ search: (now) => ({ ...now, ...changed }), replace: 'q' in changed })
  }, [navigate])
  const columns = Object.entries(HIDDEN).map(([name, className]): Column => ({ name, className, label: t(`staff.column.${name as keyof typeof HIDDEN}`) }))

  return (
    <>
      <PageHead title={t('nav.staff')}>
        {may('staff.write') && <button type='button' className='btn btn-main' onClick={() => { setInviting(true) }}>{t('staff.invite.verb')}</button>}
      </PageHead>
      <PeopleTabs />
      <StaffFilters search={search} onChange={change} />
      <List
        caption={t('nav.staff')} columns={columns} list={shown} tall
        empty={isFiltered(search)
          ? <Empty action={<Link to='/staff' search={{}} className='btn'>{t('list.clearAll')}</Link>}>{t('staff.emptyFiltered')}</Empty>
          : <Empty action={<button type='button' className='btn' onClick={() => { void staff.refetch() }}>{t('list.refresh')}</button>}>{t('staff.empty')}</Empty>}
      >
        {(colleague) => <Row key={colleague.id} colleague={colleague} />}
      </List>
      {isInviting && <InviteDialog onClose={() => { setInviting(false) }} />}
    </>
  )
}

function StaffFilters ({ search, onChange }: { search: StaffSearch, onChange: (changed: StaffSearch) => void }) {
  const { t } = useTranslation()
  const nameOf = useRoleName()
  const roles = useQuery(roleOptions()).data?.items ?? []
  const ask = useCallback((q: string | undefined) => { onChange({ q }) }, [onChange])
  return (
    <div className='mb-4 flex flex-wrap items-center gap-2'>
      <SearchChip label={t('staff.search')} value={search.q} onChange={ask} />
      <ChoiceChip
        label={t('staff.column.status')} value={search.status} onChange={(status) => { onChange({ status }) }}
        choices={STATES.map((state) => ({ value: state, label: t(`status.staff.${state}`) }))}
      />
      <ChoiceChip
        label={t('staff.role')} value={search.role} onChange={(role) => { onChange({ role }) }}
        choices={roles.map((role) => ({ value: role.code, label: nameOf(role) }))}
      />
      {isFiltered(search) && <Link to='/staff' search={{}} className='link flex min-h-9 items-center px-1'>{t('list.clearAll')}</Link>}
    </div>
  )
}

function Row ({ colleague }: { colleague: Colleague }) {
  const { t } = useTranslation()
  const nameOf = useRoleName()
  const name = [colleague.firstName, colleague.lastName].filter(Boolean).join(' ')
  const roles = colleague.roles.map(nameOf).join(', ')
  return (
    <tr className='row-link'>
      <td className='py-2!'>
        <Link to='/staff/$staffId' params={{ staffId: colleague.id }} className='cover font-semibold break-all no-underline'><bdi>{name === '' ? colleague.email : name}</bdi></Link>
        {name !== '' && <p className='text-[.8125rem] break-all text-ink-soft'><bdi dir='ltr'>{colleague.email}</bdi></p>}
        <p className='text-[.8125rem] text-ink-soft md:hidden'>{roles}</p>
      </td>
      <td className={HIDDEN.roles}>{roles}</td>
      <td className={HIDDEN.factor}>{colleague.status === 'invited' ? <span className='text-ink-faint'>–</span> : <Status kind='onOff' word={colleague.secondFactor ? 'enabled' : 'disabled'} />}</td>
      <td className={`${HIDDEN.seen} text-ink-soft`}>{colleague.lastSeenAt === null ? t('staff.never') : <Moment at={colleague.lastSeenAt} />}</td>
      <td className={HIDDEN.status}><Status kind='staff' word={colleague.status} /></td>
    </tr>
  )
}
