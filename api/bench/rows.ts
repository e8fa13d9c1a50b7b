// The budget table: what is measured, against which ceiling, and how much of it must be reached.
export interface Row {
  name: string
  title: string
  scenario: string
  ceiling?: string
  ceilingTitle?: string
  /** Share of the ceiling in percent. */
  budget?: number
}

export const rows: Row[] = [
  { name: 'list', title: 'product list of 24, uncached', scenario: 'list', ceiling: 'list', ceilingTitle: 'one flat row a product', budget: 60 },
  { name: 'cached', title: 'product list, cached', scenario: 'cached', ceiling: 'hello', ceilingTitle: 'hello world, same payload', budget: 80 },
  { name: 'detail', title: 'product detail, uncached', scenario: 'detail', ceiling: 'detail', ceilingTitle: 'the bare SQL', budget: 60 },
  { name: 'cart', title: 'add to cart, new guest', scenario: 'cart', ceiling: 'cart', ceilingTitle: 'its statements in one bare transaction', budget: 50 },
  { name: 'keyed-cart', title: 'add to cart with Idempotency-Key', scenario: 'keyedCart', ceiling: 'cart', ceilingTitle: 'the same, which keeps no keys' },
  { name: 'order', title: 'place order, 2 lines', scenario: 'order', ceiling: 'order', ceilingTitle: 'the bare inserts and stock updates', budget: 50 },
  { name: 'checkout', title: 'full guest checkout (5 requests)', scenario: 'checkout' }
]
