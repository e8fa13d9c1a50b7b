-- 0007_create_carts_and_orders.sql
-- Why: a cart becomes at most one order; an order keeps what was bought as of purchase, and its parts always add up to its total.
create table carts (
  id uuid primary key default uuidv7(),
  user_id uuid references users (id) on delete set null,
  channel_id uuid not null references channels (id),
  locale text not null references languages (code),
  currency text not null references currencies (code),
  country text not null references countries (code),
  email citext,
  shipping_address jsonb,
  billing_address jsonb,
  shipping_method_id uuid references shipping_methods (id) on delete set null,
  note text check (char_length(note) <= 1000),
  version int not null default 1,
  status text not null default 'open' check (status in ('open', 'ordered')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index carts_one_open_per_user on carts (user_id, channel_id) where status = 'open' and user_id is not null;
create index carts_channel_id on carts (channel_id);
create index carts_locale on carts (locale);
create index carts_currency on carts (currency);
create index carts_country on carts (country);
create index carts_shipping_method_id on carts (shipping_method_id);

create table cart_items (
  id uuid primary key default uuidv7(),
  cart_id uuid not null references carts (id) on delete cascade,
  variant_id uuid not null references product_variants (id) on delete cascade,
  quantity int not null check (quantity between 1 and 9999),
  price_at_add numeric(19,4) not null check (price_at_add >= 0 and price_at_add < 1e15),
  currency text not null references currencies (code),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (cart_id, variant_id)
);
create index cart_items_variant_id on cart_items (variant_id);
create index cart_items_currency on cart_items (currency);

create table orders (
  id uuid primary key default uuidv7(),
  number text not null unique check (number ~ '^[0-9A-Z-]{6,20}$'),
  cart_id uuid not null unique references carts (id),
  idempotency_id uuid not null unique,
  user_id uuid references users (id) on delete set null,
  channel_id uuid not null references channels (id),
  locale text not null references languages (code),
  currency text not null references currencies (code),
  country text not null references countries (code),
  email citext not null,
  status text not null default 'pending' check (status in ('pending', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded')),
  payment_status text not null default 'unpaid' check (payment_status in ('unpaid', 'pending', 'paid', 'partially_refunded', 'refunded')),
  fulfillment_status text not null default 'unfulfilled' check (fulfillment_status in ('unfulfilled', 'partially_shipped', 'shipped', 'delivered', 'cancelled')),
  subtotal numeric(19,4) not null check (subtotal >= 0 and subtotal < 1e15),
  discount_total numeric(19,4) not null default 0 check (discount_total >= 0 and discount_total < 1e15),
  shipping_total numeric(19,4) not null check (shipping_total >= 0 and shipping_total < 1e15),
  tax_total numeric(19,4) not null check (tax_total >= 0 and tax_total < 1e15),
  total numeric(19,4) not null check (total >= 0 and total < 1e15),
  tax_included boolean not null,
  base_currency text not null references currencies (code),
  exchange_rate numeric(28,14) not null check (exchange_rate > 0 and exchange_rate < 1e12),
  base_total numeric(19,4) not null check (base_total >= 0 and base_total < 1e15),
  shipping_address jsonb not null,
  billing_address jsonb not null,
  shipping_method_id uuid references shipping_methods (id) on delete set null,
  shipping_method_name text not null,
  note text check (char_length(note) <= 1000),
  placed_at timestamptz not null default now(),
  expires_at timestamptz,
  cancelled_at timestamptz,
  cancel_reason text check (cancel_reason in ('customer', 'staff', 'expired')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (total = subtotal - discount_total + shipping_total + (case when tax_included then 0 else tax_total end))
);
create index orders_user_id on orders (user_id, id desc);
create index orders_status on orders (status, id desc);
create index orders_email on orders (email, id desc);
create index orders_placed_at on orders (placed_at desc);
create index orders_expiry on orders (expires_at) where status = 'pending';
create index orders_channel_id on orders (channel_id);
create index orders_locale on orders (locale);
create index orders_currency on orders (currency);
create index orders_base_currency on orders (base_currency);
create index orders_country on orders (country);
create index orders_shipping_method_id on orders (shipping_method_id);

-- The product and variant may go later; what was bought stays.
create table order_items (
  id uuid primary key default uuidv7(),
  order_id uuid not null references orders (id) on delete cascade,
  product_id uuid references products (id) on delete set null,
  variant_id uuid references product_variants (id) on delete set null,
  position int not null,
  sku text not null,
  name text not null,
  options jsonb not null default '[]',
  image jsonb,
  quantity int not null check (quantity > 0),
  price_per_unit numeric(19,4) not null check (price_per_unit >= 0 and price_per_unit < 1e15),
  line_total numeric(19,4) not null,
  discount_share numeric(19,4) not null default 0 check (discount_share >= 0 and discount_share <= line_total),
  tax_share numeric(19,4) not null default 0 check (tax_share >= 0 and tax_share < 1e15),
  created_at timestamptz not null default now(),
  unique (order_id, position),
  check (line_total = price_per_unit * quantity)
);
create index order_items_product_id on order_items (product_id);
create index order_items_variant_id on order_items (variant_id);

-- Tax as rows with a reason; order_item_id is null for shipping.
create table order_tax_lines (
  id uuid primary key default uuidv7(),
  order_id uuid not null references orders (id) on delete cascade,
  order_item_id uuid references order_items (id) on delete cascade,
  country text not null references countries (code),
  tax_class text not null,
  percent numeric(7,4) not null check (percent >= 0 and percent < 100),
  reason text not null check (reason in ('destination', 'no_rate', 'zero_rated')),
  taxable numeric(19,4) not null check (taxable >= 0 and taxable < 1e15),
  amount numeric(19,4) not null check (amount >= 0 and amount < 1e15),
  created_at timestamptz not null default now()
);
create index order_tax_lines_order_id on order_tax_lines (order_id);
create index order_tax_lines_order_item_id on order_tax_lines (order_item_id);
create index order_tax_lines_country on order_tax_lines (country);

-- One row for each move and notable fact: the timeline.
create table order_events (
  id uuid primary key default uuidv7(),
  order_id uuid not null references orders (id) on delete cascade,
  name text not null,
  actor_type text not null check (actor_type in ('customer', 'staff', 'system', 'gateway')),
  actor_id uuid,
  payload jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index order_events_order_id on order_events (order_id, id);

create table fulfillments (
  id uuid primary key default uuidv7(),
  order_id uuid not null references orders (id) on delete cascade,
  location_id uuid not null references stock_locations (id),
  idempotency_id uuid unique,
  status text not null check (status in ('open', 'shipped', 'delivered', 'cancelled')),
  carrier text check (char_length(carrier) <= 100),
  tracking_number text check (char_length(tracking_number) <= 100),
  tracking_url text check (char_length(tracking_url) <= 500),
  shipped_at timestamptz,
  delivered_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (status not in ('shipped', 'delivered') or shipped_at is not null)
);
create index fulfillments_order_id on fulfillments (order_id);
create index fulfillments_location_id on fulfillments (location_id);
create unique index fulfillments_one_live on fulfillments (order_id) where status <> 'cancelled';

create table reservations (
  id uuid primary key default uuidv7(),
  order_id uuid not null references orders (id) on delete cascade,
  variant_id uuid not null references product_variants (id) on delete restrict,
  location_id uuid not null references stock_locations (id),
  quantity int not null check (quantity > 0),
  state text not null default 'open' check (state in ('open', 'released', 'shipped')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (order_id, variant_id, location_id)
);
create index reservations_open_variant on reservations (variant_id, location_id) where state = 'open';
create index reservations_variant_id on reservations (variant_id);
create index reservations_location_id on reservations (location_id);

do $$ declare t text; begin
  foreach t in array array['carts', 'cart_items', 'orders', 'fulfillments', 'reservations'] loop
    execute format('create trigger %I before update on %I for each row execute function touch_updated_at()', t || '_touch', t);
  end loop;
end $$;
