// Every refusal of the catalogue.
import { type AppError, conflict, invalid, notFound, preconditionFailed } from '../../shared/errors.ts'

export const noProduct = (): AppError => notFound('product')
export const staleVersion = (version: number): AppError =>
  preconditionFailed('version_mismatch', 'Somebody changed this product in the meantime. Load it again.', { version })
export const slugTaken = (language: string, slug: string): AppError =>
  conflict('slug_taken', 'Another product has this slug in this language.', { errors: [{ path: `/texts/${language}/slug`, code: 'slug_taken', message: `"${slug}" is taken.` }] })
export const badSlug = (language: string): AppError =>
  invalid(`/texts/${language}/slug`, 'bad_slug', 'A slug is lower-case letters of any script and digits, joined by single hyphens.')
export const nameMissing = (language: string): AppError =>
  invalid(`/texts/${language}/name`, 'required', 'A new language needs at least a name.')
export const unknownLanguage = (language: string): AppError =>
  invalid(`/texts/${language}`, 'unknown_language', 'The shop has no such language.')
export const notPublishable = (): AppError => conflict('not_publishable', 'A product needs a variant and a text before it can be sold.')
export const unknownPicture = (): AppError =>
  invalid('/pictures', 'unknown_picture', 'Name every picture of the product once, in the order wanted.')
