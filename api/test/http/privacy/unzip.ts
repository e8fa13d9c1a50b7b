// Reads a ZIP with another library than the one that wrote it.
import { text } from 'node:stream/consumers'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'

/** The text of each entry by its name; a damaged archive is an error. */
export async function unzip (bytes: Buffer): Promise<Record<string, string>> {
  const file = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, opened) => { error ? reject(error) : resolve(opened) })
  })
  const entries: Record<string, string> = {}
  await new Promise<void>((resolve, reject) => {
    file.on('error', reject).on('end', resolve).on('entry', (entry: Entry) => {
      file.openReadStream(entry, (error, stream) => {
        if (error) return reject(error)
        text(stream).then((content) => {
          entries[entry.fileName] = content
          file.readEntry()
        }, reject)
      })
    })
    file.readEntry()
  })
  return entries
}
