// What the linter holds: neostandard's style, accessible markup, and the bans that keep each concern in its room.
import neostandard, { resolveIgnoresFromGitignore } from 'neostandard'
import astro from 'eslint-plugin-astro'
import a11y from 'eslint-plugin-jsx-a11y-x'
import hooks from 'eslint-plugin-react-hooks'
import typescript from 'typescript-eslint'
import { noLiteralText } from './.eslint/no-literal-text.js'

const CODE = ['**/*.{ts,tsx,js,astro}']
const TESTS = ['**/*.test.ts', '*/test/**/*.{ts,tsx}']
const TOOLS = ['*.config.{js,ts}', '*/*.config.{js,ts}', '.*.js', '.ci/**', '.eslint/**']
const ENVIRONMENT_READERS = ['api/src/config.ts', 'api/src/start/config.ts', 'storefront-astro/server/config.ts', 'storefront-astro/src/lib/config.ts', 'admin-react/server/config.ts']

const BANS = {
  unsafe: { selector: "CallExpression[callee.property.name='unsafe']", message: 'SQL is written whole, with parameters: .unsafe() belongs to platform/.' },
  send: { selector: "CallExpression[callee.object.name='reply'][callee.property.name='send']", message: 'A route returns its answer and throws its refusals; only plugins/ send.' },
  defaultExport: { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
  parseFloat: { selector: "CallExpression[callee.name='parseFloat'], CallExpression[callee.property.name='parseFloat'], CallExpression[callee.property.name='toFixed']", message: 'Money never meets a float: use shared/money.' },
  environment: { selector: "MemberExpression[object.name='process'][property.name='env']", message: 'process.env is read in config.ts only.' }
}
const ban = (...names) => ({ 'no-restricted-syntax': ['error', ...names.map((name) => BANS[name])] })
const ALL = Object.keys(BANS)
const but = (...allowed) => ban(...ALL.filter((name) => !allowed.includes(name)))

// The style plugin that goes with this ESLint knows two rules under new names.
const withNewNames = (config) => {
  const { '@stylistic/func-call-spacing': spacing, '@stylistic/object-property-newline': newline, ...rules } = config.rules ?? {}
  if (spacing) rules['@stylistic/function-call-spacing'] = spacing
  if (newline) rules['@stylistic/object-property-newline'] = ['error', { allowAllPropertiesOnSameLine: true }]
  return config.rules ? { ...config, rules } : config
}

export default [
  { ignores: [...resolveIgnoresFromGitignore(), 'sdk/src/schema.gen.ts', '**/*.gen.ts', 'migrations/seed/**'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  ...neostandard({ ts: true, noJsx: true }).map(withNewNames),
  ...astro.configs['flat/recommended'],
  ...astro.configs['flat/jsx-a11y-recommended'],
  { ...a11y.configs.recommended, files: ['**/*.tsx'] },
  {
    files: ['**/*.tsx'],
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      // A region that scrolls must be reachable by keyboard.
      'jsx-a11y-x/no-noninteractive-tabindex': ['error', { tags: [], roles: ['region'] }]
    }
  },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser: typescript.parser },
    plugins: { '@typescript-eslint': typescript.plugin },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-non-null-assertion': 'error'
    }
  },
  {
    ignores: TESTS,
    files: ['api/{src,bench}/**/*.ts', 'sdk/src/**/*.ts', '{storefront-astro,admin-react}/{src,server}/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error'
    }
  },
  {
    files: CODE,
    rules: {
      '@stylistic/object-property-newline': 'off',
      '@stylistic/operator-linebreak': ['error', 'after', { overrides: { '?': 'before', ':': 'before', '|': 'before', '&': 'before' } }],
      '@stylistic/quote-props': ['error', 'as-needed', { keywords: false, unnecessary: false, numbers: false }],
      'no-void': ['error', { allowAsStatement: true }],
      '@stylistic/quotes': ['error', 'single', { avoidEscape: true, allowTemplateLiterals: 'always' }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      'no-restricted-imports': ['error', { paths: [{ name: 'node:process', importNames: ['env'], message: BANS.environment.message }] }],
      ...ban(...ALL)
    }
  },
  {
    files: CODE,
    ignores: [...TESTS, ...TOOLS],
    rules: { 'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }] }
  },
  { files: ENVIRONMENT_READERS, rules: but('environment') },
  { files: ['api/src/platform/**'], rules: but('unsafe') },
  { files: ['api/src/plugins/**'], rules: but('send') },
  { files: ['**/*.astro', '**/*.astro/*.{js,ts}'], rules: but('defaultExport') },
  {
    files: ['**/*.astro'],
    rules: {
      'max-lines-per-function': 'off',
      '@stylistic/jsx-quotes': 'off',
      // One browser forgets that an unstyled list is a list, and a region that scrolls must be reachable by keyboard.
      'astro/jsx-a11y/no-redundant-roles': ['error', { ul: ['list'], ol: ['list'] }],
      'astro/jsx-a11y/no-noninteractive-tabindex': ['error', { tags: ['ul', 'ol'], roles: ['region', 'group', 'list'] }]
    }
  },
  { files: ['api/bench/**'], rules: but('unsafe', 'environment', 'parseFloat', 'send') },
  { files: TESTS, rules: but('unsafe', 'environment', 'send') },
  { files: TOOLS, rules: but('defaultExport', 'environment') },
  {
    files: ['storefront-astro/src/**/*.{astro,tsx}', 'admin-react/src/**/*.tsx'],
    plugins: { local: { rules: { 'no-literal-text': noLiteralText } } },
    rules: { 'local/no-literal-text': 'error' }
  }
]
