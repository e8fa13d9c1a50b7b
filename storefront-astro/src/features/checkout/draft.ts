// What was typed, kept in this tab until the order is placed: it survives reload, back, a decline and a change of language.
import { fieldsOf } from './live-validation.ts'

const KEY = 'checkout-draft'

const read = (): Record<string, string> => {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Record<string, string>
  } catch {
    return {}
  }
}

export function keepDraft (form: HTMLFormElement): void {
  const typed = Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]))
  const payment = form.querySelector<HTMLInputElement>('[name=paymentMethod]:checked')?.value
  sessionStorage.setItem(KEY, JSON.stringify({ ...read(), ...typed, ...(payment === undefined ? {} : { paymentMethod: payment }) }))
}

/** Fills only what the server left empty. */
export function restoreDraft (form: HTMLFormElement): void {
  const draft = read()
  for (const field of fieldsOf(form)) {
    const kept = draft[field.name]
    if (field.value !== '' || kept === undefined || kept === '') continue
    field.value = kept
    const details = field.closest('details')
    if (details !== null) details.open = true
  }
  const payment = [...form.querySelectorAll<HTMLInputElement>('[name=paymentMethod]')].find(({ value }) => value === draft.paymentMethod)
  if (payment !== undefined) payment.checked = true
}

export const forgetDraft = (): void => { sessionStorage.removeItem(KEY) }
