// Everything behind the door: the cache of answers, and the screens by address.
import { useEffect } from 'react'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ProofDialog } from '../features/auth/ProofDialog.tsx'
import { queryClient } from '../lib/client.ts'
import { router } from './router.ts'

export function Workspace () {
  const { i18n } = useTranslation()
  // Names come in the reader's language, so another language asks again.
  useEffect(() => {
    const ask = (): void => { void queryClient.invalidateQueries() }
    i18n.on('languageChanged', ask)
    return () => { i18n.off('languageChanged', ask) }
  }, [i18n])
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <ProofDialog />
    </QueryClientProvider>
  )
}
