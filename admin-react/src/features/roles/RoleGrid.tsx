// Permissions down, roles across: the shop's own roles can be read, the merchant's can be ticked.
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/Icon.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { asksFactor, has, isChanged, type Draft } from './draft.ts'
import { byArea } from './permissions.ts'
import type { PermissionInfo, Role } from './queries.ts'
import { usePermissionWords } from './use-permission-words.ts'
import { useRoleName } from './use-role-name.ts'

export interface GridProps {
  roles: Role[]
  permissions: PermissionInfo[]
  draft: Draft
  mayWrite: boolean
  mine: readonly string[]
  onTick: (role: Role, permission: string, on: boolean) => void
  onFactor: (role: Role, on: boolean) => void
  onEdit: (role: Role) => void
}

export function RoleGrid (props: GridProps) {
  const { t } = useTranslation()
  const words = usePermissionWords()
  const { roles, permissions, draft, mayWrite, onFactor, onEdit } = props
  let line = 0
  return (
    <div role='region' className='role-grid card card-flush' aria-label={t('roles.grid')} tabIndex={0}>
      <table className='table'>
        <caption className='sr-only'>{t('roles.grid')}</caption>
        <thead>
          <tr>
            <th scope='col'>{t('roles.permission')}</th>
            {roles.map((role) => <RoleHead key={role.code} role={role} mayEdit={mayWrite && !role.isBuiltin} onEdit={() => { onEdit(role) }} />)}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope='row'>{t('roles.requireFactor')}</th>
            {roles.map((role, column) => (
              <td key={role.code}>
                <Tick isLocked={!mayWrite} isOn={asksFactor(role, draft)} isChanged={asksFactor(role, draft) !== role.requiresSecondFactor} label={t('roles.requireFactor')} role={role} at={[0, column]} onTick={(on) => { onFactor(role, on) }} />
              </td>
            ))}
          </tr>
        </tbody>
        {byArea(permissions).map((group) => (
          <tbody key={group.area}>
            <tr className='role-area'><th scope='rowgroup' colSpan={roles.length + 1}><span>{words.area(group.area)}</span></th></tr>
            {group.permissions.map((permission) => <PermissionRow key={permission.name} {...props} permission={permission} line={++line} />)}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function RoleHead ({ role, mayEdit, onEdit }: { role: Role, mayEdit: boolean, onEdit: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const name = useRoleName()(role)
  return (
    <th scope='col' title={role.description ?? undefined}>
      <span className='flex min-h-7 items-center justify-center gap-1.5'>
        {mayEdit
          ? <button type='button' className='link min-h-7' aria-label={t('roles.edit.open', { name })} onClick={onEdit}><bdi>{name}</bdi></button>
          : <bdi className='font-semibold text-ink'>{name}</bdi>}
      </span>
      <span className='block text-center text-xs font-normal'>{t('roles.people', { count: role.staffCount, shown: format.number(role.staffCount) })}</span>
    </th>
  )
}

function PermissionRow ({ permission, line, roles, draft, mayWrite, mine, onTick }: GridProps & { permission: PermissionInfo, line: number }) {
  const words = usePermissionWords()
  const about = words.about(permission)
  return (
    <tr>
      <th scope='row' title={permission.name}>{about}</th>
      {roles.map((role, column) => {
        const isOn = has(role, draft, permission.name)
        return (
          <td key={role.code}>
            <Tick
              isLocked={role.isBuiltin || !mayWrite} isOn={isOn} isChanged={isChanged(role, draft, permission.name)} isDisabled={!isOn && !mine.includes(permission.name)}
              label={about} role={role} at={[line, column]} onTick={(on) => { onTick(role, permission.name, on) }}
            />
          </td>
        )
      })}
    </tr>
  )
}

interface TickProps { isLocked: boolean, isOn: boolean, isChanged: boolean, isDisabled?: boolean, label: string, role: Role, at: [line: number, column: number], onTick: (on: boolean) => void }

function Tick ({ isLocked, isOn, isChanged: changed, isDisabled = false, label, role, at, onTick }: TickProps) {
  const { t } = useTranslation()
  const name = useRoleName()(role)
  if (isLocked) {
    return isOn
      ? <><Icon name='check' /><span className='sr-only'>{t('common.yes')}</span></>
      : <><span aria-hidden='true' className='text-line-strong'>–</span><span className='sr-only'>{t('common.no')}</span></>
  }
  return (
    <label className={`role-tick ${changed ? 'bg-brand-soft' : ''}`} title={isDisabled ? t('roles.tooMuch') : undefined}>
      <input
        type='checkbox' className='check' checked={isOn} disabled={isDisabled} aria-label={`${name}${t('problem.colon')}${label}`} data-at={at.join(':')}
        onChange={(event) => { onTick(event.target.checked) }} onKeyDown={step}
      />
    </label>
  )
}

const STEPS: Partial<Record<string, [lines: number, columns: number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }
const FARTHEST = 100

/** Arrow keys go from box to box, over whatever is locked between. */
function step (event: KeyboardEvent<HTMLInputElement>): void {
  const go = STEPS[event.key]
  if (go === undefined) return
  event.preventDefault()
  const [line = 0, column = 0] = (event.currentTarget.dataset.at ?? '').split(':').map(Number)
  const isMirrored = window.getComputedStyle(event.currentTarget).direction === 'rtl'
  const table = event.currentTarget.closest('table')
  for (let far = 1; far <= FARTHEST; far++) {
    const next = table?.querySelector<HTMLInputElement>(`input[data-at='${line + far * go[0]}:${column + far * (isMirrored ? -go[1] : go[1])}']:enabled`)
    if (next == null) continue
    next.focus()
    return
  }
}
