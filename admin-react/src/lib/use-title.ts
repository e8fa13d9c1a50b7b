// The title of the tab follows the screen.
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

export function useTitle (title: string | undefined): void {
  const { t } = useTranslation()
  const name = t('app.name')
  useEffect(() => { document.title = title === undefined || title === '' ? name : `${title} · ${name}` }, [title, name])
}
