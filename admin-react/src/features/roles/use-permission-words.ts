// Areas and permissions in the interface's language; the API's own words where there are none yet.
import { useTranslation } from 'react-i18next'

export interface PermissionWords {
  area: (area: string) => string
  about: (permission: { name: string, description: string }) => string
  short: (name: string) => string
}

export function usePermissionWords (): PermissionWords {
  const { t, i18n } = useTranslation()
  const say = (key: string, otherwise: string): string => i18n.exists(key) ? t(key as 'permissions.area.orders') : otherwise
  const area = (name: string): string => say(`permissions.area.${name}`, name)
  return {
    area,
    about: ({ name, description }) => say(`permissions.about.${name.replace('.', '_')}`, description),
    short: (name) => `${area(name.split('.')[0] ?? name)}${t('problem.colon')}${t(name.endsWith('.read') ? 'permissions.read' : 'permissions.write')}`
  }
}
