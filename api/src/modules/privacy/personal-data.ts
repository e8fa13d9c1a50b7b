// What is personal and where: the one list that the export, the erasure and the tests that prove them read.

/** Whose id a column holds: the person's own, or that of a thing of theirs. */
export type Owner = 'user' | 'order' | 'cart' | 'session' | 'transaction'
/** What a scrubbed column becomes; an address keeps its country, which the tax depends on. */
export type Scrub = 'null' | 'empty' | 'country' | 'erased_email' | 'erased_status' | 'now'

export interface Place {
  table: string
  by: { column: string, is: Owner }
  /** The file of the archive, or the name under which the rows hang at those of their owner. */
  file: string
  exported: string[]
  /** Columns that stay out of the archive, and why. */
  withheld?: Record<string, string>
  /** At erasure the rows go, all of them or those without an order; or these columns are scrubbed. */
  removed?: 'all' | 'without_order'
  scrubbed?: Record<string, Scrub>
  /** Why what is neither removed nor scrubbed may stay. */
  kept?: string
}

const words = (text: string): string[] => text.split(' ')
const SECRET = 'a secret, or the hash of one'
const INNER = 'a mark of the machine that says nothing of the person'
const STAFF = 'may name a member of the staff'
const ACCOUNTING = 'accounting: what was sold, taxed, paid and sent, without whom'

