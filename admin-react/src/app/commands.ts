// What the palette can find and do: local at once, orders, products and customers from the API a moment later.
import { useEffect, useState } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { customerListOptions } from '../features/customers/queries.ts'
import { orderListOptions } from '../features/orders/queries.ts'
import { productListOptions } from '../features/products/queries.ts'
import { changeLanguage, LANGUAGES } from '../lib/i18n.ts'
import { signOut } from '../lib/session.ts'
import { useMay } from '../lib/use-session.ts'
import { PLACES } from './places.ts'

export interface Command { id: string, label: string, kind: string, run: () => void }

export function useCommands (text: string, own: { shortcuts: () => void }): { found: Command[], searching: boolean } {
  const local = useLocalCommands(own)
  const wanted = text.trim()
  const q = useSettled(wanted, 150)
  const hits = useHits(q.length >= 2 ? q : undefined)
  const plain = wanted.toLocaleLowerCase()
  const near = local.filter((command) => command.label.toLocaleLowerCase().includes(plain))
  return { found: wanted.length >= 2 ? [...near, ...hits.found] : near, searching: wanted.length >= 2 && (hits.searching || q !== wanted) }
}

function useSettled (text: string, delayMs: number): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => { setSettled(text) }, delayMs)
    return () => { clearTimeout(timer) }
  }, [text, delayMs])
  return settled
}

function useLocalCommands (own: { shortcuts: () => void }): Command[] {
  const { t, i18n } = useTranslation()
  const may = useMay()
  const navigate = useNavigate()
  const places = PLACES.filter((place) => may(place.permission)).map((place): Command => ({
    id: place.name, label: t(`nav.${place.name}`), kind: t('palette.kind.place'), run: () => { void navigate({ to: place.to }) }
  }))
  const view = (id: string, label: string, go: () => unknown): Command => ({ id, label, kind: t('palette.kind.view'), run: () => { go() } })
  const views = [
    ...(may('orders.read')
      ? [
          view('to-ship', t('orders.view.to_ship'), () => navigate({ to: '/orders', search: {} })),
          view('unpaid', t('orders.view.unpaid'), () => navigate({ to: '/orders', search: { view: 'unpaid' } })),
          view('all', t('orders.view.all'), () => navigate({ to: '/orders', search: { view: 'all' } }))
        ]
      : []),
    ...(may('inventory.read') ? [view('low', t('stock.view.low'), () => navigate({ to: '/stock', search: { view: 'low' } }))] : []),
    ...(may('localization.read')
      ? [
          view('currencies', t('localization.view.currencies'), () => navigate({ to: '/localization', search: { view: 'currencies' } })),
          view('rates', t('localization.view.rates'), () => navigate({ to: '/localization', search: { view: 'rates' } }))
        ]
      : []),
    ...(may('staff.read') ? [view('roles', t('roles.title'), () => navigate({ to: '/roles' }))] : []),
    ...(may('api_keys.write') ? [view('new-key', t('keys.create.verb'), () => navigate({ to: '/keys/new' }))] : []),
    view('security', t('nav.security'), () => navigate({ to: '/security' }))
  ]
  const command = (id: string, label: string, run: () => void): Command => ({ id, label, kind: t('palette.kind.command'), run })
  const others = LANGUAGES.filter((code) => code !== i18n.language).map((code) =>
    command(`language-${code}`, new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code, () => { void changeLanguage(code) }))
  return [...places, ...views, ...others, command('shortcuts', t('shortcuts.title'), own.shortcuts), command('sign-out', t('app.signOut'), () => { void signOut() })]
}

function useHits (q: string | undefined): { found: Command[], searching: boolean } {
  const { t } = useTranslation()
  const may = useMay()
  const navigate = useNavigate()
  const asked = { q: q ?? '', limit: 6 }
  const orders = useQuery({ ...orderListOptions(asked), enabled: q !== undefined && may('orders.read'), placeholderData: keepPreviousData })
  const products = useQuery({ ...productListOptions(asked), enabled: q !== undefined && may('products.read'), placeholderData: keepPreviousData })
  const customers = useQuery({ ...customerListOptions(asked), enabled: q !== undefined && may('users.read'), placeholderData: keepPreviousData })
  const found = [
    ...(orders.data?.items ?? []).map((order): Command => ({
      id: order.id, label: [order.number, order.customerName].filter(Boolean).join(' · '), kind: t('palette.kind.order'), run: () => { void navigate({ to: '/orders/$orderId', params: { orderId: order.id } }) }
    })),
    ...(products.data?.items ?? []).map((product): Command => ({
      id: product.id, label: product.name, kind: t('palette.kind.product'), run: () => { void navigate({ to: '/products/$productId', params: { productId: product.id } }) }
    })),
    ...(customers.data?.items ?? []).map((customer): Command => ({
      id: customer.id,
      label: [[customer.firstName, customer.lastName].filter(Boolean).join(' '), customer.email].filter(Boolean).join(' · '),
      kind: t('palette.kind.customer'),
      run: () => { void navigate({ to: '/customers/$userId', params: { userId: customer.id } }) }
    }))
  ]
  return { found, searching: orders.isFetching || products.isFetching || customers.isFetching }
}
