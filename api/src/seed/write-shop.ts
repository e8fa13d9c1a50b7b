// Writes what a shop is before it sells: languages, currencies, rates, countries, a channel, tax, shipping, a place for stock.
import { writeSetting } from '../platform/settings.ts'
import type { Db } from '../platform/db.ts'
import type { CategoryFile, ShopFile } from './files.ts'

export async function writeShop (tx: Db, shop: ShopFile): Promise<void> {
  for (const [key, value] of Object.entries(shop.settings)) await writeSetting(tx, key, value)
  await tx`
    insert into languages (code, name, native_name, direction, position)
    select code, name, "nativeName", direction, n from rows from (jsonb_to_recordset(${text(shop.languages)}::text::jsonb)
      as (code text, name text, "nativeName" text, direction text)) with ordinality as g(code, name, "nativeName", direction, n)`
  await tx`
    insert into currencies (code, symbol, name, decimals, rounding_increment, rounding_ending, is_base, position)
    select code, symbol, name, decimals, increment, ending, coalesce(base, false), n
    from rows from (jsonb_to_recordset(${text(shop.currencies)}::text::jsonb) as (code text, symbol text, name text, decimals int,
      "roundingIncrement" numeric, "roundingEnding" numeric, "isBase" boolean))
      with ordinality as g(code, symbol, name, decimals, increment, ending, base, n)`
  await tx`
    insert into exchange_rates (from_currency, to_currency, rate, source, as_of)
    select (select code from currencies where is_base), "to", rate, source, "asOf"
    from jsonb_to_recordset(${text(shop.rates)}::text::jsonb) as g("to" text, rate numeric, source text, "asOf" timestamptz)`
  await tx`
    insert into countries (code, currency, in_eu, address_format, position)
    select code, currency, eu, format, n
    from rows from (jsonb_to_recordset(${text(shop.countries)}::text::jsonb)
      as (code text, currency text, "inEu" boolean, "addressFormat" jsonb)) with ordinality as g(code, currency, eu, format, n)`
  await writeChannel(tx, shop)
  await tx`
    insert into tax_rates (country, tax_class, percent, valid_from)
    select country, "taxClass", percent, "validFrom" from jsonb_to_recordset(${text(shop.taxRates)}::text::jsonb)
      as g(country text, "taxClass" text, percent numeric, "validFrom" date)`
  await writeShipping(tx, shop)
}

async function writeChannel (tx: Db, { channel, priceList, location }: ShopFile): Promise<void> {
  await tx`
    with list as (
      insert into price_lists (code, name, includes_tax) values (${priceList.code}, ${priceList.name}, ${priceList.includesTax}) returning id
    )
    insert into channels (code, name, price_list_id, default_language, default_currency, default_country, is_default)
    select ${channel.code}, ${channel.name}, id, ${channel.language}, ${channel.currency}, ${channel.country}, true from list`
  await tx`insert into stock_locations (code, name, country) values (${location.code}, ${location.name}, ${location.country})`
}

async function writeShipping (tx: Db, shop: ShopFile): Promise<void> {
  await tx`
    insert into shipping_methods (code, min_days, max_days, localized_name, localized_description, position)
    select code, min_days, max_days, name, description, n
    from rows from (jsonb_to_recordset(${text(shop.shippingMethods)}::text::jsonb)
      as (code text, "minDays" int, "maxDays" int, name jsonb, description jsonb))
      with ordinality as g(code, min_days, max_days, name, description, n)`
  await tx`
    insert into shipping_zones (code, countries)
    select code, array(select jsonb_array_elements_text(countries))
    from jsonb_to_recordset(${text(shop.shippingZones)}::text::jsonb) as g(code text, countries jsonb)`
  await tx`
    insert into shipping_rates (method_id, zone_id, base_amount, base_free_over)
    select m.id, z.id, g.amount, g."freeOver"
    from jsonb_to_recordset(${text(shop.shippingRates)}::text::jsonb) as g(method text, zone text, amount numeric, "freeOver" numeric)
    join shipping_methods m on m.code = g.method join shipping_zones z on z.code = g.zone`
}

/** Parents first, so that each finds its own. */
export async function writeCategories (tx: Db, categories: CategoryFile[]): Promise<void> {
  const named = categories.map(({ key, parent, position, texts }) => ({
    key,
    parent,
    position,
    name: Object.fromEntries(Object.entries(texts).map(([language, { name }]) => [language, name])),
    description: Object.fromEntries(Object.entries(texts).map(([language, { description }]) => [language, description]))
  }))
  for (const level of [named.filter(({ parent }) => parent === null), named.filter(({ parent }) => parent !== null)]) {
    await tx`
      insert into categories (code, parent_id, position, localized_name, localized_description)
      select g.key, p.id, g.position, g.name, g.description
      from jsonb_to_recordset(${text(level)}::text::jsonb) as g(key text, parent text, position int, name jsonb, description jsonb)
      left join categories p on p.code = g.parent`
  }
  const slugs = categories.flatMap(({ key, texts }) =>
    Object.entries(texts).map(([language, { slug }]) => ({ key, language, slug: slug.normalize('NFKC') })))
  await tx`
    insert into category_slugs (category_id, language, slug)
    select c.id, g.language, g.slug
    from jsonb_to_recordset(${text(slugs)}::text::jsonb) as g(key text, language text, slug text) join categories c on c.code = g.key`
}

export const text = (rows: unknown): string => JSON.stringify(rows)
