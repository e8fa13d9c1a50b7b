// Enhances the lists: a changed filter applies at once, prices are asked for in the currency that is shown, the pressed card's picture travels.
import { shownCurrency } from '../shell/currency.ts'

for (const form of document.querySelectorAll<HTMLFormElement>('[data-filters]')) {
  const useShownCurrency = (): void => {
    const code = shownCurrency()
    for (const field of form.querySelectorAll<HTMLInputElement>('[data-currency-field]')) field.value = code
    for (const name of form.querySelectorAll('[data-currency-name]')) name.textContent = code
  }
  useShownCurrency()
  document.addEventListener('currency', useShownCurrency)
  form.addEventListener('change', (event) => {
    if (event.target instanceof HTMLSelectElement || (event.target instanceof HTMLInputElement && event.target.type === 'checkbox')) form.requestSubmit()
  })
  // An address says only what was chosen.
  form.addEventListener('submit', () => {
    const priced = [...form.querySelectorAll<HTMLInputElement>('[name=minPrice],[name=maxPrice]')].some(({ value }) => value !== '')
    for (const select of form.querySelectorAll('select')) select.disabled = select.selectedIndex === 0
    for (const field of form.querySelectorAll<HTMLInputElement>('input[name]')) {
      if (field.value === '' || (field.name === 'currency' && !priced)) field.disabled = true
    }
  })
}
addEventListener('pageshow', () => {
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[data-filters] :disabled')) field.disabled = false
})
