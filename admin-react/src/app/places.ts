// The places of the admin: where, by which permission, and by which keys.
import type { IconName } from '../components/Icon.tsx'
import type { Permission } from '../lib/use-session.ts'

export interface Place { name: 'overview' | 'orders' | 'products' | 'stock' | 'localization', to: '/' | '/orders' | '/products' | '/stock' | '/localization', permission: Permission, icon: IconName, keys: string }

export const PLACES: Place[] = [
  { name: 'overview', to: '/', permission: 'analytics.read', icon: 'overview', keys: 'g d' },
  { name: 'orders', to: '/orders', permission: 'orders.read', icon: 'orders', keys: 'g o' },
  { name: 'products', to: '/products', permission: 'products.read', icon: 'products', keys: 'g p' },
  { name: 'stock', to: '/stock', permission: 'inventory.read', icon: 'stock', keys: 'g s' },
  { name: 'localization', to: '/localization', permission: 'localization.read', icon: 'localization', keys: 'g l' }
]
