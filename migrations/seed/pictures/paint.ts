/** Paints a scene: paper ground with a soft light, then each object on its own shadow, from the back to the front. */
import sharp, { type OverlayOptions } from 'sharp'
import { cutOut, outlineOf, type Outline, type Piece } from './cut-out.ts'

/** Where an object goes: `x` is its middle, `foot` the line it stands on, `size` the side of a square as large as it. */
export type Placed = Piece & { x: number, foot: number, size: number, maxWidth: number, maxHeight: number }
export type Scene = { tint: [string, string, string], objects: Placed[] }

export const frame = { width: 1200, height: 1500 }

type Box = { left: number, top: number, width: number, height: number }

export function extent (outline: Outline, size: number, maxWidth: number, maxHeight: number): { width: number, height: number } {
  const scale = Math.min(
    size / Math.sqrt(outline.width * outline.height),
    maxWidth / outline.width,
    maxHeight / outline.height
  )
  return { width: Math.round(outline.width * scale), height: Math.round(outline.height * scale) }
}

function ground ([light, paper]: Scene['tint']): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${frame.height}">` +
    '<radialGradient id="l" cx=".5" cy=".45" r=".74">' +
    `<stop offset="0" stop-color="${light}"/><stop offset=".35" stop-color="${light}"/>` +
    `<stop offset="1" stop-color="${paper}"/></radialGradient>` +
    '<rect width="100%" height="100%" fill="url(#l)"/></svg>'
  )
}

function ellipse (cx: number, cy: number, rx: number, ry: number, blur: number, ink: string, opacity: number): string {
  const id = `b${Math.round(blur)}`
  return `<filter id="${id}" x="-50%" y="-300%" width="200%" height="700%"><feGaussianBlur stdDeviation="${blur} ${blur * 0.6}"/></filter>` +
    `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${ink}" opacity="${opacity}" filter="url(#${id})"/>`
}

/** What stands gets a dark line where it touches; what touches with a point hovers over a wider, paler pool. */
function shadow (box: Box, outline: Outline, ink: string): Buffer {
  const bottom = box.top + box.height
  const foot = (outline.footRight - outline.footLeft) * box.width
  const footX = box.left + (outline.footLeft + outline.footRight) / 2 * box.width
  const middle = box.left + box.width / 2
  const stands = foot > box.width * 0.3
  const reach = Math.max(foot * 0.5, box.width * 0.36)
  const pool = stands
    ? ellipse((footX * 2 + middle) / 3, bottom + 10, reach * 1.08, 30, 30, ink, 0.4) +
      ellipse(footX, bottom - 2, foot * 0.49, 12, 9, ink, 0.5)
    : ellipse((footX + middle) / 2, bottom + 44, box.width * 0.33, 22, 32, ink, 0.36)
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${frame.height}">${pool}</svg>`
  )
}

async function layers (placed: Placed, ink: string): Promise<OverlayOptions[]> {
  const outline = await outlineOf(placed)
  const { width, height } = extent(outline, placed.size, placed.maxWidth, placed.maxHeight)
  const box = { left: Math.round(placed.x - width / 2), top: Math.round(placed.foot - height), width, height }
  if (box.left < 0 || box.top < 0 || box.left + width > frame.width || box.top + height > frame.height) {
    throw new Error(`${placed.icon} would be cut by the frame: ${JSON.stringify(box)}`)
  }
  return [
    { input: shadow(box, outline, ink) },
    { input: await cutOut(placed, outline, width, height), left: box.left, top: box.top }
  ]
}

/** The full-size picture as lossless pixels, from which every width is made. */
export async function paint (scene: Scene): Promise<Buffer> {
  const overlays: OverlayOptions[] = []
  for (const placed of scene.objects) overlays.push(...await layers(placed, scene.tint[2]))
  return sharp(ground(scene.tint)).composite(overlays).removeAlpha().png({ compressionLevel: 1 }).toBuffer()
}
