// The published pages: files that any file host could serve, each remembered with the tags that make it stale.
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pack, worthPacking, type Encoding } from '../compress.ts'
import type { Page } from '../renderer.ts'

export interface Sheet {
  path: string
  file: string
  headers: Record<string, string>
  etag: string
  encodings: Encoding[]
  tags: string[]
  at: number
}

export interface Shelf {
  find: (path: string) => Sheet | undefined
  read: (sheet: Sheet, encoding: Encoding) => Promise<Buffer>
  /** How many purges came so far: a render remembers it, so that one overtaken by a purge is not kept. */
  moment: () => number
  put: (path: string, page: Page, since: number) => Promise<boolean>
  /** For a page that is gone, moved or not to be kept: its files go too. */
  discard: (path: string) => Promise<void>
  /** Takes the pages with these tags out of sight at once and names them. */
  purge: (tags: string[]) => string[]
  size: () => number
}

const MOST_SHEETS = 20_000
const LONGEST_NAME = 120
const KEPT_HEADERS = ['content-type', 'content-language', 'link', 'x-robots-tag']
const SUFFIX: Record<Encoding, string> = { br: '.br', gzip: '.gz', identity: '' }

/** Starts empty: what an earlier process wrote may have missed a change. */
export async function openShelf (folder: string): Promise<Shelf> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const index = openIndex()
  const written = new Set<string>()

  return {
    find: index.find,
    read: async (sheet, encoding) => await readFile(sheet.file + SUFFIX[encoding]),
    moment: index.moment,
    size: index.size,
    purge: index.purge,

    async put (path, page, since) {
      const file = fileFor(folder, path)
      if (!file || (index.size() >= MOST_SHEETS && !index.find(path))) return true
      const tags = tagsOf(page)
      if (index.isOvertaken(tags, since)) return false
      written.add(path)
      const encodings = await write(file, page.body)
      if (index.isOvertaken(tags, since)) return false
      index.keep({ path, file, headers: keptHeaders(page), etag: fingerprint(page.body), encodings, tags, at: Date.now() })
      return true
    },

    async discard (path) {
      index.drop(path)
      const file = written.delete(path) ? fileFor(folder, path) : undefined
      if (file) await Promise.all(Object.values(SUFFIX).map(async (suffix) => await rm(file + suffix, { force: true })))
    }
  }
}

function openIndex () {
  const sheets = new Map<string, Sheet>()
  const byTag = new Map<string, Set<string>>()
  const purgedAt = new Map<string, number>()
  let purges = 0

  function drop (path: string): void {
    for (const tag of sheets.get(path)?.tags ?? []) {
      const paths = byTag.get(tag)
      paths?.delete(path)
      if (paths?.size === 0) byTag.delete(tag)
    }
    sheets.delete(path)
  }

  function keep (sheet: Sheet): void {
    drop(sheet.path)
    sheets.set(sheet.path, sheet)
    for (const tag of sheet.tags) byTag.set(tag, (byTag.get(tag) ?? new Set()).add(sheet.path))
  }

  function purge (tags: string[]): string[] {
    purges += 1
    for (const tag of tags) purgedAt.set(tag, purges)
    const stale = [...new Set(tags.flatMap((tag) => [...byTag.get(tag) ?? []]))]
    for (const path of stale) drop(path)
    return stale
  }

  return {
    drop,
    keep,
    purge,
    find: (path: string) => sheets.get(path),
    size: () => sheets.size,
    moment: () => purges,
    isOvertaken: (tags: string[], since: number) => tags.some((tag) => (purgedAt.get(tag) ?? 0) > since)
  }
}

export const tagsOf = (page: Page): string[] => [...new Set(String(page.headers['cache-tag'] ?? '').split(/[\s,]+/).filter(Boolean))]

const fingerprint = (body: Buffer): string => createHash('sha256').update(body).digest('base64url').slice(0, 22)

function keptHeaders (page: Page): Record<string, string> {
  return Object.fromEntries(KEPT_HEADERS.flatMap((name) => page.headers[name] === undefined ? [] : [[name, String(page.headers[name])]]))
}

// Names stay readable for a file host; a name that some file system would fold or refuse is rendered on demand instead.
function fileFor (folder: string, path: string): string | undefined {
  const names = decodeURIComponent(path).split('/').filter(Boolean)
  const plain = (name: string): boolean =>
    name.length <= LONGEST_NAME && Buffer.byteLength(name) <= 240 && name === name.toLowerCase().normalize('NFC') && /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._-]*$/u.test(name)
  if (!names.every(plain)) return undefined
  return /\.(xml|txt)$/.test(path) ? join(folder, ...names) : join(folder, ...names, 'index.html')
}

async function write (file: string, body: Buffer): Promise<Encoding[]> {
  const encodings: Encoding[] = worthPacking(body) ? ['identity', 'gzip', 'br'] : ['identity']
  await mkdir(dirname(file), { recursive: true })
  await Promise.all(encodings.map(async (encoding) => {
    const draft = `${file}.${randomUUID()}`
    await writeFile(draft, await pack(body, encoding))
    await rename(draft, file + SUFFIX[encoding])
  }))
  return encodings
}
