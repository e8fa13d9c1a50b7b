-- 0005_create_pricing_and_browse.sql
-- Why: the price book (one row per list, zone, currency and variant: the price a shopper would pay now), dated tax rates, and the flat rows a catalogue list reads.
create extension if not exists btree_gin;

create table prices (
  id uuid primary key default uuidv7(),
  price_list_id uuid not null references price_lists (id),
  variant_id uuid not null references product_variants (id) on delete cascade,
  currency text not null references currencies (code),
  amount numeric(19,4) not null check (amount >= 0 and amount < 1e15),
  compare_at numeric(19,4) check (compare_at > amount and compare_at < 1e15),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (variant_id, price_list_id, currency)
);
create index prices_price_list_id on prices (price_list_id);
create index prices_currency on prices (currency);

create table price_book (
  price_list_id uuid not null references price_lists (id),
  zone text not null default '*',
  currency text not null references currencies (code),
  variant_id uuid not null references product_variants (id) on delete cascade,
  amount numeric(19,4) not null check (amount >= 0 and amount < 1e15),
  compare_at numeric(19,4) check (compare_at > amount and compare_at < 1e15),
  source text not null check (source in ('fixed', 'converted')),
  rate_id uuid references exchange_rates (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (variant_id, currency, price_list_id, zone),
  check ((source = 'converted') = (rate_id is not null))
);
create index price_book_price_list_id on price_book (price_list_id);
create index price_book_currency on price_book (currency);
create index price_book_rate_id on price_book (rate_id);

-- tax_name is what an invoice calls it (VAT, MwSt., TVA …) by language.
create table tax_rates (
  id uuid primary key default uuidv7(),
  country text not null references countries (code),
  tax_class text not null check (tax_class in ('standard', 'reduced', 'zero')),
  percent numeric(7,4) not null check (percent >= 0 and percent < 100),
  valid_from date not null,
  valid_to date,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (country, tax_class, valid_from),
  check (valid_to is null or valid_to > valid_from)
);

-- The flat row a list reads: one per product and language, texts already fallen back (served_language says to which).
-- search_text: search_normal() of what a query may find.
create table product_cards (
  product_id uuid not null references products (id) on delete cascade,
  language text not null references languages (code),
  served_language text not null,
  slug text not null,
  name text not null,
  origin text not null,
  short_description text not null,
  image_hash text,
  image_width int,
  image_height int,
  image_tint text,
  image_alt text,
  variant_count int not null,
  in_stock boolean not null,
  published_at timestamptz not null,
  search_text text not null,
  updated_at timestamptz not null default now(),
  primary key (product_id, language)
);
create index product_cards_newest on product_cards (language, published_at desc, product_id desc);
create index product_cards_name on product_cards (language, (name collate "und-x-icu"), product_id);
create index product_cards_search on product_cards using gin (language, search_text gin_trgm_ops);

-- Which cards hang on a category: on its own and on all above, in the order a list shows them.
create table product_shelves (
  category_id uuid not null references categories (id) on delete cascade,
  product_id uuid not null references products (id) on delete cascade,
  published_at timestamptz not null,
  primary key (product_id, category_id)
);
create index product_shelves_newest on product_shelves (category_id, published_at desc, product_id desc);

-- What a list sorts and filters by: the lowest-priced variant of each product, per currency, never per language.
create table product_prices (
  price_list_id uuid not null references price_lists (id),
  zone text not null default '*',
  currency text not null references currencies (code),
  product_id uuid not null references products (id) on delete cascade,
  variant_id uuid not null references product_variants (id) on delete cascade,
  sku text not null,
  amount numeric(19,4) not null check (amount >= 0 and amount < 1e15),
  compare_at numeric(19,4),
  max_amount numeric(19,4) not null check (max_amount >= amount and max_amount < 1e15),
  source text not null check (source in ('fixed', 'converted')),
  updated_at timestamptz not null default now(),
  primary key (product_id, currency, price_list_id, zone)
);
create index product_prices_amount on product_prices (price_list_id, currency, amount, product_id);
create index product_prices_variant_id on product_prices (variant_id);
create index product_prices_currency on product_prices (currency);

-- Within a language, and within a list and currency, a product stands once. Believing in repeats the planner would
-- put a cache of many thousand places before each list of 24.
alter table product_cards alter column product_id set (n_distinct = -1);
alter table product_prices alter column product_id set (n_distinct = -1);

do $$ declare t text; begin
  foreach t in array array['prices', 'tax_rates', 'price_book'] loop
    execute format('create trigger %I before update on %I for each row execute function touch_updated_at()', t || '_touch', t);
  end loop;
end $$;
