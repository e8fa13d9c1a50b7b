// The pages for whoever is not signed in: a forgotten password, and where mailed links lead.
import { lazy, type ComponentType } from 'react'

export const DOORS: Partial<Record<string, ComponentType>> = {
  '/forgot': lazy(async () => ({ default: (await import('../features/auth/ForgotPage.tsx')).ForgotPage })),
  '/reset': lazy(async () => ({ default: (await import('../features/auth/ResetPage.tsx')).ResetPage })),
  '/invitation': lazy(async () => ({ default: (await import('../features/auth/InvitationPage.tsx')).InvitationPage }))
}
