// Every right a staff member or a key can hold, and the roles that come with the shop: tables that routes, document, menus and tests all read.
import { Type } from '@sinclair/typebox'

export const PERMISSIONS = {
  'products.read': 'See products, categories and their texts, drafts included',
  'products.write': 'Create and change products, categories, texts and prices',
  'inventory.read': 'See stock levels and their history',
  'inventory.write': 'Adjust stock, with a reason',
  'orders.read': 'See orders, their addresses and their timeline',
  'orders.write': 'Ship, deliver and cancel orders',
  'payments.read': 'See payment attempts and refunds',
  'payments.write': 'Refund payments',
  'media.read': 'See the media library',
  'media.write': 'Upload, order, describe and remove pictures',
  'localization.read': 'See languages, currencies and exchange rates',
  'localization.write': 'Switch languages and currencies, set rates and rounding',
  'analytics.read': 'See sales figures and reports',
  'users.read': 'See customers, their addresses and their orders',
  'users.write': 'Change, export and erase customers',
  'shipping.read': 'See shipping zones, methods and rates',
  'shipping.write': 'Change shipping zones, methods and rates',
  'taxes.read': 'See tax zones, classes and rates',
  'taxes.write': 'Change tax zones, classes and rates',
  'promotions.read': 'See promotions, codes and their use',
  'promotions.write': 'Create and change promotions and codes',
  'settings.read': 'See the settings of the shop',
  'settings.write': 'Change the settings of the shop',
  'staff.read': 'See staff members and roles',
  'staff.write': 'Invite and deactivate staff, change roles',
  'audit_log.read': 'Read who changed what, and when',
  'api_keys.read': 'See API keys, never their secrets',
  'api_keys.write': 'Create, rotate and revoke API keys',
  'webhooks.read': 'See webhook endpoints and their deliveries',
  'webhooks.write': 'Create, change and replay webhooks',
  'imports.read': 'See imports and their results',
  'imports.write': 'Import products and stock from files',
  'exports.read': 'See and download exports',
  'exports.write': 'Start exports'
} as const

export type Permission = keyof typeof PERMISSIONS

export const permissionNames = Object.keys(PERMISSIONS) as Permission[]

export const isPermission = (name: string): name is Permission => Object.hasOwn(PERMISSIONS, name)

export const PermissionSchema = Type.Unsafe<Permission>({
  $id: 'Permission', type: 'string', enum: permissionNames, description: 'A right, as an operation names it in x-permission.', examples: ['products.read']
})

export interface BuiltinRole { code: string, name: string, permissions: readonly Permission[] }

const readsOf = (...areas: string[]) => permissionNames.filter((name) => areas.includes(name.split('.')[0] ?? '') && name.endsWith('.read'))
const allOf = (...areas: string[]) => permissionNames.filter((name) => areas.includes(name.split('.')[0] ?? ''))
const OWNERS_ONLY = allOf('staff', 'api_keys', 'settings')

export const BUILTIN_ROLES = [
  { code: 'owner', name: 'Owner', permissions: permissionNames },
  { code: 'manager', name: 'Manager', permissions: [...permissionNames.filter((name) => !OWNERS_ONLY.includes(name)), ...readsOf('staff', 'settings')] },
  { code: 'catalogue', name: 'Catalogue', permissions: [...allOf('products', 'inventory', 'media', 'imports', 'exports'), ...readsOf('localization')] },
  { code: 'orders', name: 'Orders', permissions: [...allOf('orders'), ...readsOf('products', 'inventory', 'payments', 'users', 'shipping', 'analytics')] },
  { code: 'marketing', name: 'Marketing', permissions: [...allOf('promotions', 'media'), ...readsOf('products', 'analytics', 'localization')] },
  { code: 'support', name: 'Support', permissions: [...allOf('orders'), ...readsOf('users', 'products', 'inventory', 'payments', 'shipping')] },
  { code: 'finance', name: 'Finance', permissions: [...allOf('payments', 'taxes', 'exports'), ...readsOf('orders', 'analytics', 'users', 'localization')] },
  { code: 'read_only', name: 'Read only', permissions: permissionNames.filter((name) => name.endsWith('.read') && !OWNERS_ONLY.includes(name) && name !== 'audit_log.read') }
] as const satisfies BuiltinRole[]

export type RoleCode = typeof BUILTIN_ROLES[number]['code']
