// The bag alive: its forms are sent in turn and the answer of the server replaces what is shown, never by something older.
import { inTurn, learn } from './store.ts'

const region = (): HTMLElement | null => document.querySelector('#cart')

function show (html: string): void {
  const next = new DOMParser().parseFromString(html, 'text/html').querySelector<HTMLElement>('#cart')
  const now = region()
  if (next === null || now === null) return
  const isOlder = next.dataset.cart === now.dataset.cart && Number(next.dataset.version) < Number(now.dataset.version)
  if (isOlder) return
  const focused = document.activeElement?.id ?? ''
  now.replaceWith(next)
  document.getElementById(focused)?.focus()
  tell(next)
}

function tell ({ dataset }: HTMLElement): void {
  learn({ id: dataset.cart ?? '', version: Number(dataset.version ?? 0), itemCount: Number(dataset.count ?? 0) })
}

async function send (form: HTMLFormElement, action: string): Promise<void> {
  const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))
  region()?.setAttribute('aria-busy', 'true')
  await inTurn(async () => {
    const response = await fetch(action, { method: 'POST', body })
    if (!response.ok) throw new Error(String(response.status))
    show(await response.text())
    new BroadcastChannel('bag').postMessage({ id: region()?.dataset.cart, version: Number(region()?.dataset.version ?? 0), itemCount: Number(region()?.dataset.count ?? 0) })
  }).catch(() => { if (!leaving) form.submit() })
}

// A journey away breaks off what is under way; that is no reason to send it again.
let leaving = false
addEventListener('beforeunload', () => { leaving = true })
addEventListener('pageshow', () => { leaving = false })

const sent = new WeakMap<HTMLFormElement, string>()

const waiting = new WeakMap<HTMLFormElement, ReturnType<typeof setTimeout>>()

document.addEventListener('submit', (event) => {
  if (!(event.target instanceof HTMLFormElement) || !event.target.matches('[data-cart-form]')) return
  event.preventDefault()
  // Enter in a field both changes it and sends its form.
  const said = new URLSearchParams([...new FormData(event.target)].map(([name, value]) => [name, String(value)])).toString()
  if (sent.get(event.target) === said) return
  sent.set(event.target, said)
  void send(event.target, event.submitter instanceof HTMLButtonElement && event.submitter.hasAttribute('formaction') ? event.submitter.formAction : event.target.action)
})
document.addEventListener('change', (event) => {
  if (event.target instanceof HTMLElement) event.target.closest<HTMLFormElement>('form[data-cart-form]')?.requestSubmit()
})
document.addEventListener('click', (event) => {
  const step = event.target instanceof Element ? event.target.closest<HTMLElement>('#cart [data-step]') : null
  const form = step?.closest('form')
  const input = form?.querySelector<HTMLInputElement>('[name=quantity]')
  if (step === null || form == null || input == null) return
  input.value = String(Math.max(0, Number(input.value) + Number(step.dataset.step)))
  // Several presses are one change.
  clearTimeout(waiting.get(form))
  waiting.set(form, setTimeout(() => { form.requestSubmit() }, 350))
})

// Another tab changed the bag: show what it is now.
document.addEventListener('bag', (event) => {
  const { id, version } = (event as CustomEvent<{ id: string, version: number }>).detail
  const now = region()
  if (now === null || (id === (now.dataset.cart ?? '') && version <= Number(now.dataset.version ?? 0))) return
  void fetch(location.pathname).then(async (response) => { if (response.ok) show(await response.text()) })
})
const first = region()
if (first?.dataset.cart !== undefined) tell(first)
