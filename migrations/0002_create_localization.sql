-- 0002_create_localization.sql
-- Why: languages, currencies, rates, countries and channels are chosen freely of each other (decision: country, currency and language are three free choices).
create table languages (
  code text primary key check (code ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  name text not null,
  native_name text not null,
  direction text not null check (direction in ('ltr', 'rtl')),
  enabled boolean not null default true,
  position int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- rounding_increment: a converted price is a multiple of it (0.05 for CHF, 1 for JPY).
-- rounding_ending: or, when set, the nearest amount of whole units plus this ending (0.95).
create table currencies (
  code text primary key check (code ~ '^[A-Z]{3}$'),
  symbol text not null,
  name text not null,
  decimals smallint not null check (decimals between 0 and 4),
  rounding_increment numeric(19,4) not null check (rounding_increment > 0 and rounding_increment < 1e15),
  rounding_ending numeric(19,4) check (rounding_ending >= 0 and rounding_ending < 1),
  margin_percent numeric(7,4) not null default 0 check (margin_percent > -100 and margin_percent < 1000),
  is_base boolean not null default false,
  enabled boolean not null default true,
  position int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (enabled or not is_base)
);
create unique index currencies_one_base on currencies (is_base) where is_base;

create table exchange_rates (
  id uuid primary key default uuidv7(),
  from_currency text not null references currencies (code),
  to_currency text not null references currencies (code),
  rate numeric(28,14) not null check (rate > 0 and rate < 1e12),
  source text not null check (source in ('ecb', 'peg', 'manual', 'base')),
  as_of timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (from_currency, to_currency, as_of, source),
  check (from_currency <> to_currency or rate = 1)
);
create index exchange_rates_latest on exchange_rates (from_currency, to_currency, as_of desc, id desc);
create index exchange_rates_to_currency on exchange_rates (to_currency);

-- The rate in force: the newest of each pair.
create view current_rates with (security_invoker = true) as
  select distinct on (from_currency, to_currency) id, from_currency, to_currency, rate, source, as_of
  from exchange_rates order by from_currency, to_currency, as_of desc, id desc;

-- address_format: {"required": ["postalCode", …], "order": [...], "postalCodePattern": "^[0-9]{5}$", "postalCodeExample": "10119"}
create table countries (
  code text primary key check (code ~ '^[A-Z]{2}$'),
  currency text not null references currencies (code),
  in_eu boolean not null default false,
  address_format jsonb not null default '{}',
  enabled boolean not null default true,
  position int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index countries_currency on countries (currency);

create table price_lists (
  id uuid primary key default uuidv7(),
  code text not null unique check (code ~ '^[a-z][a-z0-9_-]{0,62}$'),
  name text not null,
  includes_tax boolean not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- A null set means: all that are enabled.
create table channels (
  id uuid primary key default uuidv7(),
  code text not null unique check (code ~ '^[a-z][a-z0-9_-]{0,62}$'),
  name text not null,
  host text unique,
  price_list_id uuid not null references price_lists (id),
  default_language text not null references languages (code),
  default_currency text not null references currencies (code),
  default_country text not null references countries (code),
  languages text[],
  currencies text[],
  countries text[],
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index channels_one_default on channels (is_default) where is_default;
create index channels_price_list_id on channels (price_list_id);
create index channels_default_language on channels (default_language);
create index channels_default_currency on channels (default_currency);
create index channels_default_country on channels (default_country);

do $$ declare t text; begin
  foreach t in array array['languages', 'currencies', 'exchange_rates', 'countries', 'price_lists', 'channels'] loop
    execute format('create trigger %I before update on %I for each row execute function touch_updated_at()', t || '_touch', t);
  end loop;
end $$;
