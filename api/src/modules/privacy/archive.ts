// A person's data as a ZIP of JSON: one file a noun, what hangs on an order or a cart inside it. Knows no database.
import { newId } from '../../shared/ids.ts'
import { ELSEWHERE, PLACES, type Owner, type Place } from './personal-data.ts'

type Row = Record<string, unknown>
interface File { name: string, json: unknown }

// The table whose rows carry what hangs on them; what is the person's own has a file of its own.
const HOLDERS: Record<Owner, string | undefined> = { user: undefined, order: 'orders', cart: 'carts', session: 'sessions', transaction: 'transactions' }

export const holderOf = ({ table, by }: Place): string | undefined => HOLDERS[by.is] === table ? undefined : HOLDERS[by.is]

export function filesOf (rows: ReadonlyMap<string, Row[]>, at: Date): File[] {
  const own = new Map([...rows].map(([table, list]) => [table, list.map((row) => ({ ...row }))]))
  for (const place of PLACES) {
    const holder = holderOf(place)
    if (holder === undefined) continue
    const held = Map.groupBy(own.get(place.table) ?? [], (row) => row[camel(place.by.column)])
    for (const owner of own.get(holder) ?? []) owner[place.file] = held.get(owner['id']) ?? []
  }
  const files = PLACES.filter((place) => holderOf(place) === undefined).map(({ table, file }) => ({ name: `${file}.json`, json: own.get(table) ?? [] }))
  return [{ name: 'about.json', json: about(files, at) }, ...files]
}

const camel = (column: string): string => column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

const about = (files: File[], at: Date): object => ({
  id: newId(),
  createdAt: at.toISOString(),
  format: 'JSON in UTF-8, one file for each kind of thing and in it one object for each thing, named as in the shop\'s API. Times are UTC (RFC 3339), amounts decimal strings in the currency beside them.',
  files: Object.fromEntries(files.map(({ name, json }) => [name, Array.isArray(json) ? json.length : 1])),
  leftOut: Object.fromEntries([
    ...PLACES.flatMap(({ table, withheld = {} }) => Object.entries(withheld).map(([column, reason]) => [`${table}.${column}`, reason])),
    ...Object.entries(ELSEWHERE)
  ])
})

// Loaded by the worker that makes an archive, not by every process that serves.
export async function zip (files: File[], at: Date): Promise<Buffer> {
  const { TextReader, Uint8ArrayWriter, ZipWriter } = await import('@zip.js/zip.js')
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, lastModDate: at })
  for (const { name, json } of files) await writer.add(name, new TextReader(`${JSON.stringify(json, null, 2)}\n`))
  return Buffer.from(await writer.close())
}
