// ⌘K: one field that finds places, commands, orders and products.
import { useId, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../components/Dialog.tsx'
import { useCommands, type Command } from './commands.ts'

export function Palette ({ onClose, onShortcuts }: { onClose: () => void, onShortcuts: () => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const { found, searching } = useCommands(text, { shortcuts: onShortcuts })
  const chosen = Math.min(at, Math.max(0, found.length - 1))

  const run = (command: Command | undefined): void => {
    if (command === undefined) return
    onClose()
    command.run()
  }
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || found.length === 0) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setAt((chosen + step + found.length) % found.length)
    else if (event.key === 'Enter') run(found[chosen])
    else return
    event.preventDefault()
  }

  return (
    <Dialog title={t('palette.title')} onClose={onClose}>
      <input
        className='input' type='search' role='combobox' aria-expanded='true' aria-controls={`${id}-list`} aria-label={t('palette.title')} aria-autocomplete='list'
        aria-activedescendant={found.length > 0 ? `${id}-${chosen}` : undefined} placeholder={t('palette.placeholder')}
        value={text} onChange={(event) => { setText(event.target.value); setAt(0) }} onKeyDown={press}
      />
      <ul id={`${id}-list`} role='listbox' aria-label={t('palette.title')} className='mt-3 h-[min(22rem,50dvh)] overflow-y-auto'>
        {found.map((command, index) => (
          // The field keeps the focus and the keys; a press on a row is for the pointer.
          <li key={command.id} id={`${id}-${index}`} role='option' aria-selected={index === chosen} className={`rounded-lg ${index === chosen ? 'bg-sunken' : ''}`}>
            <button type='button' tabIndex={-1} className='flex min-h-9 w-full items-center justify-between gap-3 px-3 text-start' onClick={() => { run(command) }} onPointerMove={() => { setAt(index) }}>
              <span className='truncate'><bdi>{command.label}</bdi></span>
              <span className='shrink-0 text-[.8125rem] text-ink-faint'>{command.kind}</span>
            </button>
          </li>
        ))}
      </ul>
      <p role='status' className='hint min-h-5'>{searching ? t('palette.searching') : found.length === 0 ? t('palette.nothing') : ''}</p>
    </Dialog>
  )
}
