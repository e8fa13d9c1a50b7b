/** Turns one emoji drawing into a cut-out: coloured, turned, trimmed to its outline, with the foot it stands on. */
import { createRequire } from 'node:module'
import sharp from 'sharp'

export type Colour = { hue?: number, saturation?: number, brightness?: number }
/** `keep` is the path of a part that stays as drawn, such as a flame. */
export type Piece = { icon: string, colour?: Colour, keep?: string, turn?: number, mirrored?: boolean }
export type Outline = { left: number, top: number, width: number, height: number, footLeft: number, footRight: number }

type IconSet = { icons: Record<string, { body: string }> }

const icons = (createRequire(import.meta.url)('@iconify-json/fluent-emoji/icons.json') as IconSet).icons
const outlines = new Map<string, Outline>()
// Drawings are 32 units wide; the margin leaves room for a turned one.
const margin = 10
const side = 32 + margin * 2
const pixelsPerUnit = 12
const visible = 24

export function bodyOf (icon: string): string {
  const found = icons[icon]
  if (!found) throw new Error(`There is no drawing called "${icon}"`)
  return found.body
}

function drawing (piece: Piece, viewBox: string, width: number, height: number, only?: string): Buffer {
  const turned = `rotate(${piece.turn ?? 0} 16 16)`
  const mirrored = piece.mirrored ? ' translate(32 0) scale(-1 1)' : ''
  const clip = only ? `<clipPath id="only"><path d="${only}"/></clipPath>` : ''
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="${viewBox}" ` +
    `width="${width}" height="${height}"><g transform="${turned}${mirrored}">${clip}` +
    `<g${only ? ' clip-path="url(#only)"' : ''}>${bodyOf(piece.icon)}</g></g></svg>`
  )
}

type Alpha = { data: Buffer, size: number }

function extentOfRow ({ data, size }: Alpha, y: number): [number, number] | null {
  let first = -1
  let last = -1
  for (let x = 0; x < size; x++) {
    if ((data[y * size + x] ?? 0) <= visible) continue
    if (first < 0) first = x
    last = x
  }
  return first < 0 ? null : [first, last + 1]
}

function extentOfRows (alpha: Alpha, from: number, to: number): [number, number] {
  let left = alpha.size
  let right = 0
  for (let y = from; y < to; y++) {
    const row = extentOfRow(alpha, y)
    if (!row) continue
    left = Math.min(left, row[0])
    right = Math.max(right, row[1])
  }
  return [left, right]
}

/** The outline in drawing units, and the stretch of it that touches the ground. */
export async function outlineOf (piece: Piece): Promise<Outline> {
  const key = `${piece.icon} ${piece.turn ?? 0} ${piece.mirrored ?? false}`
  const known = outlines.get(key)
  if (known) return known
  const size = side * pixelsPerUnit
  const data = await sharp(drawing(piece, `${-margin} ${-margin} ${side} ${side}`, size, size))
    .extractChannel('alpha').raw().toBuffer()
  const alpha = { data, size }
  let top = 0
  while (top < size && !extentOfRow(alpha, top)) top++
  let bottom = size
  while (bottom > top && !extentOfRow(alpha, bottom - 1)) bottom--
  const [left, right] = extentOfRows(alpha, top, bottom)
  const [footLeft, footRight] = extentOfRows(alpha, bottom - Math.ceil((bottom - top) * 0.05), bottom)
  const units = (pixels: number) => pixels / pixelsPerUnit - margin
  const outline = {
    left: units(left),
    top: units(top),
    width: (right - left) / pixelsPerUnit,
    height: (bottom - top) / pixelsPerUnit,
    footLeft: (footLeft - left) / (right - left),
    footRight: (footRight - left) / (right - left)
  }
  outlines.set(key, outline)
  return outline
}

/** The cut-out itself, `width` × `height` pixels, transparent around the outline. */
export async function cutOut (piece: Piece, outline: Outline, width: number, height: number): Promise<Buffer> {
  const viewBox = `${outline.left} ${outline.top} ${outline.width} ${outline.height}`
  const drawn = await sharp(drawing(piece, viewBox, width, height)).png().toBuffer()
  if (!piece.colour) return drawn
  const { hue = 0, saturation = 1, brightness = 1 } = piece.colour
  const coloured = await sharp(drawn).modulate({ hue, saturation, brightness }).png().toBuffer()
  if (!piece.keep) return coloured
  return sharp(coloured).composite([{ input: drawing(piece, viewBox, width, height, piece.keep) }]).png().toBuffer()
}
