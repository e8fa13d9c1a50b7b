// npm run gen: writes openapi/openapi.json from the routes and the SDK's types from that, the same bytes each time.
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildApp } from './app.ts'
import { readConfig } from './config.ts'
import { createPool } from './platform/db.ts'
import { documentOf } from './plugins/openapi.ts'
import { gaps } from './plugins/openapi-document.ts'

const root = new URL('../../', import.meta.url)
const openapiFile = fileURLToPath(new URL('openapi/openapi.json', root))
const typesFile = fileURLToPath(new URL('sdk/src/schema.gen.ts', root))

/** The document needs the routes only, so no database has to be there. */
export async function generate (): Promise<string> {
  const key = { ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid: 'gen' }
  const config = readConfig({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', SECRET: 'x'.repeat(32), ACCESS_TOKEN_KEYS: JSON.stringify([key]), PAYMENTS_TEST_GATEWAY: 'true', LOG_LEVEL: 'silent' })
  const pool = createPool(config.DATABASE_URL, { max: 1, kind: 'api' })
  const { app } = await buildApp({ config, pool })
  try {
    await app.ready()
    const document = documentOf(app)
    const lacking = gaps(document)
    if (lacking.length > 0) throw new Error(`Every operation says what it is:\n  ${lacking.join('\n  ')}`)
    return `${JSON.stringify(document, null, 2)}\n`
  } finally {
    await app.close()
    await pool.close(0)
  }
}

if (import.meta.main) {
  mkdirSync(dirname(openapiFile), { recursive: true })
  writeFileSync(openapiFile, await generate())
  const made = spawnSync(process.execPath, ['node_modules/openapi-typescript/bin/cli.js', openapiFile, '--output', typesFile], { cwd: fileURLToPath(root), encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`openapi-typescript failed:\n${made.stdout}${made.stderr}`)
  console.log('Wrote openapi/openapi.json and sdk/src/schema.gen.ts')
}
