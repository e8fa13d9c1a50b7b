// Chinese, Japanese and Arabic type for a machine that has none: offered to the browser as fonts of the reader's own.
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { BrowserContext } from 'playwright-core'

const FAMILIES = ['noto-sans-sc', 'noto-sans-jp', 'noto-sans-arabic']
const WEIGHTS = ['400', '600']
const PREFIX = '/__fonts/'

interface Face { family: string, file: string, weight: string, range: string }

const packaged = createRequire(import.meta.url)
const folderOf = (family: string): string => dirname(packaged.resolve(`@fontsource/${family}/package.json`))

function readFaces (): Face[] {
  return FAMILIES.flatMap((family) => WEIGHTS.flatMap((weight) => {
    const css = readFileSync(join(folderOf(family), `${weight}.css`), 'utf8')
    return css.split('@font-face').slice(1).map((rule) => ({
      family: /font-family: '([^']+)'/.exec(rule)?.[1] ?? '',
      file: `${family}/${/url\(\.\/files\/([\w.-]+\.woff2)\)/.exec(rule)?.[1]}`,
      weight,
      range: /unicode-range: ([^;]+);/.exec(rule)?.[1] ?? 'U+0-10FFFF'
    }))
  }))
}

/** Only what a page's words need is fetched, and from the page's own origin, so its content policy stays in force. */
export async function bringFonts (context: BrowserContext): Promise<void> {
  await context.route(`**${PREFIX}**`, async (route) => {
    const [family = '', file = ''] = new URL(route.request().url()).pathname.slice(PREFIX.length).split('/')
    await route.fulfill({ body: await readFile(join(folderOf(family), 'files', file)), contentType: 'font/woff2' })
  })
  await context.addInitScript(`for (const { family, file, weight, range } of ${JSON.stringify(readFaces())}) {
    document.fonts.add(new FontFace(family, 'url(${PREFIX}' + file + ')', { weight, unicodeRange: range }))
  }`)
}
