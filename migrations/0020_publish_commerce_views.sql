-- 0020_publish_commerce_views.sql
-- Why: carts, orders and stock need a variant's facts even when it is no longer on sale, and a cart reads its shipping price in the same statement.
create view variant_facts with (security_invoker = true) as
  select v.id as variant_id, v.product_id, v.sku, v.option_values, v.weight_grams, v.position, p.tax_class, p.status = 'active' as on_sale
  from product_variants v join products p on p.id = v.product_id;

-- One row per method, zone and currency; an empty set of countries serves those that no other zone of the method names.
create view shipping_offers with (security_invoker = true) as
  select m.id as method_id, m.code, m.localized_name, m.localized_description, m.min_days, m.max_days, m.position,
         z.countries, p.currency, p.amount, p.free_over
  from shipping_methods m
  join shipping_rates r on r.method_id = m.id
  join shipping_zones z on z.id = r.zone_id
  join shipping_prices p on p.rate_id = r.id
  where m.enabled;

-- What staff type into the search box of orders; the variant and tracking numbers have tables of their own.
alter table orders add column search_text text not null generated always as (
  lower(number || ' ' || replace(number, '-', '') || ' ' || email::text || ' ' ||
    coalesce(shipping_address ->> 'firstName', '') || ' ' || coalesce(shipping_address ->> 'lastName', '') || ' ' ||
    coalesce(shipping_address ->> 'company', ''))) stored;
create index orders_search on orders using gin (search_text gin_trgm_ops);
create index order_items_sku on order_items using gin (lower(sku) gin_trgm_ops);
create index fulfillments_tracking on fulfillments (lower(tracking_number)) where tracking_number is not null;

-- One attempt at a time, or a shopper who clicks twice pays twice; one refund of an attempt at a time, for the same reason.
create unique index transactions_one_live on transactions (order_id) where status in ('created', 'requires_action', 'unknown');
create unique index refunds_one_open on refunds (transaction_id) where status = 'created';
alter table refunds add column check_count int not null default 0;

-- The word in the first of the languages that has one, else in any; a plain string is the same in all.
create function word_in(words jsonb, languages text[]) returns text language sql immutable parallel safe as $$
  select case jsonb_typeof(words)
    when 'string' then words #>> '{}'
    else coalesce(
      (select words ->> l.code from unnest(languages) with ordinality as l(code, place) where words ? l.code order by l.place limit 1),
      (select value from jsonb_each_text(words) limit 1))
  end
$$;
