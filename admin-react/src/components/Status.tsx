// A state as a dot and a word, never a colour alone.
import { useTranslation } from 'react-i18next'

const TONES = {
  pending: 'warn', paid: 'good', shipped: 'good', delivered: 'good', cancelled: '', refunded: '',
  unpaid: 'warn', partially_refunded: 'warn', unfulfilled: 'warn', partially_shipped: 'warn',
  open: 'warn', draft: '', active: 'good', archived: '', fixed: 'good', converted: '',
  enabled: 'good', disabled: '', current: 'good', past: '',
  invited: 'warn', deactivated: '', expired: 'warn', revoked: '', erased: '', granted: 'good', withdrawn: '',
  in_stock: 'good', low_stock: 'warn', out_of_stock: 'bad'
} as const

export type StatusWord = keyof typeof TONES

interface StatusProps { kind: 'order' | 'payment' | 'fulfillment' | 'product' | 'price' | 'onOff' | 'rate' | 'stock' | 'staff' | 'key' | 'customer' | 'consent', word: StatusWord }

export function Status ({ kind, word }: StatusProps) {
  const { t } = useTranslation()
  const tone = TONES[word]
  // Each kind has its own words for its own states.
  return <span className={`status ${tone === '' ? '' : `status-${tone}`}`}>{t(`status.${kind}.${word}` as 'status.order.paid')}</span>
}
