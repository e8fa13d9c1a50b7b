// A label, its control, and what is wrong with it, tied together for everybody.
import { useId, type ReactNode } from 'react'

export interface ControlProps { 'id': string, 'aria-invalid'?: true, 'aria-describedby'?: string }

interface FieldProps {
  label: string
  hint?: string | undefined
  error?: string | undefined
  hideLabel?: boolean
  children: (control: ControlProps) => ReactNode
}

export function Field ({ label, hint, error, hideLabel = false, children }: FieldProps) {
  const id = useId()
  const control: ControlProps = { id }
  if (error !== undefined) control['aria-invalid'] = true
  if (error !== undefined || hint !== undefined) control['aria-describedby'] = `${id}-more`
  return (
    <div className='min-w-0'>
      <label className={hideLabel ? 'sr-only' : 'label'} htmlFor={id}>{label}</label>
      {children(control)}
      <div id={`${id}-more`}>
        {error !== undefined ? <p className='fault'>{error}</p> : hint !== undefined ? <p className='hint mt-1'>{hint}</p> : null}
      </div>
    </div>
  )
}
