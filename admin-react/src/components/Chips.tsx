// Filters as pills: the browser's own choosers, filled while they hold something, with a way to take it back.
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './Icon.tsx'

export interface Choice { value: string, label: string }

interface ChipProps { label: string, value: string | undefined, choices: Choice[], onChange: (value: string | undefined) => void, children?: ReactNode }

export function ChoiceChip ({ label, value, choices, onChange, children }: ChipProps) {
  const { t } = useTranslation()
  const isOn = value !== undefined
  // A value from an address that no choice has is still shown, so that it can be taken back.
  const known = !isOn || choices.some((choice) => choice.value === value)
  return (
    <span className={`chip ${isOn ? 'chip-on' : ''}`}>
      <select aria-label={label} value={value ?? ''} onChange={(event) => { onChange(event.target.value === '' ? undefined : event.target.value) }}>
        <option value=''>{label}</option>
        {choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
        {!known && <option value={value}>{value}</option>}
      </select>
      {children}
      {isOn
        ? <button type='button' className='chip-close' aria-label={t('list.clearFilter', { name: label })} onClick={() => { onChange(undefined) }}><Icon name='close' /></button>
        : <Icon name='down' />}
    </span>
  )
}

interface SearchChipProps { label: string, value: string | undefined, onChange: (value: string | undefined) => void }

/** Asks a moment after the last key, and never in the middle of a composed word. */
export function SearchChip ({ label, value, onChange }: SearchChipProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(value ?? '')
  const [known, setKnown] = useState(value)
  const [composing, setComposing] = useState(false)
  if (value !== known) {
    setKnown(value)
    if ((value ?? '') !== text.trim()) setText(value ?? '')
  }
  useEffect(() => {
    const wanted = text.trim()
    if (composing || wanted === (value ?? '')) return
    const timer = setTimeout(() => { onChange(wanted === '' ? undefined : wanted) }, 250)
    return () => { clearTimeout(timer) }
  }, [text, composing, value, onChange])
  return (
    <span role='search' className={`chip max-sm:w-full ${value === undefined ? '' : 'chip-on'}`}>
      <Icon name='search' />
      <input
        type='search' name='q' aria-label={label} placeholder={label} value={text} autoComplete='off' maxLength={100} className='w-56 max-w-none! flex-1'
        onChange={(event) => { setText(event.target.value) }}
        onCompositionStart={() => { setComposing(true) }} onCompositionEnd={() => { setComposing(false) }}
      />
      {text !== '' && <button type='button' className='chip-close' aria-label={t('list.clearSearch')} onClick={() => { setText(''); onChange(undefined) }}><Icon name='close' /></button>}
    </span>
  )
}
