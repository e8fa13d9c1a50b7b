// The account alive: a password shown on wish, a country that brings its fields at once, codes copied, times as the reader's clock has them.
import { dateLocale } from '../../lib/locale.ts'

const { lang } = document.documentElement

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-reveal]')) {
  const names = [button.getAttribute('aria-label') ?? '', button.dataset.reveal ?? '']
  button.addEventListener('click', () => {
    const input = document.getElementById(button.getAttribute('aria-controls') ?? '')
    if (!(input instanceof HTMLInputElement)) return
    const isHidden = input.type === 'password'
    input.type = isHidden ? 'text' : 'password'
    button.setAttribute('aria-label', names[isHidden ? 1 : 0] ?? '')
    button.toggleAttribute('data-open', isHidden)
  })
}

for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-moment]')) {
  time.textContent = new Intl.DateTimeFormat(dateLocale(lang), { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(new Date(time.dateTime))
}

document.addEventListener('change', (event) => {
  const select = event.target instanceof Element ? event.target.closest<HTMLSelectElement>('select[data-ask]') : null
  if (select?.form != null) select.form.requestSubmit(select.form.querySelector<HTMLButtonElement>(`[value=${select.dataset.ask}]`))
})

document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-copy]') : null
  if (button === null) return
  const text = [...document.querySelectorAll(button.dataset.copy ?? '')].map((one) => one.textContent?.trim()).join('\n')
  void navigator.clipboard.writeText(text).then(() => { document.querySelector('#live')?.replaceChildren(button.dataset.copied ?? '') })
})

// A second press while the first is on its way changes nothing but the brakes' count. A download leaves the page where it is.
document.addEventListener('submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented || form.matches('[data-download]')) return
  if (form.dataset.busy !== undefined) event.preventDefault()
  form.dataset.busy = ''
})
addEventListener('pageshow', () => { for (const form of document.querySelectorAll<HTMLFormElement>('form[data-busy]')) delete form.dataset.busy })

// What needs attention has the focus from the server; where the browser did not set it, it is set here.
document.querySelector<HTMLElement>('[autofocus]')?.focus()
