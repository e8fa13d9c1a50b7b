// The checkout alive: faults told on leaving a field and cleared while it is mended, totals that follow every choice, nothing typed ever lost.
import { keepDraft, restoreDraft } from './draft.ts'
import { checkField, fieldsOf, isField, showFaults } from './live-validation.ts'

function start (form: HTMLFormElement): void {
  restoreDraft(form)
  let isPlacing = false
  form.addEventListener('input', (event) => {
    keepDraft(form)
    if (isField(event.target) && event.target.getAttribute('aria-invalid') === 'true') checkField(event.target)
  })
  form.addEventListener('focusout', (event) => {
    if (isField(event.target) && event.target.value !== '') checkField(event.target)
  })
  form.addEventListener('change', (event) => {
    if (event.target instanceof HTMLElement && event.target.matches('[data-quote]')) void quote(form)
  })
  form.addEventListener('submit', (event) => {
    const isPay = event.submitter === null || event.submitter.matches('[data-pay]')
    if (!isPay) return
    if (isPlacing || !showFaults(form)) { event.preventDefault(); return }
    isPlacing = true
    const label = form.querySelector<HTMLElement>('[data-pay] span')
    form.querySelector('[data-pay]')?.setAttribute('aria-disabled', 'true')
    if (label !== null) label.textContent = form.dataset.placing ?? ''
    document.querySelector('#live')?.replaceChildren(form.dataset.placing ?? '')
  })
  // The browser may bring the page back from its memory after a payment page.
  addEventListener('pageshow', ({ persisted }) => { if (persisted) location.reload() })
}

let asked = 0

/** Asks the server for the page as it would be with these choices and takes over the parts that depend on them. */
async function quote (form: HTMLFormElement): Promise<void> {
  const turn = ++asked
  const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))
  body.set('intent', 'quote')
  const parts = document.querySelectorAll('[data-swap=methods],[data-swap=summary],[data-swap=pay]')
  for (const part of parts) part.setAttribute('aria-busy', 'true')
  try {
    const response = await fetch(form.action, { method: 'POST', body })
    if (!response.ok || turn !== asked) return
    const next = new DOMParser().parseFromString(await response.text(), 'text/html')
    if (next.querySelector('[data-checkout]') === null) { location.reload(); return }
    const focused = document.activeElement?.id ?? ''
    const typed = new Map(fieldsOf(form).map((field) => [field.name, field.value]))
    for (const part of document.querySelectorAll<HTMLElement>('[data-swap]')) {
      const fresh = next.querySelector(`[data-swap=${part.dataset.swap}]`)
      if (fresh !== null) part.replaceChildren(...fresh.childNodes)
    }
    for (const field of fieldsOf(form)) if (field.value === '') field.value = typed.get(field.name) ?? ''
    restoreDraft(form)
    document.getElementById(focused)?.focus()
  } finally {
    if (turn === asked) for (const part of parts) part.removeAttribute('aria-busy')
  }
}

const form = document.querySelector<HTMLFormElement>('[data-checkout]')
if (form !== null) start(form)
