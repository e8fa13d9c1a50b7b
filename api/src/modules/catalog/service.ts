// The verbs of a product: change its state, words, pictures and base prices, one writer at a time.
import { audit, type AuditEntry } from '../../platform/audit.ts'
import { codeOf } from '../../platform/db-errors.ts'
import { transaction, type Db, type Pool } from '../../platform/db.ts'
import { announce } from '../../platform/events.ts'
import { readDirectory } from '../localization/index.ts'
import * as errors from './errors.ts'
import * as q from './queries.ts'
import type { ProductChange, TextChangeInput } from './schemas.ts'
import { cleanHtml, isSlug, slugOf } from './text.ts'

export type By = Pick<AuditEntry, 'actorType' | 'actorId' | 'ip' | 'requestId'>
export interface Edit { productId: string, version?: number | undefined }

/** Locks the product; a version that is not the present one is refused. */
export async function takeProduct (tx: Db, { productId, version }: Edit): Promise<q.ProductRow> {
  const product = await q.lockProduct(tx, productId)
  if (!product) throw errors.noProduct()
  if (version !== undefined && version !== product.version) throw errors.staleVersion(product.version)
  return product
}

/** Whoever changed a part of a product ends with this: a new version, and the news. */
export async function productChanged (tx: Db, product: Pick<q.ProductRow, 'id' | 'status'>): Promise<number> {
  const version = await q.writeProduct(tx, product.id, product.status)
  await announce(tx, { name: 'product.changed', objectType: 'product', objectId: product.id, payload: { productIds: [product.id] } })
  return version
}

export async function changeProduct (pool: Pool, edit: Edit, change: ProductChange, by: By): Promise<void> {
  try {
    await writeChange(pool, edit, change, by)
  } catch (error) {
    // Another product took the slug in the same moment: it is there now, and is seen where the refusal is worded.
    if (codeOf(error) !== '23505') throw error
    await writeChange(pool, edit, change, by)
  }
}

async function writeChange (pool: Pool, edit: Edit, change: ProductChange, by: By): Promise<void> {
  await transaction(pool, async (tx) => {
    const product = await takeProduct(tx, edit)
    const before = await parts(tx, product.id)
    const status = change.status ?? product.status

    if (change.texts) await changeTexts(tx, product.id, before.texts, change.texts)
    if (change.pictures) await changePictures(tx, product.id, before.pictures, change.pictures)
    const after = await parts(tx, product.id)
    if (status === 'active' && (after.texts.length === 0 || after.variants.length === 0)) throw errors.notPublishable()

    await productChanged(tx, { id: product.id, status })
    await audit(tx, {
      ...by,
      action: 'product.changed',
      objectType: 'product',
      objectId: product.id,
      before: differing(change, before, product.status),
      after: differing(change, after, status)
    })
  })
}

interface Parts { texts: q.TextRow[], pictures: q.PictureRow[], variants: q.BasePrice[] }

async function parts (tx: Db, productId: string): Promise<Parts> {
  const [texts, pictures, variants] = await Promise.all([q.texts(tx, productId), q.pictures(tx, productId), q.basePrices(tx, productId)])
  return { texts, pictures, variants }
}

// The log holds what was touched, not the whole product each time.
const differing = (change: ProductChange, { texts, pictures }: Parts, status: q.ProductStatus): object => ({
  ...(change.status ? { status } : {}),
  ...(change.texts ? { texts: texts.filter(({ language }) => change.texts?.[language]) } : {}),
  ...(change.pictures ? { pictures } : {})
})

async function changeTexts (tx: Db, productId: string, present: q.TextRow[], changes: Record<string, TextChangeInput>): Promise<void> {
  const { languages } = await readDirectory(tx)
  const rows: q.TextRow[] = []
  for (const [language, change] of Object.entries(changes)) {
    if (!languages.some(({ code }) => code === language)) throw errors.unknownLanguage(language)
    const before = present.find((text) => text.language === language)
    const row = written(language, before, change)

    if (before?.slug !== row.slug && await q.slugTaken(tx, productId, language, row.slug)) throw errors.slugTaken(language, row.slug)
    if (before && before.slug !== row.slug) await q.moveSlug(tx, productId, language, before.slug, row.slug)
    rows.push(row)
  }
  await q.upsertTexts(tx, productId, rows)
}

function written (language: string, before: q.TextRow | undefined, change: TextChangeInput): q.TextRow {
  const name = (change.name ?? before?.name ?? '').trim()
  if (name === '') throw errors.nameMissing(language)
  const slug = change.slug ?? before?.slug ?? slugOf(name, language)
  if (!isSlug(slug)) throw errors.badSlug(language)
  const empty = { origin: '', shortDescription: '', description: '', details: [], seoTitle: '', seoDescription: '' }
  const row = { ...empty, ...before, ...change, language, name, slug }
  return { ...row, description: change.description === undefined ? row.description : cleanHtml(change.description) }
}

async function changePictures (tx: Db, productId: string, present: q.PictureRow[], wanted: NonNullable<ProductChange['pictures']>): Promise<void> {
  const byId = new Map(present.map((picture) => [picture.mediaId, picture]))
  const rows = wanted.map(({ id, alt }, position) => {
    const picture = byId.get(id)
    if (!picture || !byId.delete(id)) throw errors.unknownPicture()
    return { mediaId: id, position, localizedAlt: { ...picture.localizedAlt, ...alt } }
  })
  if (byId.size > 0) throw errors.unknownPicture()
  await q.writePictures(tx, productId, rows)
}
