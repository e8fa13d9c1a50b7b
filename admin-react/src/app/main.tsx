// The start: the language first, then the door; the workspace is fetched only for whoever is let in.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startLanguage } from '../lib/i18n.ts'
import { clientOptions, restoreSession } from '../lib/session.ts'
import { Gate } from './Gate.tsx'
import '../styles/main.css'

async function start (): Promise<void> {
  const restored = restoreSession()
  clientOptions.locale = await startLanguage()
  const root = document.getElementById('root')
  if (root !== null) createRoot(root).render(<StrictMode><Gate /></StrictMode>)
  await restored
}

void start()
