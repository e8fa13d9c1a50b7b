// The budgets of the house: a rule that matters is executable. Raising one needs a page in docs/decisions/.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const BUDGET = { file: 250, test: 400, module: 12 }

const TOP_LEVEL = [
  'README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'LICENSE', 'package.json', 'package-lock.json', 'tsconfig.base.json', 'eslint.config.js',
  '.dependency-cruiser.js', '.editorconfig', '.eslint', '.ci', '.github', '.gitignore', '.gitattributes', '.npmrc', '.patches', '.taprc', '.nvmrc', '.dockerignore',
  'api', 'admin-react', 'docker', 'docs', 'migrations', 'openapi', 'sdk', 'storefront-astro'
]

const GENERATED = /\.gen\.ts$|^openapi\/openapi\.json$/
const CODE = /\.(ts|tsx|js|mjs|astro|css)$/
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || /(^|\/)test\//.test(file)

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n').filter((file) => file !== '')
const text = new Map<string, string>()
for (const file of files.filter((name) => CODE.test(name) && !GENERATED.test(name))) {
  try { text.set(file, readFileSync(join(ROOT, file), 'utf8')) } catch { /* deleted, not yet committed */ }
}
const lines = (file: string): number => (text.get(file) ?? '').trimEnd().split('\n').length

t.test('the top level holds what the house plan names', async (t) => {
  const entries = [...new Set(files.map((file) => file.split('/')[0] as string))]
  t.same(entries.filter((entry) => !TOP_LEVEL.includes(entry)), [])
})

t.test(`a hand-written file has at most ${BUDGET.file} lines, a test file ${BUDGET.test}`, async (t) => {
  const tooLong = [...text.keys()]
    .filter((file) => lines(file) > (isTest(file) ? BUDGET.test : BUDGET.file))
    .map((file) => `${file}: ${lines(file)}`)
  t.same(tooLong, [])
})

t.test(`a module has at most ${BUDGET.module} files of its own`, async (t) => {
  const counts = Map.groupBy(
    [...text.keys()].filter((file) => file.startsWith('api/src/modules/') && !isTest(file)),
    (file) => file.split('/')[3] as string
  )
  const tooMany = [...counts].filter(([, own]) => own.length > BUDGET.module).map(([name, own]) => `${name}: ${own.length}`)
  t.same(tooMany, [])
})

t.test('every file says in its first line what it is', async (t) => {
  const silent = [...text].filter(([file, source]) => !opening(file, source)).map(([file]) => file)
  t.same(silent, [])
})

function opening (file: string, source: string): boolean {
  const first = source.replace(/^#!.*\n/, '').replace(/^---\n/, '')
  return file.endsWith('.css') ? first.startsWith('/*') : /^(\/\/ \S|\/\*\*? ?\S)/.test(first)
}

t.test('file names are kebab-case, components PascalCase', async (t) => {
  const name = /^(\[?(\.{3})?[a-z0-9]+([-.][a-z0-9]+)*\]?)([.\]][a-z0-9]+)*$/
  const component = /^[A-Z][A-Za-z0-9]*(\.[a-z]+)+$/
  const odd = [...text.keys()].filter((file) => {
    const own = basename(file).replace(/^\./, '')
    return !name.test(own) && !(component.test(own) && /\.(tsx|astro)$/.test(own))
  })
  t.same(odd, [])
})

t.test('the pages of a front import neither the API nor the other front', async (t) => {
  const strangers = [...text].filter(([file, source]) => file.endsWith('.astro') &&
    [...source.matchAll(/from '([^']+)'/g)].some(([, target]) => target?.startsWith('.') &&
      !join(dirname(file), target).startsWith(file.split('/')[0] as string) && !join(dirname(file), target).startsWith('sdk/')))
  t.same(strangers.map(([file]) => file), [])
})

t.test('migrations are numbered without a clash and open with their why', async (t) => {
  const migrations = files.filter((file) => /^migrations\/\d{4}_.*\.sql$/.test(file))
  const numbers = migrations.map((file) => basename(file).slice(0, 4))
  t.equal(new Set(numbers).size, numbers.length, 'two migrations share a number')
  const silent = migrations.filter((file) => !/^-- .+\n-- Why: /.test(readFileSync(join(ROOT, file), 'utf8')))
  t.same(silent, [])
})
