// The last step of a build: packs each built file as small as it gets, so that serving it costs nothing.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const FOLDER = fileURLToPath(new URL('../dist/', import.meta.url))
const SMALLEST = 512

for (const name of globSync('**/*.{js,mjs,css,svg,json,txt,xml,webmanifest,html,ico}', { cwd: FOLDER })) {
  const file = join(FOLDER, name)
  const body = readFileSync(file)
  if (body.length < SMALLEST) continue
  writeFileSync(`${file}.br`, brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
  writeFileSync(`${file}.gz`, gzipSync(body, { level: 9 }))
}
