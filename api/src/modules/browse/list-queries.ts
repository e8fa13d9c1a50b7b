// The list of products: one statement over the flat rows, in few shapes so that each stays prepared.
import type { Db } from '../../platform/db.ts'

export type Sort = 'relevance' | 'newest' | 'price' | '-price' | 'name'
export type After = [string | number, string]

export interface ListQuestion {
  language: string, priceListId: string, currency: string
  words: string[], phrase: string, category?: string, minPrice?: string, maxPrice?: string, inStock?: boolean
  options: Record<string, string>
  sort: Sort, after?: After, limit: number, withTotal: boolean, withPrices: boolean
}

export interface CardRow {
  productId: string, servedLanguage: string, slug: string, name: string, origin: string, shortDescription: string
  imageHash: string | null, imageWidth: number, imageHeight: number, imageTint: string | null, imageAlt: string | null
  variantCount: number, inStock: boolean, publishedAt: Date
  sku: string, variantId: string, amount: string, compareAt: string | null, maxAmount: string, source: 'fixed' | 'converted'
  score?: number, prices?: string, total?: string
}

type Fragment = ReturnType<Db>

/** Up to limit + 1 rows; with a total, a first row without a product when nothing is on the page. */
export async function listCards (db: Db, question: ListQuestion): Promise<CardRow[]> {
  const page = db`
    select c.product_id, c.served_language, c.slug, c.name, c.origin, c.short_description, c.image_hash, c.image_width,
      c.image_height, c.image_tint, c.image_alt, c.variant_count, c.in_stock, c.published_at,
      p.sku, p.variant_id, p.amount, p.compare_at, p.max_amount, p.source
      ${question.sort === 'relevance' ? db`, ${score(db, question)} as score` : db``}
      ${question.withPrices ? db`, ${allPrices(db, question)} as prices` : db``}
    from ${cards(db, question)}
    where c.language = ${question.language} ${filters(db, question)} ${after(db, question)}
    order by ${order(db, question)} ${question.limit <= 24 ? db`limit 25` : db`limit 101`}`
  if (!question.withTotal) return await db<CardRow[]>`${page}`
  return await db<CardRow[]>`
    select t.total, page.* from (
      select count(*) as total from ${cards(db, question)}
      where c.language = ${question.language} ${filters(db, question)}
    ) t left join lateral (${page}) page on true`
}

const cards = (db: Db, { priceListId, currency, category }: ListQuestion): Fragment => db`
  product_cards c
  join product_prices p on p.product_id = c.product_id and p.price_list_id = ${priceListId} and p.currency = ${currency} and p.zone = '*'
  ${category === undefined ? db`` : db`join product_shelves s on s.product_id = c.product_id and s.category_id = ${category}`}`

function filters (db: Db, question: ListQuestion): Fragment {
  const { words, minPrice, maxPrice, inStock, options } = question
  const chosen = Object.entries(options)
  return db`
    ${words.length > 0 ? db`and ${everyWord(db, words)}` : db``}
    ${minPrice === undefined ? db`` : db`and p.amount >= ${minPrice}::numeric`}
    ${maxPrice === undefined ? db`` : db`and p.amount <= ${maxPrice}::numeric`}
    ${inStock === undefined ? db`` : inStock ? db`and c.in_stock` : db`and not c.in_stock`}
    ${chosen.length === 0
      ? db``
      : db`and exists (select from sellable_variants v where v.product_id = c.product_id
          and v.option_values @> ${JSON.stringify(options)}::text::jsonb)`}`
}

const everyWord = (db: Db, words: string[]): Fragment =>
  words.map((word): Fragment => db`c.search_text like (select search_pattern(${word}))`).reduce((all, one) => db`${all} and ${one}`)

// The whole name, its beginning, the beginning of a word, within a word; then the shorter name. Folded once, not once a row.
const score = (db: Db, { phrase }: ListQuestion): Fragment => db`(
  case strpos(' ' || c.search_text, ' ' || (select search_normal(${phrase})))
    when 0 then 0
    when 1 then case when c.search_text = (select search_normal(${phrase})) then 4000 else 3000 end
    else 2000
  end + case when strpos(c.search_text, (select search_normal(${phrase}))) > 0 then 1000 else 0 end - char_length(c.search_text))`

function order (db: Db, question: ListQuestion): Fragment {
  switch (question.sort) {
    case 'newest': return question.category === undefined ? db`c.published_at desc, c.product_id desc` : db`s.published_at desc, s.product_id desc`
    case 'price': return db`p.amount, p.product_id`
    case '-price': return db`p.amount desc, p.product_id desc`
    case 'name': return db`c.name collate "und-x-icu", c.product_id`
    case 'relevance': return db`${score(db, question)} desc, c.product_id desc`
  }
}

function after (db: Db, question: ListQuestion): Fragment {
  if (question.after === undefined) return db``
  const [value, id] = question.after
  switch (question.sort) {
    case 'newest': return question.category === undefined
      ? db`and (c.published_at, c.product_id) < (${value}::text::timestamptz, ${id}::uuid)`
      : db`and (s.published_at, s.product_id) < (${value}::text::timestamptz, ${id}::uuid)`
    case 'price': return db`and (p.amount, p.product_id) > (${value}::numeric, ${id}::uuid)`
    case '-price': return db`and (p.amount, p.product_id) < (${value}::numeric, ${id}::uuid)`
    case 'name': return db`and (c.name collate "und-x-icu", c.product_id) > (${value}, ${id}::uuid)`
    case 'relevance': return db`and (${score(db, question)}, c.product_id) < (${value}::int, ${id}::uuid)`
  }
}

const allPrices = (db: Db, { priceListId }: ListQuestion): Fragment => db`(
  select json_agg(json_build_array(o.currency, o.amount::text, o.compare_at::text, o.source))::text
  from product_prices o where o.product_id = c.product_id and o.price_list_id = ${priceListId} and o.zone = '*')`
