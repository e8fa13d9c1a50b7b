// The screens by address; each is a file of its own that arrives when it is first wanted.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { readAuditSearch } from '../features/audit/search.ts'
import { readCustomerSearch } from '../features/customers/search.ts'
import { readOrderSearch } from '../features/orders/search.ts'
import { readProductSearch } from '../features/products/search.ts'
import { readStaffSearch } from '../features/staff/search.ts'
import { readStockSearch } from '../features/stock/search.ts'
import { readLocalizationSearch } from '../features/localization/search.ts'
import { parseSearch, pick, stringifySearch } from '../lib/search.ts'
import { guarded } from './Guarded.tsx'
import { Broken, Missing } from './Faults.tsx'
import { Shell } from './Shell.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: Missing, errorComponent: Broken })
const parent = { getParentRoute: () => root }

const home = createRoute({
  ...parent, path: '/', component: guarded('analytics.read', lazyRouteComponent(() => import('../features/dashboard/DashboardPage.tsx'), 'DashboardPage'))
})
const orders = createRoute({
  ...parent, path: '/orders', validateSearch: readOrderSearch, component: guarded('orders.read', lazyRouteComponent(() => import('../features/orders/OrdersPage.tsx'), 'OrdersPage'))
})
const order = createRoute({
  ...parent, path: '/orders/$orderId', component: guarded('orders.read', lazyRouteComponent(() => import('../features/orders/OrderPage.tsx'), 'OrderPage'))
})
const products = createRoute({
  ...parent, path: '/products', validateSearch: readProductSearch, component: guarded('products.read', lazyRouteComponent(() => import('../features/products/ProductsPage.tsx'), 'ProductsPage'))
})
const product = createRoute({
  ...parent,
  path: '/products/$productId',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['language', 'variant']),
  component: guarded('products.read', lazyRouteComponent(() => import('../features/products/ProductPage.tsx'), 'ProductPage'))
})
const stock = createRoute({
  ...parent, path: '/stock', validateSearch: readStockSearch, component: guarded('inventory.read', lazyRouteComponent(() => import('../features/stock/StockPage.tsx'), 'StockPage'))
})
const localization = createRoute({
  ...parent,
  path: '/localization',
  validateSearch: readLocalizationSearch,
  component: guarded('localization.read', lazyRouteComponent(() => import('../features/localization/LocalizationPage.tsx'), 'LocalizationPage'))
})
const customers = createRoute({
  ...parent, path: '/customers', validateSearch: readCustomerSearch, component: guarded('users.read', lazyRouteComponent(() => import('../features/customers/CustomersPage.tsx'), 'CustomersPage'))
})
const customer = createRoute({
  ...parent, path: '/customers/$userId', component: guarded('users.read', lazyRouteComponent(() => import('../features/customers/CustomerPage.tsx'), 'CustomerPage'))
})
const staff = createRoute({
  ...parent, path: '/staff', validateSearch: readStaffSearch, component: guarded('staff.read', lazyRouteComponent(() => import('../features/staff/StaffPage.tsx'), 'StaffPage'))
})
const colleague = createRoute({
  ...parent, path: '/staff/$staffId', component: guarded('staff.read', lazyRouteComponent(() => import('../features/staff/ColleaguePage.tsx'), 'ColleaguePage'))
})
const roles = createRoute({
  ...parent, path: '/roles', component: guarded('staff.read', lazyRouteComponent(() => import('../features/roles/RolesPage.tsx'), 'RolesPage'))
})
const keys = createRoute({
  ...parent,
  path: '/keys',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['cursor']),
  component: guarded('api_keys.read', lazyRouteComponent(() => import('../features/keys/KeysPage.tsx'), 'KeysPage'))
})
const newKey = createRoute({
  ...parent, path: '/keys/new', component: guarded('api_keys.write', lazyRouteComponent(() => import('../features/keys/NewKeyPage.tsx'), 'NewKeyPage'))
})
const key = createRoute({
  ...parent, path: '/keys/$keyId', component: guarded('api_keys.read', lazyRouteComponent(() => import('../features/keys/KeyPage.tsx'), 'KeyPage'))
})
const editKey = createRoute({
  ...parent, path: '/keys/$keyId/edit', component: guarded('api_keys.write', lazyRouteComponent(() => import('../features/keys/EditKeyPage.tsx'), 'EditKeyPage'))
})
const audit = createRoute({
  ...parent, path: '/audit', validateSearch: readAuditSearch, component: guarded('audit_log.read', lazyRouteComponent(() => import('../features/audit/AuditPage.tsx'), 'AuditPage'))
})
const entry = createRoute({
  ...parent, path: '/audit/$entryId', component: guarded('audit_log.read', lazyRouteComponent(() => import('../features/audit/EntryPage.tsx'), 'EntryPage'))
})
// Everybody's own: whoever is let in may look after how.
const security = createRoute({ ...parent, path: '/security', component: lazyRouteComponent(() => import('../features/security/SecurityPage.tsx'), 'SecurityPage') })

export const router = createRouter({
  routeTree: root.addChildren([
    home, orders, order, products, product, stock, customers, customer, localization, staff, colleague, roles, keys, newKey, key, editKey, audit, entry, security
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingMs: 200
})

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}
