// The places of the admin: where, by which permission, and by which keys.
import type { IconName } from '../components/Icon.tsx'
import type { Permission } from '../lib/use-session.ts'

interface PlaceOf<Name extends string, To extends string> { name: Name, to: To, permission: Permission, icon: IconName, keys: string, group: 'shop' | 'settings' }

export type Place =
  | PlaceOf<'overview', '/'>
  | PlaceOf<'orders', '/orders'>
  | PlaceOf<'products', '/products'>
  | PlaceOf<'stock', '/stock'>
  | PlaceOf<'customers', '/customers'>
  | PlaceOf<'localization', '/localization'>
  | PlaceOf<'staff', '/staff'>
  | PlaceOf<'keys', '/keys'>
  | PlaceOf<'audit', '/audit'>

export const PLACES: Place[] = [
  { name: 'overview', to: '/', permission: 'analytics.read', icon: 'overview', keys: 'g d', group: 'shop' },
  { name: 'orders', to: '/orders', permission: 'orders.read', icon: 'orders', keys: 'g o', group: 'shop' },
  { name: 'products', to: '/products', permission: 'products.read', icon: 'products', keys: 'g p', group: 'shop' },
  { name: 'stock', to: '/stock', permission: 'inventory.read', icon: 'stock', keys: 'g s', group: 'shop' },
  { name: 'customers', to: '/customers', permission: 'users.read', icon: 'customers', keys: 'g c', group: 'shop' },
  { name: 'localization', to: '/localization', permission: 'localization.read', icon: 'localization', keys: 'g l', group: 'settings' },
  { name: 'staff', to: '/staff', permission: 'staff.read', icon: 'staff', keys: 'g t', group: 'settings' },
  { name: 'keys', to: '/keys', permission: 'api_keys.read', icon: 'keys', keys: 'g k', group: 'settings' },
  { name: 'audit', to: '/audit', permission: 'audit_log.read', icon: 'audit', keys: 'g a', group: 'settings' }
]
