// The roles of one person: those that may do more than oneself cannot be given.
import { useId } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Problem } from '../../components/Problem.tsx'
import { roleOptions } from '../roles/queries.ts'
import { useRoleName } from '../roles/use-role-name.ts'
import { useStaff } from '../../lib/use-session.ts'

interface RoleChoiceProps { hideLabel?: boolean, value: string[], error?: string | undefined, onChange: (codes: string[]) => void }

export function RoleChoice ({ hideLabel = false, value, error, onChange }: RoleChoiceProps) {
  const { t } = useTranslation()
  const id = useId()
  const roles = useQuery(roleOptions())
  const nameOf = useRoleName()
  const mine: readonly string[] = useStaff()?.permissions ?? []
  if (roles.isError) return <Problem error={roles.error} onRetry={() => { void roles.refetch() }} />
  return (
    <fieldset aria-describedby={error === undefined ? undefined : id} aria-busy={roles.data === undefined}>
      <legend className={hideLabel ? 'sr-only' : 'label'}>{t('staff.roles')}</legend>
      <div className='grid min-h-40 content-start gap-x-4 sm:grid-cols-2'>
        {roles.data?.items.map((role) => {
          const isMore = role.permissions.some((permission) => !mine.includes(permission))
          return (
            <label key={role.code} className={`flex min-h-9 items-center gap-2.5 ${isMore ? 'text-ink-faint' : ''}`} title={isMore ? t('staff.tooMuch') : undefined}>
              <input
                type='checkbox' className='check' name='roles' value={role.code} checked={value.includes(role.code)} disabled={isMore}
                onChange={(event) => { onChange(event.target.checked ? [...value, role.code] : value.filter((code) => code !== role.code)) }}
              />
              <span className='min-w-0'><bdi>{nameOf(role)}</bdi>{isMore && <span className='sr-only'> ({t('staff.tooMuch')})</span>}</span>
            </label>
          )
        })}
      </div>
      {error !== undefined && <p id={id} className='fault'>{error}</p>}
    </fieldset>
  )
}
