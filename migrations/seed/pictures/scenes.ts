/** Composes the scene of each picture a product asks for: front, close, in a group, or with what it goes with. */
import { readFileSync } from 'node:fs'
import { outlineOf, type Colour, type Piece } from './cut-out.ts'
import { extent, frame, type Placed, type Scene } from './paint.ts'

export type Picture = { view: 'front' | 'close' | 'group' | 'with', colour?: string, with?: string, alt: Record<string, string> }
type ColourValue = Colour & { key: string }
export type Product = {
  key: string
  icon: string
  tint: string
  options: { key: string, values: ColourValue[] }[]
  pictures: Picture[]
}
/** What one product's pictures need beyond the rules: turns in degrees, sizes as a share of the usual one. */
type Arrangement = {
  frontTurn?: number
  closeTurn?: number
  closeMirrored?: boolean
  size?: number
  companion?: { size?: number, behind?: boolean, turn?: number, mirrored?: boolean }
}
/** `icons` tones drawings down to the colours of cloth, wax and clay; a product's own colours come before them. */
type Arrangements = { icons: Record<string, Colour>, keep: Record<string, string>, products: Record<string, Arrangement> }

const tints: Record<string, Scene['tint']> = {
  sage: ['#f7faf6', '#e3ebe2', '#3c4a40'],
  sand: ['#fcf8ef', '#f1e6d2', '#55452f'],
  sky: ['#f6fafd', '#dfe9f1', '#34434f'],
  rose: ['#fdf8f6', '#f3e2dd', '#573c38'],
  mist: ['#f9fafa', '#e4e8ea', '#3b4145'],
  clay: ['#fcf6f1', '#efddd0', '#573e30'],
  lilac: ['#faf8fd', '#e7e2f0', '#433c53'],
  linen: ['#fbfaf7', '#ebe7dd', '#4a4538']
}
const arrangements = JSON.parse(
  readFileSync(new URL('arrangements.json', import.meta.url), 'utf8')
) as Arrangements
const room = { width: 1040, height: 1220 }

/** Shelves look calm when feet nearly share a line; tall things stand a little lower, flat ones a little higher. */
function footLine (height: number): number {
  return Math.round(1110 + 0.35 * (height / 2 - 370))
}

async function alone (piece: Piece, size: number, maxWidth: number, maxHeight: number): Promise<Placed> {
  const { height } = extent(await outlineOf(piece), size, maxWidth, maxHeight)
  return { ...piece, x: frame.width / 2, foot: footLine(height), size, maxWidth, maxHeight }
}

async function close (piece: Piece, size: number): Promise<Placed> {
  const box = { size: 930 * size, maxWidth: 1020, maxHeight: 1180 }
  const { height } = extent(await outlineOf(piece), box.size, box.maxWidth, box.maxHeight)
  return { ...piece, x: frame.width / 2, foot: Math.round(775 + height / 2), ...box }
}

/** The piece and its companion overlap a little; the nearer one stands lower and is drawn last. */
async function together (piece: Piece, companion: Piece, behind: boolean, sizes: [number, number]): Promise<Placed[]> {
  const limit = { maxWidth: 760, maxHeight: 860 }
  const large = extent(await outlineOf(piece), sizes[0], limit.maxWidth, limit.maxHeight)
  const small = extent(await outlineOf(companion), sizes[1], limit.maxWidth, limit.maxHeight)
  const overlap = Math.min(large.width, small.width) * 0.2
  const total = large.width + small.width - overlap
  const fit = Math.min(1, room.width / total)
  const left = frame.width / 2 - total * fit / 2
  const foot = footLine(Math.max(large.height, small.height) * fit)
  const near = foot + 40
  const far = foot - 50
  const main = {
    ...piece,
    x: Math.round(left + large.width * fit / 2),
    foot: behind ? near : far,
    size: sizes[0] * fit,
    maxWidth: limit.maxWidth * fit,
    maxHeight: limit.maxHeight * fit
  }
  const other = {
    ...companion,
    x: Math.round(left + (large.width - overlap + small.width / 2) * fit),
    foot: behind ? far : near,
    size: sizes[1] * fit,
    maxWidth: limit.maxWidth * fit,
    maxHeight: limit.maxHeight * fit
  }
  return behind ? [other, main] : [main, other]
}

const spots = {
  pair: [{ x: 0.36, rise: 60, share: 0.92, mirrored: false }, { x: -0.36, rise: -60, share: 1, mirrored: false }],
  trio: [
    { x: -0.52, rise: 100, share: 0.9, mirrored: false },
    { x: 0.52, rise: 70, share: 0.92, mirrored: true },
    { x: 0, rise: -70, share: 1, mirrored: false }
  ]
}

/** Two or three of it in depth, the first colour in front: as many as there are colours, three where there are none. */
async function group (piece: Piece, colours: Colour[]): Promise<Placed[]> {
  const places = colours.length === 2 ? spots.pair : spots.trio
  const box = places === spots.pair
    ? { size: 560, maxWidth: 620, maxHeight: 800 }
    : { size: 500, maxWidth: 560, maxHeight: 720 }
  const { width, height } = extent(await outlineOf(piece), box.size, box.maxWidth, box.maxHeight)
  const spread = Math.min(width, (room.width - width) / 2 / Math.max(...places.map((place) => place.x)))
  const foot = footLine(height * 1.2)
  return places.map(({ x, rise, share, mirrored }, index) => ({
    ...piece,
    colour: colours[(index + 1) % places.length] ?? piece.colour,
    mirrored,
    x: Math.round(frame.width / 2 + x * spread),
    foot: foot - rise,
    size: box.size * share,
    maxWidth: box.maxWidth * share,
    maxHeight: box.maxHeight * share
  }))
}

function pieceOf (icon: string, colour?: Colour): Piece {
  return { icon, colour: colour ?? arrangements.icons[icon], keep: arrangements.keep[icon] }
}

async function objects (product: Product, picture: Picture): Promise<Placed[]> {
  const { frontTurn, closeTurn = -9, closeMirrored, size = 1, companion = {} } = arrangements.products[product.key] ?? {}
  const colours = product.options.find((option) => option.key === 'colour')?.values ?? []
  const shades = colours.map(({ hue, saturation, brightness }) => ({ hue, saturation, brightness }))
  const chosen = shades[Math.max(0, colours.findIndex((value) => value.key === picture.colour))]
  const piece = { ...pieceOf(product.icon, chosen), turn: frontTurn }
  if (picture.view === 'front') return [await alone(piece, 690 * size, 860, 940)]
  if (picture.view === 'close') return [await close({ ...piece, turn: closeTurn, mirrored: closeMirrored }, size)]
  if (picture.view === 'group') return group(piece, shades)
  if (!picture.with) throw new Error(`${product.key}: a picture "with" must name what it is with`)
  const { size: share = 1, behind = false, ...pose } = companion
  return together(piece, { ...pieceOf(picture.with), ...pose }, behind, [600 * size, 400 * share])
}

export async function sceneOf (product: Product, picture: Picture): Promise<Scene> {
  const tint = tints[product.tint]
  if (!tint) throw new Error(`${product.key}: there is no tint "${product.tint}"`)
  return { tint, objects: await objects(product, picture) }
}
