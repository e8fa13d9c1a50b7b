// The door of media. Owns the table media and the picture files (which product shows them is the catalogue's).
// Promises: a name holds a hash of its content, so a file never changes under its name.
export { FORMATS, ImageSchema, toImage, toRenditions, WIDTHS } from './renditions.ts'
export type { Image, Picture } from './renditions.ts'
export { mediaRoutes } from './routes.ts'
