// Checks the fields by what the server wrote on them, in its words.
import { fill, pluralForm, type Forms } from '../../lib/plural.ts'

const EMAIL = '^[^\\s@]+@[^\\s@]+\\.[^\\s@]{2,}$'

export type Filled = HTMLInputElement | HTMLSelectElement

/** What is filled in; the choices that move the total are the server's. */
export const fieldsOf = (form: HTMLFormElement): Filled[] => [...form.querySelectorAll<Filled>('input.input, select.input:not([data-quote])')]

export const isField = (target: EventTarget | null): target is Filled => target instanceof HTMLElement && target.matches('input.input, select.input:not([data-quote])')

/** The fault of a field, shown beside it or cleared. */
export function checkField (field: Filled): string | undefined {
  const value = field.value.trim()
  const pattern = field.type === 'email' ? EMAIL : field.dataset.pattern
  const fault = value === ''
    ? field.dataset.missing
    : pattern !== undefined && !new RegExp(pattern, 'i').test(value) ? field.dataset.invalid : undefined
  const place = document.getElementById(`${field.id}-error`)
  if (place !== null) place.textContent = fault ?? ''
  if (fault === undefined) field.removeAttribute('aria-invalid')
  else field.setAttribute('aria-invalid', 'true')
  return fault
}

/** True where nothing is wrong; else the summary is filled and the first fault has the focus. */
export function showFaults (form: HTMLFormElement): boolean {
  const faults = fieldsOf(form).flatMap((field) => {
    const fault = checkField(field)
    return fault === undefined ? [] : [{ field, fault }]
  })
  const summary = form.querySelector<HTMLElement>('[data-errors]')
  if (summary !== null) summary.hidden = faults.length === 0
  const title = summary?.querySelector('[data-errors-title]')
  if (title != null) title.textContent = fill(pluralForm(JSON.parse(form.dataset.summary ?? '{"other":""}') as Forms, faults.length, document.documentElement.lang), { count: faults.length })
  summary?.querySelector('[data-errors-list]')?.replaceChildren(...faults.map(({ field, fault }) => {
    const item = document.createElement('li')
    const link = Object.assign(document.createElement('a'), { href: `#${field.id}`, textContent: fault, className: 'link' })
    item.append(link)
    return item
  }))
  const hidden = faults[0]?.field.closest('details')
  if (hidden != null) hidden.open = true
  faults[0]?.field.focus()
  return faults.length === 0
}
