// The order alive: waits for the bank's answer and shows it, prints, sends a payment once.
import { createApi } from '@tradewind/sdk/client'
import { orders } from '@tradewind/sdk/resources/checkout'
import { forgetDraft } from '../checkout/draft.ts'
import { dateLocale } from '../../lib/locale.ts'
import { cookie } from '../shell/cookies.ts'
import { accessToken, renewedToken } from '../shell/member.ts'

function start (page: HTMLElement): void {
  forgetDraft()
  for (const time of document.querySelectorAll('time')) time.textContent = localTime(time.dateTime)
  document.querySelector('[data-print]')?.addEventListener('click', () => { print() })
  const form = document.querySelector<HTMLFormElement>('[data-pay-again]')
  form?.addEventListener('submit', (event) => {
    if (form.dataset.sent !== undefined) { event.preventDefault(); return }
    form.dataset.sent = ''
    const label = form.querySelector('button span')
    if (label !== null) label.textContent = form.dataset.placing ?? ''
  })
  if (page.dataset.state === 'settling') void wait(page, 0)
}

/** The server cannot know where the reader is. */
const localTime = (iso: string): string => {
  const { lang } = document.documentElement
  return new Intl.DateTimeFormat(dateLocale(lang), { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(new Date(iso))
}

const LONGEST_MS = 10_000

async function wait (page: HTMLElement, turn: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST_MS, 1000 * 1.3 ** turn)))
  const id = page.dataset.order ?? ''
  const order = await orders(createApi({ maxRetries: 0, accessToken, onUnauthorized: renewedToken })).get(id, { orderToken: cookie(`order_token_${id}`) }).catch(() => undefined)
  if (order !== undefined && (order.status !== page.dataset.status || order.paymentStatus !== 'pending')) location.reload()
  else if (turn < 60) await wait(page, turn + 1)
}

const page = document.querySelector<HTMLElement>('[data-order]')
if (page !== null) start(page)
