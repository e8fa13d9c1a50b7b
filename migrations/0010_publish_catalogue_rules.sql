-- 0010_publish_catalogue_rules.sql
-- Why: the one conversion rule and the one way search text is folded, both used by set-based statements, and the views that pricing, browse and the staff pages read.

-- base × rate × (1 + margin), then the currency's rule, half up. With an ending: the nearest whole number plus it.
-- Written as one expression so that the planner inlines it; div() is exact where / is not. What costs something never becomes free.
create function converted_price(
  base numeric, rate numeric, margin_percent numeric, increment numeric, ending numeric, decimals int
) returns numeric language sql immutable parallel safe as $$
  select case
    when base is null then null
    when base = 0 then 0::numeric
    when ending is null then
      round(greatest(div(base * rate * (1 + margin_percent * 0.01) + increment * 0.5, increment) * increment, increment), decimals)
    else
      round(greatest(floor(base * rate * (1 + margin_percent * 0.01) - ending + 0.5) + ending,
        case when ending > 0 then ending else 1 end), decimals)
  end
$$;

-- Folded for comparing: one form of each character, no case, no accents, single spaces.
create function search_normal(words text) returns text language sql immutable parallel safe as $$
  select regexp_replace(btrim(public.unaccent('public.unaccent'::regdictionary, lower(normalize(words, nfkc)))), '\s+', ' ', 'g')
$$;

create view currency_rules with (security_invoker = true) as
  select c.code, c.decimals, c.rounding_increment, c.rounding_ending, c.margin_percent, c.is_base, c.enabled, c.position,
         r.id as rate_id, r.rate
  from currencies c
  left join current_rates r on r.to_currency = c.code and r.from_currency = (select code from currencies where is_base);

create view published_rates with (security_invoker = true) as
  select id, from_currency, to_currency, rate, source, as_of from exchange_rates;

-- The first is what a text falls back to when neither the language nor its parent has one.
create view shop_languages with (security_invoker = true) as
  select l.code, l.enabled, l.position, ch.default_language
  from languages l cross join (select default_language from channels where is_default) ch;

create view variant_base_prices with (security_invoker = true) as
  select id as variant_id, product_id, base_price, base_compare_at from product_variants;

create view all_products with (security_invoker = true) as
  select id as product_id, code, status, tax_class, origin_country, published_at, version, created_at, updated_at from products;

create view all_variants with (security_invoker = true) as
  select id as variant_id, product_id, sku, barcode, option_values, base_price, base_compare_at, weight_grams, position
  from product_variants;

create view former_slugs with (security_invoker = true) as
  select language, slug, product_id from product_slug_history;

create view category_addresses with (security_invoker = true) as
  select category_id, language, slug from category_slugs;

create view category_members with (security_invoker = true) as
  select category_id, product_id, position from product_categories;

create view stock_by_variant with (security_invoker = true) as
  select s.variant_id, s.location_id, l.code as location_code, l.name as location_name, s.on_hand, s.reserved, s.backorder
  from stock_levels s join stock_locations l on l.id = s.location_id;

create view price_list_terms with (security_invoker = true) as
  select id as price_list_id, code, includes_tax from price_lists;

-- One row a place, unlike available_stock: an aggregate cannot be probed for one variant inside a join.
create view stock_by_place with (security_invoker = true) as
  select variant_id, location_id, on_hand - reserved as available, backorder from stock_levels;

-- A word of a query as a LIKE pattern, folded as search_text is.
create function search_pattern(word text) returns text language sql immutable parallel safe as $$
  select '%' || regexp_replace(search_normal(word), '([\\%_])', '\\\1', 'g') || '%'
$$;
