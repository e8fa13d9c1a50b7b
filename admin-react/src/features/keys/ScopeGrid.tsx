// What a key may do: areas down, seeing and changing across; nothing that one may not do oneself.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Problem } from '../../components/Problem.tsx'
import { useStaff } from '../../lib/use-session.ts'
import { byArea, kindOf } from '../roles/permissions.ts'
import { permissionOptions, type PermissionInfo } from '../roles/queries.ts'
import { usePermissionWords } from '../roles/use-permission-words.ts'

const KINDS = ['read', 'write'] as const

interface ScopeGridProps { value: string[], error?: string | undefined, onChange: (scopes: string[]) => void }

export function ScopeGrid ({ value, error, onChange }: ScopeGridProps) {
  const { t } = useTranslation()
  const words = usePermissionWords()
  const permissions = useQuery(permissionOptions())
  const mine: readonly string[] = useStaff()?.permissions ?? []
  const known = permissions.data?.items ?? []
  const isAll = (kind: string): boolean => known.filter(({ name }) => kindOf(name) === kind && mine.includes(name)).every(({ name }) => value.includes(name))
  const tickAll = (kind: string, on: boolean): void => {
    const others = value.filter((name) => kindOf(name) !== kind)
    onChange(on ? [...others, ...known.filter(({ name }) => kindOf(name) === kind && mine.includes(name)).map(({ name }) => name)] : others)
  }
  if (permissions.isError) return <Problem error={permissions.error} onRetry={() => { void permissions.refetch() }} />
  return (
    <fieldset aria-busy={permissions.data === undefined}>
      <legend className='label'>{t('keys.field.scopes')}</legend>
      {error !== undefined && <p role='alert' className='fault mb-2'>{error}</p>}
      <div className='min-h-96 overflow-x-auto rounded-lg border border-line'>
        <table className='table'>
          <caption className='sr-only'>{t('keys.field.scopes')}</caption>
          <thead>
            <tr>
              <th scope='col'>{t('permissions.areaHead')}</th>
              {KINDS.map((kind) => (
                <th key={kind} scope='col'>
                  <label className='flex min-h-9 items-center gap-2'>
                    <input type='checkbox' className='check' checked={known.length > 0 && isAll(kind)} onChange={(event) => { tickAll(kind, event.target.checked) }} />{t(`permissions.${kind}`)}
                  </label>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {byArea(known).map(({ area, permissions: found }) => (
              <tr key={area}>
                <th scope='row' className='bg-transparent! text-[.875rem]! whitespace-normal! text-ink!'>{words.area(area)}</th>
                {KINDS.map((kind) => (
                  <td key={kind}>
                    <Scope permission={found.find(({ name }) => kindOf(name) === kind)} value={value} mine={mine} onChange={onChange} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </fieldset>
  )
}

interface ScopeProps { permission: PermissionInfo | undefined, value: string[], mine: readonly string[], onChange: (scopes: string[]) => void }

function Scope ({ permission, value, mine, onChange }: ScopeProps) {
  const { t } = useTranslation()
  const words = usePermissionWords()
  if (permission === undefined) return null
  const about = words.about(permission)
  const isMine = mine.includes(permission.name)
  return (
    <label className='flex min-h-8 items-center gap-2' title={isMine ? about : t('roles.tooMuch')}>
      <input
        type='checkbox' className='check' name='scopes' value={permission.name} aria-label={about} checked={value.includes(permission.name)} disabled={!isMine}
        onChange={(event) => { onChange(event.target.checked ? [...value, permission.name] : value.filter((name) => name !== permission.name)) }}
      />
    </label>
  )
}
