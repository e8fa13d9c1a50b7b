// The screens by address; each is a file of its own that arrives when it is first wanted.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { readOrderSearch } from '../features/orders/search.ts'
import { readProductSearch } from '../features/products/search.ts'
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

export const router = createRouter({
  routeTree: root.addChildren([home, orders, order, products, product, stock, localization]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingMs: 200
})

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}
