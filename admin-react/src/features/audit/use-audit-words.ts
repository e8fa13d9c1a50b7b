// Acts and things of the log in the interface's language; their own names where there is no word yet.
import { useTranslation } from 'react-i18next'
import type { Entry } from './queries.ts'

export interface AuditWords {
  action: (action: string) => string
  object: (type: string) => string
  actor: (actor: Entry['actor']) => string
}

export function useAuditWords (): AuditWords {
  const { t, i18n } = useTranslation()
  const say = (key: string, otherwise: string): string => i18n.exists(key) ? t(key as 'audit.object.order') : otherwise
  return {
    action: (action) => say(`audit.action.${action.replace('.', '_')}`, action),
    object: (type) => say(`audit.object.${type}`, type),
    actor: ({ type, name, email }) => name ?? email ?? t(`audit.by.${type}`)
  }
}
