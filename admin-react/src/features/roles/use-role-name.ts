// The name of a role: the interface's own word for those that come with the shop, the merchant's for the others.
import { useTranslation } from 'react-i18next'

export function useRoleName (): (role: { code: string, name: string }) => string {
  const { t, i18n } = useTranslation()
  return ({ code, name }) => i18n.exists(`roles.builtin.${code}`) ? t(`roles.builtin.${code}` as 'roles.builtin.owner') : name
}
