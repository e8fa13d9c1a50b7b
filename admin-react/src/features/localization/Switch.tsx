// On or off, as a dot and a word, with the verb that changes it; asked of `can`.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Confirm } from '../../components/Confirm.tsx'

interface SwitchProps { name: string, can: string[], busy: boolean, error: unknown, onChange: (enabled: boolean, done: () => void) => void, warning: string }

export function Switch ({ name, can, busy, error, onChange, warning }: SwitchProps) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<boolean>()
  const to = can.includes('enable') ? true : can.includes('disable') ? false : undefined
  if (to === undefined) return null
  const close = (): void => { setAsked(undefined) }
  const verb = to ? t('localization.enable') : t('localization.disable')
  return (
    <>
      <button type='button' className='btn' onClick={() => { setAsked(to) }}>{verb}<span className='sr-only'> {name}</span></button>
      {asked !== undefined && (
        <Confirm
          title={asked ? t('localization.enableName', { name }) : t('localization.disableName', { name })} text={asked ? t('localization.enableText') : warning}
          verb={verb} busy={busy} error={error} onClose={close} onConfirm={() => { onChange(asked, close) }}
        />
      )}
    </>
  )
}
