// Asks once before what cannot be taken back; where much hangs on it, by a word to type.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from './Dialog.tsx'
import { Field } from './Field.tsx'
import { Problem } from './Problem.tsx'

interface ConfirmProps {
  title: string
  text: string
  verb: string
  busy?: boolean
  error?: unknown
  onConfirm: () => void
  onClose: () => void
  keep?: string
  /** What must be typed first, such as the address of the person who is erased. */
  typed?: string
}

export function Confirm ({ title, text, verb, busy = false, error, onConfirm, onClose, keep, typed: wanted }: ConfirmProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const isTyped = wanted === undefined || typed.trim().toLocaleLowerCase() === wanted.toLocaleLowerCase()
  return (
    <Dialog title={title} onClose={onClose}>
      <p className='text-ink-soft'>{text}</p>
      {wanted !== undefined && (
        <div className='mt-4'>
          <p className='mb-2'>{t('confirm.type')} <bdi dir='ltr' className='font-semibold break-all'>{wanted}</bdi></p>
          <Field label={t('confirm.typed')} hideLabel>
            {(control) => <input {...control} className='input' name='typed' dir='ltr' autoComplete='off' spellCheck={false} value={typed} onChange={(event) => { setTyped(event.target.value) }} />}
          </Field>
        </div>
      )}
      {error != null && <div className='mt-4'><Problem error={error} /></div>}
      <div className='mt-5 flex flex-wrap justify-end gap-2'>
        <button type='button' className='btn' onClick={onClose}>{keep ?? t('common.cancel')}</button>
        <button type='button' className='btn btn-danger' disabled={busy || !isTyped} onClick={onConfirm}>{verb}</button>
      </div>
    </Dialog>
  )
}
