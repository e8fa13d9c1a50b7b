// The bar on phones: there only while the real button is off the screen.
export function startBuyBar (form: HTMLFormElement, button: HTMLButtonElement): void {
  const bar = document.querySelector<HTMLElement>('[data-buy-bar]')
  const add = bar?.querySelector<HTMLButtonElement>('[data-bar-add]')
  const price = bar?.querySelector('[data-bar-price]')
  if (bar == null || add == null || price == null) return
  new IntersectionObserver(([entry]) => {
    bar.toggleAttribute('data-away', entry?.isIntersecting !== false)
  }).observe(button)
  add.addEventListener('click', () => { form.requestSubmit() })
  const follow = (): void => {
    const shown = form.querySelector('[data-part=price]:not([hidden])')
    price.replaceChildren(...[...shown?.querySelectorAll('[data-c]') ?? []].map((one) => {
      const copy = document.createElement('span')
      for (const name of ['data-c', 'data-b']) if (one.hasAttribute(name)) copy.setAttribute(name, one.getAttribute(name) ?? '')
      const amount = document.createElement('bdi')
      amount.className = 'price'
      amount.textContent = one.querySelector('bdi')?.textContent ?? ''
      copy.append(amount)
      return copy
    }))
    add.disabled = button.disabled
  }
  follow()
  document.addEventListener('variant', follow)
}
