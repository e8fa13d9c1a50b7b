-- 0009_publish_views.sql
-- Why: what the owners show to readers downhill (browse, cart, orders, reports): a statement may join these views, never a stranger's table.
create view sellable_variants with (security_invoker = true) as
  select v.id as variant_id, v.product_id, v.sku, v.option_values, v.weight_grams, v.position,
         p.tax_class, p.published_at
  from product_variants v join products p on p.id = v.product_id
  where p.status = 'active';

create view product_texts with (security_invoker = true) as
  select product_id, language, name, slug, origin, short_description, description, details, seo_title, seo_description, updated_at
  from product_localized_details;

create view product_choices with (security_invoker = true) as
  select product_id, code, localized_name, choices, position from product_options;

create view product_images with (security_invoker = true) as
  select pm.product_id, m.id as media_id, m.content_hash, m.width, m.height, m.tint, m.renditions,
         pm.localized_alt, pm.option_values, pm.position
  from product_media pm join media m on m.id = pm.media_id;

create view category_tree with (security_invoker = true) as
  with recursive tree as (
    select id, parent_id, code, localized_name, localized_description, position, array[id] as path
    from categories where parent_id is null and status = 'active'
    union all
    select c.id, c.parent_id, c.code, c.localized_name, c.localized_description, c.position, tree.path || c.id
    from categories c join tree on c.parent_id = tree.id where c.status = 'active'
  )
  select id, parent_id, code, localized_name, localized_description, position, path from tree;

create view current_prices with (security_invoker = true) as
  select price_list_id, zone, currency, variant_id, amount, compare_at, source, rate_id from price_book;

create view available_stock with (security_invoker = true) as
  select variant_id, sum(on_hand - reserved)::int as available, bool_or(backorder) as backorder
  from stock_levels group by variant_id;
