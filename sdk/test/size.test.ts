// The SDK stays small: bytes of a minified bundle, gzipped, per use (UX goals D-1 and D-10), with no dependency at run time.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { build, type Rollup } from 'vite'

const source = (path: string): string => fileURLToPath(new URL(`../src/${path}`, import.meta.url))

async function gzippedBytes (code: string): Promise<{ bytes: number, text: string }> {
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [{
      name: 'entry',
      resolveId: (id) => id === 'virtual:entry' ? id : null,
      load: (id) => id === 'virtual:entry' ? code : null
    }],
    build: { write: false, minify: true, target: 'es2023', rollupOptions: { input: 'virtual:entry', preserveEntrySignatures: 'strict' } }
  }) as Rollup.RollupOutput
  const text = output.output.map((chunk) => 'code' in chunk ? chunk.code : '').join('')
  return { bytes: gzipSync(text, { level: 9 }).length, text }
}

t.test('the core, a storefront\'s use, the whole admin, and money alone', async (t) => {
  const uses = {
    core: { limit: 6144, code: `export { createApi } from ${JSON.stringify(source('client.ts'))}` },
    storefront: { limit: 7168, code: `export { createClient, formatMoney } from ${JSON.stringify(source('index.ts'))}` },
    admin: { limit: 14336, code: `export { createClient } from ${JSON.stringify(source('index.ts'))}; export { admin } from ${JSON.stringify(source('resources/admin.ts'))}` },
    money: { limit: 1024, code: `export * from ${JSON.stringify(source('money.ts'))}` }
  }
  for (const [use, { limit, code }] of Object.entries(uses)) {
    const { bytes } = await gzippedBytes(code)
    t.ok(bytes > 100 && bytes <= limit, `${use}: ${bytes} bytes of ${limit}`)
  }
})

t.test('a storefront\'s bundle holds nothing of the merchant\'s side', async (t) => {
  const { text } = await gzippedBytes(`export { createClient } from ${JSON.stringify(source('index.ts'))}`)
  t.notMatch(text, /v1\/admin/)
})

t.test('nothing is needed at run time', async (t) => {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Record<string, unknown>
  t.equal(manifest.dependencies, undefined)
  t.equal(manifest.peerDependencies, undefined)
})
