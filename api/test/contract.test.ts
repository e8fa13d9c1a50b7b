// The contract in the repository is the one the code speaks: openapi.json and the SDK's types are fresh.
import { readFileSync } from 'node:fs'
import openapiTs, { astToString, COMMENT_HEADER } from 'openapi-typescript'
import t from 'tap'
import { generate } from '../src/gen.ts'

const committed = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

t.test('openapi.json is what the routes say today (else: npm run gen)', async (t) => {
  t.equal(committed('openapi/openapi.json'), await generate())
})

t.test('the SDK\'s types are those of openapi.json (else: npm run gen)', async (t) => {
  const types = astToString(await openapiTs(committed('openapi/openapi.json')))
  t.equal(committed('sdk/src/schema.gen.ts'), COMMENT_HEADER + types)
})
