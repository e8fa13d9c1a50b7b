// The script of every page: currency switch, bag count, menus that close, links that keep the question of the address.
import { showCount } from './bag-count.ts'
import { cookie } from './cookies.ts'
import { startCurrencySwitch } from './currency.ts'
import { isMember } from './member.ts'

startCurrencySwitch()

const showKnownCount = (): void => {
  showCount(Number(cookie('cart_count') ?? 0))
  document.documentElement.toggleAttribute('data-member', isMember())
}
showKnownCount()
addEventListener('pageshow', showKnownCount)
document.addEventListener('bag', showKnownCount)
document.addEventListener('visibilitychange', showKnownCount)
new BroadcastChannel('bag').addEventListener('message', showKnownCount)

for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-language]')) {
  link.addEventListener('click', () => {
    const url = new URL(link.href)
    if (url.search === '') link.href = `${url.pathname}${location.search}`
  })
}

document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu[open]')) {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false
  }
  // The pressed card's picture becomes the picture of the next page.
  const card = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-card]') : null
  card?.querySelector<HTMLElement>('.picture')?.style.setProperty('view-transition-name', 'product')
})
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  const menu = document.querySelector<HTMLDetailsElement>('details.menu[open]')
  if (menu === null) return
  menu.open = false
  menu.querySelector('summary')?.focus()
})
addEventListener('pageshow', () => {
  for (const picture of document.querySelectorAll<HTMLElement>('[data-card] .picture')) picture.style.removeProperty('view-transition-name')
})
