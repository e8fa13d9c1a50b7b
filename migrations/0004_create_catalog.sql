-- 0004_create_catalog.sql
-- Why: products with options and variants, their texts per language with a slug each, categories as a tree, pictures.
create table media (
  id uuid primary key default uuidv7(),
  content_hash text not null unique,
  width int not null check (width > 0),
  height int not null check (height > 0),
  tint text,
  renditions jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table products (
  id uuid primary key default uuidv7(),
  code text not null unique check (char_length(code) between 1 and 100),
  status text not null default 'draft' check (status in ('draft', 'active', 'archived')),
  tax_class text not null default 'standard' check (tax_class in ('standard', 'reduced', 'zero')),
  origin_country text check (origin_country ~ '^[A-Z]{2}$'),
  attributes jsonb not null default '{}',
  published_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (status <> 'active' or published_at is not null)
);

-- options: the choices in order, [{"code": "colour", "name": {"en": …}, "values": [{"code": "green", "name": {"en": …}}]}]
create table product_options (
  id uuid primary key default uuidv7(),
  product_id uuid not null references products (id) on delete cascade,
  code text not null,
  localized_name jsonb not null,
  choices jsonb not null,
  position int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (product_id, code)
);

-- base_price: in the base currency, as the price list says with or without tax.
-- option_values: {"colour": "green", "capacity": "08l"}
create table product_variants (
  id uuid primary key default uuidv7(),
  product_id uuid not null references products (id) on delete cascade,
  sku text not null unique check (char_length(sku) between 1 and 64),
  barcode text,
  option_values jsonb not null default '{}',
  base_price numeric(19,4) not null check (base_price >= 0 and base_price < 1e15),
  base_compare_at numeric(19,4) check (base_compare_at > base_price and base_compare_at < 1e15),
  weight_grams int not null default 0 check (weight_grams >= 0),
  position int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (product_id, option_values)
);

-- description: sanitised HTML. details: [{"label": …, "value": …}]
create table product_localized_details (
  id uuid primary key default uuidv7(),
  product_id uuid not null references products (id) on delete cascade,
  language text not null references languages (code),
  name text not null check (char_length(name) between 1 and 200),
  slug text not null check (char_length(slug) between 1 and 200),
  origin text not null default '',
  short_description text not null default '',
  description text not null default '',
  details jsonb not null default '[]',
  seo_title text not null default '',
  seo_description text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (product_id, language),
  unique (language, slug)
);

-- Slugs that a product once had, so that old links are redirected for ever.
create table product_slug_history (
  language text not null references languages (code),
  slug text not null,
  product_id uuid not null references products (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (language, slug)
);
create index product_slug_history_product_id on product_slug_history (product_id);

create table categories (
  id uuid primary key default uuidv7(),
  parent_id uuid references categories (id) on delete restrict,
  code text not null unique,
  localized_name jsonb not null,
  localized_description jsonb not null default '{}',
  position int not null default 0,
  status text not null default 'active' check (status in ('active', 'hidden')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (parent_id is null or parent_id <> id)
);
create index categories_parent_id on categories (parent_id, position);

create table category_slugs (
  category_id uuid not null references categories (id) on delete cascade,
  language text not null references languages (code),
  slug text not null check (char_length(slug) between 1 and 200),
  created_at timestamptz not null default now(),
  primary key (category_id, language),
  unique (language, slug)
);

create table product_categories (
  product_id uuid not null references products (id) on delete cascade,
  category_id uuid not null references categories (id) on delete cascade,
  position int not null default 0,
  created_at timestamptz not null default now(),
  primary key (product_id, category_id)
);
create index product_categories_category_id on product_categories (category_id);

-- option_values: the variants a picture shows ({} for all).
create table product_media (
  id uuid primary key default uuidv7(),
  product_id uuid not null references products (id) on delete cascade,
  media_id uuid not null references media (id) on delete restrict,
  localized_alt jsonb not null default '{}',
  option_values jsonb not null default '{}',
  position int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (product_id, media_id)
);
create index product_media_media_id on product_media (media_id);

do $$ declare t text; begin
  foreach t in array array['media', 'products', 'product_options', 'product_variants', 'product_localized_details', 'categories', 'product_media'] loop
    execute format('create trigger %I before update on %I for each row execute function touch_updated_at()', t || '_touch', t);
  end loop;
end $$;
