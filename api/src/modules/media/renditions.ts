// Where a picture's renditions are and how a page names them; every picture has the same formats and widths.
import { Type, type Static } from '@sinclair/typebox'

export const WIDTHS = [320, 480, 640, 960] as const
export const FORMATS = ['avif', 'webp'] as const

export interface Picture { hash: string, width: number, height: number, tint: string | null, alt: string | null }

export const ImageSchema = Type.Object({
  url: Type.String({ description: 'The middle size, for clients that want one.' }),
  alt: Type.String(),
  width: Type.Integer({ description: 'Of the original, for the aspect ratio.' }),
  height: Type.Integer(),
  tint: Type.Union([Type.String(), Type.Null()], { description: 'The ground behind the picture, to paint before it arrives.' }),
  srcset: Type.Object({ avif: Type.String(), webp: Type.String() }, { additionalProperties: false })
}, {
  $id: 'Image',
  additionalProperties: false,
  examples: [{
    url: '/media/0b4d3f9a1c2e-640.webp',
    alt: 'Green cast-iron teapot from the side',
    width: 1200,
    height: 1500,
    tint: 'sage',
    srcset: { avif: '/media/0b4d3f9a1c2e-320.avif 320w', webp: '/media/0b4d3f9a1c2e-320.webp 320w' }
  }]
})

export type Image = Static<typeof ImageSchema>

export const toImage = ({ hash, width, height, tint, alt }: Picture): Image => ({
  url: `/media/${hash}-640.webp`,
  alt: alt ?? '',
  width,
  height,
  tint,
  srcset: {
    avif: `/media/${hash}-320.avif 320w, /media/${hash}-480.avif 480w, /media/${hash}-640.avif 640w, /media/${hash}-960.avif 960w`,
    webp: `/media/${hash}-320.webp 320w, /media/${hash}-480.webp 480w, /media/${hash}-640.webp 640w, /media/${hash}-960.webp 960w`
  }
})

export const toRenditions = (hash: string) => FORMATS.flatMap((format) =>
  WIDTHS.map((width) => ({ format, width, url: `/media/${hash}-${width}.${format}` })))
