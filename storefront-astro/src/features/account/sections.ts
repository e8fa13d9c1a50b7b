// The rooms of the account, in the order in which they are shown.
import type { Word } from '../../lib/i18n.ts'
import type { AccountPage } from '../../lib/paths.ts'

export const sections: Array<{ at: AccountPage, name: Word, text: Word }> = [
  { at: 'orders', name: 'orders', text: 'ordersText' },
  { at: 'profile', name: 'profile', text: 'profileText' },
  { at: 'addresses', name: 'addresses', text: 'addressesText' },
  { at: 'security', name: 'security', text: 'securityText' },
  { at: 'privacy', name: 'privacy', text: 'privacyText' }
]
