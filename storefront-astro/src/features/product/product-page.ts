// The product page alive: choices without a journey, add to bag, fresh stock and price, the bar on phones.
import { addToBag, holdWayToBag, leftOf } from '../cart/store.ts'
import { showCount } from '../shell/bag-count.ts'
import { cookie } from '../shell/cookies.ts'
import { fill, pluralForm, type Forms } from '../../lib/plural.ts'
import { startBuyBar } from './buy-bar.ts'
import { showDelivery } from './delivery.ts'
import { confirmLive } from './live.ts'
import { startGallery, showPicture } from './gallery.ts'
import type { StockWords } from './stock.ts'
import { firstChoice, variantFor, type Choosable } from './variants.ts'

export interface Facts {
  id: string
  locale: string
  rtl: boolean
  variants: Array<Choosable & { id: string }>
  words: { stock: StockWords, added: string, failed: string, failedStock: Forms, priceChanged: string, delivery: string, free: string }
}

function start (form: HTMLFormElement, facts: Facts): void {
  const button = form.querySelector<HTMLButtonElement>('[data-add]')
  const chosenId = form.querySelector<HTMLInputElement>('[name=variantId]')
  const quantity = form.querySelector<HTMLInputElement>('[name=quantity]')
  if (button === null || chosenId === null || quantity === null) return
  let current = facts.variants.find(({ id }) => id === chosenId.value)

  const show = (variant: Facts['variants'][number]): void => {
    current = variant
    chosenId.value = variant.id
    button.disabled = variant.out
    for (const part of form.querySelectorAll<HTMLElement>('[data-variant]')) part.hidden = part.dataset.variant !== variant.sku
    for (const choice of form.querySelectorAll<HTMLAnchorElement>('[data-option]')) showChoice(choice, variant, facts)
    showPicture(variant.options)
    document.dispatchEvent(new Event('variant'))
  }

  form.addEventListener('click', (event) => {
    const choice = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('[data-option]') : null
    const step = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-step]') : null
    if (step !== null) quantity.value = String(Math.min(99, Math.max(1, Number(quantity.value) + Number(step.dataset.step))))
    if (choice === null || current === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return
    const next = variantFor(facts.variants, current, choice.dataset.option ?? '', choice.dataset.value ?? '')
    if (next === undefined) return
    event.preventDefault()
    history.replaceState(history.state, '', `?variant=${encodeURIComponent(next.sku)}`)
    show(next)
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (current !== undefined && !current.out) void add(current.id, Number(quantity.value), facts)
  })

  const asked = new URLSearchParams(location.search).get('variant')
  const first = firstChoice(facts.variants, asked)
  if (first !== undefined && first !== current) show(first)
  holdWayToBag()
  document.addEventListener('bag', () => { void showDelivery(facts) })
  void showDelivery(facts)
  startGallery()
  startBuyBar(form, button)
  void confirmLive(form, facts, () => { if (current !== undefined) show(current) })
}

function showChoice (choice: HTMLAnchorElement, variant: Choosable, facts: Facts): void {
  const { option = '', value = '', nameOut = '' } = choice.dataset
  const target = variantFor(facts.variants, variant, option, value)
  if (target === undefined) return
  choice.search = `?variant=${encodeURIComponent(target.sku)}`
  choice.toggleAttribute('data-out', target.out)
  if (target.out) choice.setAttribute('aria-label', nameOut)
  else choice.removeAttribute('aria-label')
  if (variant.options[option] === value) choice.setAttribute('aria-current', 'true')
  else choice.removeAttribute('aria-current')
}

/** Said at once, taken back honestly. */
async function add (variantId: string, quantity: number, facts: Facts): Promise<void> {
  const before = Number(cookie('cart_count') ?? 0)
  showCount(before + quantity)
  say(facts.words.added, true)
  try {
    await addToBag(variantId, quantity)
  } catch (error) {
    const left = leftOf(error, variantId)
    showCount(Number(cookie('cart_count') ?? 0))
    say(left === undefined ? facts.words.failed : fill(pluralForm(facts.words.failedStock, left, facts.locale), { count: left }, facts.rtl), false)
  }
}

let fading: ReturnType<typeof setTimeout> | undefined

function say (words: string, isGood: boolean): void {
  const live = document.querySelector('#live')
  const template = document.querySelector<HTMLTemplateElement>('template[data-added]')
  document.querySelector('.added')?.remove()
  clearTimeout(fading)
  if (live !== null) live.textContent = words
  const toast = template?.content.firstElementChild?.cloneNode(true)
  if (!(toast instanceof HTMLElement)) return
  toast.classList.toggle('added-bad', !isGood)
  const said = toast.querySelector('[data-said]')
  if (said !== null) said.textContent = words
  if (!isGood) toast.querySelector('[data-view]')?.remove()
  document.querySelector('main')?.append(toast)
  fading = setTimeout(() => { if (!toast.matches(':hover, :focus-within')) toast.remove() }, isGood ? 5000 : 9000)
}

const form = document.querySelector<HTMLFormElement>('[data-buy]')
const source = form?.querySelector('[data-facts]')?.textContent
if (form !== null && source != null) start(form, JSON.parse(source) as Facts)
