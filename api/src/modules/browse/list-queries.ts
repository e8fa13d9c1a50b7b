// The list of products: one statement over the flat rows, in few shapes so that each stays prepared.
import type { Db } from '../../platform/db.ts'
import { nothing, piece, run, together, type Piece } from '../../platform/pieces.ts'

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

/** Up to limit + 1 rows; with a total, a first row without a product when nothing is on the page. */
export async function listCards (db: Db, question: ListQuestion): Promise<CardRow[]> {
  const page = piece`
    select c.product_id, c.served_language, c.slug, c.name, c.origin, c.short_description, c.image_hash, c.image_width,
      c.image_height, c.image_tint, c.image_alt, c.variant_count, c.in_stock, c.published_at,
      p.sku, p.variant_id, p.amount, p.compare_at, p.max_amount, p.source
      ${question.sort === 'relevance' ? piece`, r.score` : nothing}
      ${question.withPrices ? piece`, ${allPrices(question)} as prices` : nothing}
    from ${question.sort === 'relevance' ? piece`${ranked(question)} r,` : nothing} ${cards(question)}
    where c.language = ${question.language} ${question.sort === 'relevance' ? piece`and c.product_id = r.product_id` : foundBy(question)}
      ${filters(question)} ${after(question)}
    order by ${order(question)} ${question.limit <= 24 ? piece`limit 25` : piece`limit 101`}`
  if (!question.withTotal) return await run<CardRow>(db, page)
  return await run<CardRow>(db, piece`
    select t.total, page.* from (
      select count(*) as total from ${cards(question)}
      where c.language = ${question.language} ${foundBy(question)} ${filters(question)}
    ) t left join lateral (${page}) page on true`)
}

const cards = (question: ListQuestion): Piece => piece`
  product_cards c
  join product_prices p on p.product_id = c.product_id and p.price_list_id = ${question.priceListId} and p.currency = ${question.currency} and p.zone = '*'
  ${onShelf(question)}`

const onShelf = ({ category }: ListQuestion): Piece => category === undefined ? nothing : piece`join product_shelves s on s.product_id = c.product_id and s.category_id = ${category}`

// Sorted by what the names alone tell, so that prices are looked up for the page and not for all that was found.
const ranked = (question: ListQuestion): Piece => piece`(
  select c.product_id, ${score(question)} as score from product_cards c ${onShelf(question)}
  where c.language = ${question.language} ${foundBy(question)}
  order by score desc, c.product_id desc)`

const foundBy = ({ words }: ListQuestion): Piece => words.length > 0 ? piece`and ${everyWord(words)}` : nothing

function filters (question: ListQuestion): Piece {
  const { minPrice, maxPrice, inStock, options } = question
  const chosen = Object.entries(options)
  return piece`
    ${minPrice === undefined ? nothing : piece`and p.amount >= ${minPrice}::numeric`}
    ${maxPrice === undefined ? nothing : piece`and p.amount <= ${maxPrice}::numeric`}
    ${inStock === undefined ? nothing : inStock ? piece`and c.in_stock` : piece`and not c.in_stock`}
    ${chosen.length === 0
      ? nothing
      : piece`and exists (select from sellable_variants v where v.product_id = c.product_id
          and v.option_values @> ${JSON.stringify(options)}::text::jsonb)`}`
}

const everyWord = (words: string[]): Piece =>
  together(words.map((word) => piece`c.search_text like (select search_pattern(${word}))`), ' and ')

// The whole name, its beginning, the beginning of a word, within a word; then the shorter name. Folded once, not once a row.
const score = ({ phrase }: ListQuestion): Piece => piece`(
  case strpos(' ' || c.search_text, ' ' || (select search_normal(${phrase})))
    when 0 then 0
    when 1 then case when c.search_text = (select search_normal(${phrase})) then 4000 else 3000 end
    else 2000
  end + case when strpos(c.search_text, (select search_normal(${phrase}))) > 0 then 1000 else 0 end - char_length(c.search_text))`

function order (question: ListQuestion): Piece {
  switch (question.sort) {
    case 'newest': return question.category === undefined ? piece`c.published_at desc, c.product_id desc` : piece`s.published_at desc, s.product_id desc`
    case 'price': return piece`p.amount, p.product_id`
    case '-price': return piece`p.amount desc, p.product_id desc`
    case 'name': return piece`c.name collate "und-x-icu", c.product_id`
    case 'relevance': return piece`r.score desc, r.product_id desc`
  }
}

function after (question: ListQuestion): Piece {
  if (question.after === undefined) return nothing
  const [value, id] = question.after
  switch (question.sort) {
    case 'newest': return question.category === undefined
      ? piece`and (c.published_at, c.product_id) < (${value}::text::timestamptz, ${id}::uuid)`
      : piece`and (s.published_at, s.product_id) < (${value}::text::timestamptz, ${id}::uuid)`
    case 'price': return piece`and (p.amount, p.product_id) > (${value}::numeric, ${id}::uuid)`
    case '-price': return piece`and (p.amount, p.product_id) < (${value}::numeric, ${id}::uuid)`
    case 'name': return piece`and (c.name collate "und-x-icu", c.product_id) > (${value}, ${id}::uuid)`
    case 'relevance': return piece`and (r.score, r.product_id) < (${value}::int, ${id}::uuid)`
  }
}

const allPrices = ({ priceListId }: ListQuestion): Piece => piece`(
  select json_agg(json_build_array(o.currency, o.amount::text, o.compare_at::text, o.source))::text
  from product_prices o where o.product_id = c.product_id and o.price_list_id = ${priceListId} and o.zone = '*')`
