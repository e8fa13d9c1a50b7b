// The roles as one grid: read at a glance, ticked, and saved together.
import { useState } from 'react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Bones } from '../../components/Empty.tsx'
import { LeaveGuard } from '../../components/LeaveGuard.tsx'
import { PageHead } from '../../components/Page.tsx'
import { Problem } from '../../components/Problem.tsx'
import { announce } from '../../lib/announce.ts'
import { useFormat } from '../../lib/use-format.ts'
import { useKeys } from '../../lib/use-keys.ts'
import { useMay, useStaff } from '../../lib/use-session.ts'
import { PeopleTabs } from '../staff/PeopleTabs.tsx'
import { RoleDialog } from './RoleDialog.tsx'
import { RoleGrid } from './RoleGrid.tsx'
import { patches, tick, tickFactor, type Draft } from './draft.ts'
import { permissionOptions, roleOptions, saveRolesOptions, type Role } from './queries.ts'

export function RolesPage () {
  const { t } = useTranslation()
  const may = useMay()
  const staff = useStaff()
  const roles = useQuery(roleOptions())
  const permissions = useQuery(permissionOptions())
  const [draft, setDraft] = useState<Draft>({})
  const [open, setOpen] = useState<Role | 'new'>()
  const error = roles.error ?? permissions.error
  // The merchant's own first: they are what one works on.
  const sorted = (roles.data?.items ?? []).toSorted((a, b) => Number(a.isBuiltin) - Number(b.isBuiltin))

  return (
    <>
      <PageHead title={t('roles.title')}>
        {may('staff.write') && <button type='button' className='btn btn-main' onClick={() => { setOpen('new') }}>{t('roles.create.verb')}</button>}
      </PageHead>
      <PeopleTabs />
      {error !== null && <Problem error={error} onRetry={() => { void roles.refetch(); void permissions.refetch() }} />}
      {error === null && (roles.data === undefined || permissions.data === undefined) && <div aria-busy='true'><Bones className='min-h-[70dvh]' /></div>}
      {roles.data !== undefined && permissions.data !== undefined && (
        <>
          <p className='mb-3 max-w-2xl text-ink-soft'>{t('roles.text')}</p>
          <RoleGrid
            roles={sorted} permissions={permissions.data.items} draft={draft} mayWrite={may('staff.write')} mine={staff?.permissions ?? []} onEdit={setOpen}
            onTick={(role, permission, on) => { setDraft((now) => tick(now, role, permission, on)) }} onFactor={(role, on) => { setDraft((now) => tickFactor(now, role, on)) }}
          />
        </>
      )}
      <SaveBar roles={sorted} draft={draft} onDraft={setDraft} />
      {open !== undefined && <RoleDialog role={open === 'new' ? undefined : open} roles={sorted} onClose={() => { setOpen(undefined) }} />}
    </>
  )
}

function SaveBar ({ roles, draft, onDraft }: { roles: Role[], draft: Draft, onDraft: (make: (now: Draft) => Draft) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const save = useMutation(saveRolesOptions((code) => { onDraft(({ [code]: _, ...others }) => others) }))
  const count = Object.keys(draft).length
  const run = (): void => {
    if (count > 0 && !save.isPending) save.mutate(patches(roles, draft), { onSuccess: () => { announce(t('roles.saved')) } })
  }
  useKeys({ 'mod+s': run })
  return (
    <>
      <LeaveGuard when={count > 0} />
      {count > 0 && (
        <div className='sticky bottom-3 z-10 mt-3 grid gap-3'>
          {save.error !== null && <Problem error={save.error} />}
          <div className='flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line-strong bg-surface p-3 ps-4 shadow-sheet'>
            <p role='status' className='font-medium'>{t('roles.unsaved', { count, shown: format.number(count) })}</p>
            <div className='flex gap-2'>
              <button type='button' className='btn' onClick={() => { save.reset(); onDraft(() => ({})) }}>{t('common.discard')}</button>
              <button type='button' className='btn btn-main' disabled={save.isPending} onClick={run}>{t('common.save')}</button>
            </div>
          </div>
        </div>
      )}
    </>
  )
}
