/** Draws every picture the products ask for, keeps what is already drawn, removes what nothing asks for, writes index.json. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { bodyOf } from './cut-out.ts'
import { frame, paint, type Scene } from './paint.ts'
import { sceneOf, type Picture, type Product } from './scenes.ts'

// Raise it when the same scene should come out differently, so that every picture gets a new name and caches let go.
const version = 1
const widths = [320, 480, 640, 960]
const formats = ['avif', 'webp'] as const
const folder = fileURLToPath(new URL('.', import.meta.url))
const products = fileURLToPath(new URL('../products/', import.meta.url))

type Entry = {
  product: string
  position: number
  view: Picture['view']
  colour: string | null
  hash: string
  width: number
  height: number
  tint: string
  widths: number[]
  alt: Record<string, string>
}

/** Named after what went in, because pixels may differ by a hair between builds of the renderer. */
function hashOf (scene: Scene): string {
  const bodies = scene.objects.map((placed) => bodyOf(placed.icon))
  return createHash('sha256').update(JSON.stringify([version, widths, scene, bodies])).digest('hex').slice(0, 12)
}

function filesOf (hash: string): string[] {
  return widths.flatMap((width) => formats.map((format) => `${hash}-${width}.${format}`))
}

async function encode (full: Buffer, width: number, format: typeof formats[number], file: string): Promise<void> {
  const resized = sharp(full).resize(width, width * frame.height / frame.width, { kernel: 'lanczos3' })
  const encoded = format === 'avif'
    ? resized.avif({ quality: 54, effort: 4 })
    : resized.webp({ quality: 80, effort: 5, smartSubsample: true })
  writeFileSync(folder + file, await encoded.toBuffer())
}

async function draw (scene: Scene, hash: string): Promise<boolean> {
  if (filesOf(hash).every((file) => existsSync(folder + file))) return false
  const full = await paint(scene)
  for (const width of widths) {
    for (const format of formats) await encode(full, width, format, `${hash}-${width}.${format}`)
  }
  return true
}

function readProducts (): Product[] {
  return readdirSync(products).filter((file) => file.endsWith('.json')).sort()
    .map((file) => JSON.parse(readFileSync(products + file, 'utf8')) as Product)
}

function prune (entries: Entry[]): number {
  const wanted = new Set(entries.flatMap((entry) => filesOf(entry.hash)))
  const unused = readdirSync(folder).filter((file) => /^[0-9a-f]{12}-\d+\.(avif|webp)$/.test(file) && !wanted.has(file))
  for (const file of unused) rmSync(folder + file)
  return unused.length
}

sharp.concurrency(1)
const entries: Entry[] = []
let drawn = 0
for (const product of readProducts()) {
  for (const [position, picture] of product.pictures.entries()) {
    const scene = await sceneOf(product, picture)
    const hash = hashOf(scene)
    if (await draw(scene, hash)) drawn++
    entries.push({
      product: product.key,
      position,
      view: picture.view,
      colour: picture.colour ?? null,
      hash,
      ...frame,
      tint: product.tint,
      widths,
      alt: picture.alt
    })
  }
}
if (new Set(entries.map((entry) => entry.hash)).size !== entries.length) throw new Error('Two pictures are the same drawing')
writeFileSync(folder + 'index.json', '[\n' + entries.map((entry) => '  ' + JSON.stringify(entry)).join(',\n') + '\n]\n')
console.log(`${entries.length} pictures: ${drawn} drawn, ${entries.length - drawn} kept, ${prune(entries)} old files removed`)
