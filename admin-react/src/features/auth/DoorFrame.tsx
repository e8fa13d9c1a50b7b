// The frame of every page before the door: the shop's name, one card, the language.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageSwitch } from '../../components/LanguageSwitch.tsx'
import { useTitle } from '../../lib/use-title.ts'

export function DoorFrame ({ title, children }: { title: string, children: ReactNode }) {
  const { t } = useTranslation()
  useTitle(title)
  return (
    <main className='grid min-h-dvh content-center justify-items-center gap-6 p-4'>
      <div className='w-full max-w-sm'>
        <p className='mb-6 flex items-center gap-2.5 text-lg font-semibold'>
          <img src='/icon.svg' alt='' width='28' height='28' />{t('app.name')}
        </p>
        <div className='card p-6'>
          <h1 className='mb-5'>{title}</h1>
          {children}
        </div>
        <div className='mt-5'><LanguageSwitch /></div>
      </div>
    </main>
  )
}
