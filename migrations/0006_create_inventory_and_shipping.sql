-- 0006_create_inventory_and_shipping.sql
-- Why: stock as a level guarded by constraints with an append-only ledger beside it, and shipping prices in every currency.
create table stock_locations (
  id uuid primary key default uuidv7(),
  code text not null unique,
  name text not null,
  country text not null references countries (code),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index stock_locations_country on stock_locations (country);

create table stock_levels (
  variant_id uuid not null references product_variants (id) on delete cascade,
  location_id uuid not null references stock_locations (id),
  on_hand int not null default 0 check (on_hand >= 0),
  reserved int not null default 0 check (reserved >= 0),
  backorder boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (variant_id, location_id),
  check (backorder or reserved <= on_hand)
);
create index stock_levels_location_id on stock_levels (location_id);

-- The ledger: on_hand and reserved always equal the sums of their changes.
create table stock_movements (
  id uuid not null default uuidv7() primary key,
  variant_id uuid not null,
  location_id uuid not null,
  reason text not null check (reason in ('received', 'counted', 'damaged', 'returned', 'reserved', 'released', 'shipped', 'seeded')),
  on_hand_change int not null default 0,
  reserved_change int not null default 0,
  order_id uuid,
  actor_id uuid,
  note text check (char_length(note) <= 500),
  created_at timestamptz not null default now(),
  check (on_hand_change <> 0 or reserved_change <> 0)
) partition by range (id);
create table stock_movements_default partition of stock_movements default;
create index stock_movements_variant on stock_movements (variant_id, location_id, id desc);
create index stock_movements_order on stock_movements (order_id) where order_id is not null;

create table shipping_methods (
  id uuid primary key default uuidv7(),
  code text not null unique,
  localized_name jsonb not null,
  localized_description jsonb not null default '{}',
  min_days int not null check (min_days >= 0),
  max_days int not null check (max_days >= min_days),
  enabled boolean not null default true,
  position int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- A zone is a set of countries; the one that names none serves all others.
create table shipping_zones (
  id uuid primary key default uuidv7(),
  code text not null unique,
  countries text[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table shipping_rates (
  id uuid primary key default uuidv7(),
  method_id uuid not null references shipping_methods (id) on delete cascade,
  zone_id uuid not null references shipping_zones (id) on delete cascade,
  base_amount numeric(19,4) not null check (base_amount >= 0 and base_amount < 1e15),
  base_free_over numeric(19,4) check (base_free_over >= 0 and base_free_over < 1e15),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (method_id, zone_id)
);
create index shipping_rates_zone_id on shipping_rates (zone_id);

create table shipping_prices (
  rate_id uuid not null references shipping_rates (id) on delete cascade,
  currency text not null references currencies (code),
  amount numeric(19,4) not null check (amount >= 0 and amount < 1e15),
  free_over numeric(19,4) check (free_over >= 0 and free_over < 1e15),
  source text not null check (source in ('fixed', 'converted')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (rate_id, currency)
);
create index shipping_prices_currency on shipping_prices (currency);

do $$ declare t text; begin
  foreach t in array array['stock_locations', 'stock_levels', 'shipping_methods', 'shipping_zones', 'shipping_rates', 'shipping_prices'] loop
    execute format('create trigger %I before update on %I for each row execute function touch_updated_at()', t || '_touch', t);
  end loop;
end $$;
select ensure_partitions('stock_movements');
