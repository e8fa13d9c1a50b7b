// A value to take along: shown whole, copied by one press.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './Icon.tsx'

export function CopyButton ({ text, label }: { text: string, label?: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = (): void => { void navigator.clipboard.writeText(text).then(() => { setCopied(true) }) }
  return (
    <button type='button' className='btn' onClick={copy}>
      <Icon name={copied ? 'check' : 'copy'} /><span aria-live='polite'>{copied ? t('common.copied') : label ?? t('common.copy')}</span>
    </button>
  )
}

export const Copyable = ({ text }: { text: string }) => (
  <div className='flex flex-wrap items-center gap-2 rounded-lg border border-line bg-sunken p-2 ps-3'>
    <code dir='ltr' className='min-w-0 flex-1 font-mono break-all select-all'>{text}</code>
    <CopyButton text={text} />
  </div>
)
