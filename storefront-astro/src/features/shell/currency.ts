// The currency switch: every price is on the page already, so a choice only changes which one is shown.
const root = document.documentElement

export const shownCurrency = (): string => root.dataset.currency ?? ''

export function showCurrency (code: string): void {
  const sheet = document.adoptedStyleSheets[0] ?? new CSSStyleSheet()
  sheet.replaceSync(`[data-c]:not([data-c=${code}]){display:none}`)
  document.adoptedStyleSheets = [sheet]
  root.dataset.picked = ''
  root.dataset.currency = code
  for (const select of switches()) select.value = code
  document.dispatchEvent(new CustomEvent('currency', { detail: code }))
}

const switches = (): NodeListOf<HTMLSelectElement> => document.querySelectorAll('[data-currency-switch] select')

export function startCurrencySwitch (): void {
  for (const select of switches()) {
    select.value = shownCurrency()
    select.addEventListener('change', () => {
      if (!/^[A-Z]{3}$/.test(select.value)) return
      // Cart, checkout and orders are written in one currency: there the server changes it.
      if (root.dataset.single !== undefined) { select.form?.requestSubmit(); return }
      document.cookie = `currency=${select.value}; Path=/; Max-Age=31536000; SameSite=Lax`
      showCurrency(select.value)
    })
  }
  // Another tab may have chosen meanwhile, or the browser brought this page back from its memory.
  const follow = (): void => {
    const chosen = /(?:^|; )currency=([A-Z]{3})/.exec(document.cookie)?.[1]
    const known = (root.dataset.currencies ?? '').split(' ')
    if (root.dataset.single === undefined && chosen !== undefined && chosen !== shownCurrency() && known.includes(chosen)) showCurrency(chosen)
  }
  addEventListener('pageshow', follow)
  document.addEventListener('visibilitychange', follow)
}
