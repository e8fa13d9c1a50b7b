// Reads picture files by name from the folder that is committed with the demo shop.
import { readFile } from 'node:fs/promises'
import { notFound } from '../../shared/errors.ts'

const FOLDER = new URL('../../../../migrations/seed/pictures/', import.meta.url)
const NAME = /^[0-9a-f]{12}-[0-9]{2,4}\.(avif|webp)$/

export interface PictureFile { type: string, body: Buffer }

/** A name that does not look like one of ours never reaches the disk. */
export async function readPicture (name: string): Promise<PictureFile> {
  const format = NAME.exec(name)?.[1]
  if (format === undefined) throw notFound('picture')
  try {
    return { type: `image/${format}`, body: await readFile(new URL(name, FOLDER)) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw notFound('picture')
    throw error
  }
}
