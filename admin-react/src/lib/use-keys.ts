// Keys pressed anywhere; never while somebody types or composes, unless the key is held with ⌘ or Ctrl, and never past a dialog.
import { useEffect, useEffectEvent } from 'react'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** Names are like `mod+k`, `?` or `g o`; the handler's event is taken. */
export function useKeys (handlers: Record<string, () => void>): void {
  const run = useEffectEvent((name: string, isAsked: boolean): boolean => {
    const handle = handlers[name]
    if (!isAsked) handle?.()
    return handle !== undefined && (!isAsked || name.startsWith('mod+'))
  })
  useEffect(() => {
    let before = ''
    const press = (event: KeyboardEvent): void => {
      if (event.isComposing || event.altKey || event.defaultPrevented) return
      const held = event.metaKey || event.ctrlKey
      if (!held && isTyping(event.target)) return
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const taken = run(held ? `mod+${key}` : before === '' ? key : `${before} ${key}`, document.querySelector('dialog[open]') !== null)
      if (taken) event.preventDefault()
      before = !held && before === '' && !taken ? key : ''
      setTimeout(() => { before = '' }, 1200)
    }
    addEventListener('keydown', press)
    return () => { removeEventListener('keydown', press) }
  }, [])
}