/** Every table that a chain of foreign keys ties to a person, owners before what they own. */
export const PLACES: Place[] = [
  {
    table: 'users',
    by: { column: 'id', is: 'user' },
    file: 'account',
    exported: words('id email status email_verified_at created_at updated_at'),
    scrubbed: { email: 'erased_email', status: 'erased_status', email_verified_at: 'null' },
    kept: 'the bare id, so that orders and consents stay those of one unknown person'
  },
  {
    table: 'user_profiles',
    by: { column: 'user_id', is: 'user' },
    file: 'profile',
    exported: words('user_id first_name last_name phone locale currency created_at updated_at'),
    removed: 'all'
  },
  {
    table: 'user_addresses',
    by: { column: 'user_id', is: 'user' },
    file: 'addresses',
    exported: words('id user_id type is_default address country_code created_at updated_at'),
    removed: 'all'
  },
  {
    table: 'consents',
    by: { column: 'user_id', is: 'user' },
    file: 'consents',
    exported: words('id user_id purpose granted wording locale source created_at'),
    kept: 'proof of what was agreed to; the shop\'s own words, append-only, and the bare id'
  },
  {
    table: 'credentials',
    by: { column: 'user_id', is: 'user' },
    file: 'credentials',
    exported: words('id user_id kind created_at updated_at confirmed_at last_used_at'),
    withheld: { secret: SECRET, last_step: SECRET },
    removed: 'all'
  },
  {
    table: 'recovery_codes',
    by: { column: 'user_id', is: 'user' },
    file: 'recoveryCodes',
    exported: words('id user_id used_at created_at'),
    withheld: { code_hash: SECRET },
    removed: 'all'
  },
  {
    table: 'one_time_tokens',
    by: { column: 'user_id', is: 'user' },
    file: 'mailedLinks',
    exported: words('id user_id kind expires_at used_at created_at'),
    withheld: { token_hash: SECRET, payload: STAFF },
    removed: 'all'
  },
  {
    table: 'sessions',
    by: { column: 'user_id', is: 'user' },
    file: 'sessions',
    exported: words('id user_id client user_agent ip authenticated_at last_seen_at expires_at revoked_at revoked_reason created_at updated_at'),
    withheld: { refresh_hash: SECRET, generation: INNER, rotated_at: INNER },
    scrubbed: { user_agent: 'null', ip: 'null' },
    kept: 'the ended session, so that its tokens are known to be dead; swept when they could no longer be used'
  },
  {
    table: 'used_refresh_tokens',
    by: { column: 'session_id', is: 'session' },
    file: 'renewals',
    exported: words('session_id used_at'),
    withheld: { refresh_hash: SECRET },
    removed: 'all'
  },
  {
    table: 'user_roles',
    by: { column: 'user_id', is: 'user' },
    file: 'roles',
    exported: words('user_id role_id created_at'),
    removed: 'all'
  },
  {
    table: 'api_keys',
    by: { column: 'created_by', is: 'user' },
    file: 'apiKeys',
    exported: words('id name prefix created_by scopes networks expires_at last_used_at last_used_ip rotated_at revoked_at created_at updated_at'),
    withheld: { secret_hash: SECRET, previous_secret_hash: SECRET, previous_expires_at: INNER },
    scrubbed: { revoked_at: 'now', last_used_ip: 'null' },
    kept: 'the merchant\'s: names a program and what it might do, and the audit log refers to it'
  },
  {
    table: 'data_exports',
    by: { column: 'user_id', is: 'user' },
    file: 'exports',
    exported: words('id user_id status expires_at completed_at created_at updated_at'),
    withheld: { archive: 'this archive, or one like it', requested_by: STAFF },
    removed: 'all'
  },
  {
    table: 'carts',
    by: { column: 'id', is: 'cart' },
    file: 'carts',
    exported: words('id user_id channel_id locale currency country email shipping_address billing_address shipping_method_id note version status created_at updated_at'),
    removed: 'without_order',
    scrubbed: { email: 'null', shipping_address: 'null', billing_address: 'null', note: 'null' },
    kept: ACCOUNTING
  },
  {
    table: 'cart_items',
    by: { column: 'cart_id', is: 'cart' },
    file: 'items',
    exported: words('id cart_id variant_id quantity price_at_add currency created_at updated_at'),
    kept: ACCOUNTING
  },
  {
    table: 'cart_merges',
    by: { column: 'cart_id', is: 'cart' },
    file: 'merges',
    exported: words('id cart_id guest_cart_id lines undone_at seen_at created_at'),
    removed: 'all'
  },
  {
    table: 'orders',
    by: { column: 'id', is: 'order' },
    file: 'orders',
    exported: words('id number cart_id user_id channel_id locale currency country email status payment_status fulfillment_status subtotal discount_total ' +
      'shipping_total tax_total total tax_included base_currency exchange_rate base_total shipping_address billing_address shipping_method_id ' +
      'shipping_method_name note placed_at expires_at cancelled_at cancel_reason created_at updated_at'),
    withheld: { idempotency_id: INNER, search_text: 'made of the other columns, and made anew with them' },
    scrubbed: { email: 'erased_email', shipping_address: 'country', billing_address: 'country', note: 'null' },
    kept: ACCOUNTING
  },
  {
    table: 'order_items',
    by: { column: 'order_id', is: 'order' },
    file: 'items',
    exported: words('id order_id product_id variant_id position sku name options image quantity price_per_unit line_total discount_share tax_share created_at'),
    kept: ACCOUNTING
  },
  {
    table: 'order_tax_lines',
    by: { column: 'order_id', is: 'order' },
    file: 'taxLines',
    exported: words('id order_id order_item_id country tax_class percent reason taxable amount created_at'),
    kept: ACCOUNTING
  },
  {
    table: 'order_events',
    by: { column: 'order_id', is: 'order' },
    file: 'events',
    exported: words('id order_id name actor_type payload created_at'),
    withheld: { actor_id: STAFF },
    kept: ACCOUNTING
  },
  {
    table: 'fulfillments',
    by: { column: 'order_id', is: 'order' },
    file: 'fulfillments',
    exported: words('id order_id location_id status carrier tracking_number tracking_url shipped_at delivered_at created_at updated_at'),
    withheld: { idempotency_id: INNER },
    kept: 'proof of delivery: a parcel\'s number, which only the carrier can resolve'
  },
  {
    table: 'reservations',
    by: { column: 'order_id', is: 'order' },
    file: 'reservations',
    exported: words('id order_id variant_id location_id quantity state created_at updated_at'),
    kept: ACCOUNTING
  },
  {
    table: 'transactions',
    by: { column: 'order_id', is: 'order' },
    file: 'payments',
    exported: words('id order_id gateway gateway_transaction_id method amount currency status refunded_amount failure_code gateway_response return_url ' +
      'captured_at created_at updated_at'),
    withheld: { idempotency_id: INNER, next_check_at: INNER, check_count: INNER },
    scrubbed: { gateway_response: 'empty', return_url: 'null' },
    kept: ACCOUNTING
  },
  {
    table: 'refunds',
    by: { column: 'transaction_id', is: 'transaction' },
    file: 'refunds',
    exported: words('id transaction_id order_id gateway_refund_id amount currency status reason created_at updated_at'),
    withheld: { idempotency_id: INNER, next_check_at: INNER, check_count: INNER },
    kept: ACCOUNTING
  }
]

/** Where a person may be named without a foreign key: what erasure does there, and why it is in no archive. */
export const ELSEWHERE: Record<string, string> = {
  registrations: 'removed by address; not exported: a request for an account that was never proven, gone within days',
  login_attempts: 'removed by address; not exported: the networks are those of anybody who tried the address, strangers included',
  idempotency_keys: 'removed by owner and by content; not exported: copies of answers, gone within a day',
  development_mails: 'removed by recipient; not exported: stands in for a mail provider, and its letters hold links that open things',
  'pgboss.job': 'removed by address; not exported: work that is done or waits, gone within days',
  rate_windows: 'kept: counts under a hash or a network for ten minutes',
  payment_events: 'kept: what a gateway said of its charge by ids and amounts; append-only proof against paying twice',
  audit_export_parts: 'kept: the log as a file, with the names of the staff who acted; gone within a day',
  events: 'kept: names what happened to which id, never to whom; append-only',
  audit_log: 'kept: names what the staff did by ids, states and names of fields; append-only',
  stock_movements: 'kept: counts of the stock and the order\'s id; append-only'
}
