// Which room may open which door (docs/architecture.md): modules depend downhill, SQL stays in its room, fronts know the SDK only.
const LEVELS = [
  ['localization', 'users', 'credentials', 'attempts', 'auth', 'second-factor', 'api-keys', 'catalog'],
  ['pricing', 'inventory', 'shipping', 'media', 'accounts', 'staff'],
  ['cart', 'browse', 'merchandise'],
  ['orders'],
  ['payments'],
  ['admin', 'audit', 'customers', 'privacy', 'integrations', 'transfers']
]
const MODULES = '^api/src/modules/'
const TEST = '\\.test\\.ts$'

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const downhill = LEVELS.slice(0, -1).map((modules, level) => rule(
  `modules-of-level-${level}-look-down`,
  'A module calls its neighbours below; those above are told by events.',
  { path: `${MODULES}(${modules.join('|')})/`, pathNot: TEST },
  { path: `${MODULES}(${LEVELS.slice(level + 1).flat().join('|')})/` }
))

export default {
  forbidden: [
    ...downhill,
    rule('no-unknown-module', 'A new module first gets its level in this file.',
      {}, { path: MODULES, pathNot: `${MODULES}(${LEVELS.flat().join('|')})/` }),
    rule('modules-by-the-door', 'Other modules are entered through their index.ts.',
      { path: `${MODULES}([^/]+)/`, pathNot: TEST }, { path: MODULES, pathNot: `${MODULES}($1/|[^/]+/index\\.ts$)` }),
    rule('shared-is-pure', 'shared/ has neither hands nor memory.',
      { path: '^api/src/shared/', pathNot: TEST }, { pathNot: '^(api/src/shared/|node_modules/@sinclair/typebox|crypto$|node:crypto$|util$)' }),
    rule('platform-knows-no-commerce', 'platform/ serves every module and knows none.',
      { path: '^api/src/platform/', pathNot: TEST }, { path: '^api/src/', pathNot: '^api/src/(platform/|shared/|config\\.ts$)' }),
    rule('plugins-make-no-choices', 'plugins/ may ask who is calling and from where, nothing else of commerce.',
      { path: '^api/src/plugins/', pathNot: TEST },
      { path: '^api/src/', pathNot: '^api/src/(plugins/|platform/|shared/|config\\.ts$|modules/(auth|api-keys|localization)/index\\.ts$)' }),
    rule('routes-only-unpack', 'A route knows its own service, schemas and views: no SQL, no other module, no transaction.',
      { path: `${MODULES}([^/]+)/(admin-)?routes` },
      { path: '^api/src/', pathNot: `^api/src/(shared/|plugins/|platform/deps\\.ts$|modules/$1/(?!queries))` }),
    rule('services-speak-no-http', 'Verbs know neither Fastify nor its plugins.',
      { path: `${MODULES}[^/]+/(service|queries|lifecycle|listeners|events|totals|summary)`, pathNot: TEST },
      { path: '^(node_modules/(fastify|@fastify)|api/src/plugins/)' }),
    rule('queries-know-their-tables', 'SQL needs the database handle and pure helpers, not other modules or verbs.',
      { path: `${MODULES}([^/]+)/queries`, pathNot: TEST },
      { path: '^api/src/', pathNot: '^api/src/(shared/|platform/db\\.ts$|modules/$1/(?!(service|routes|admin-routes|index|errors|events|listeners|views)))' }),
    rule('one-door-to-the-driver', 'Only platform/ touches the database driver and the job library.',
      { path: '^api/src/', pathNot: `^api/src/platform/|${TEST}` }, { path: 'node_modules/(postgres|pg|pg-boss)/' }),
    rule('nobody-imports-the-composition', 'app.ts and main.ts are where all ends meet.',
      { path: '^api/src/', pathNot: `^api/src/(main|app|gen)\\.ts$|${TEST}` }, { path: '^api/src/(app|main)\\.ts$' }),
    rule('start-stays-light', 'The supervisor loads no part of the shop.',
      { path: '^api/src/start/' }, { path: '^api/src/', pathNot: '^api/src/(start/|platform/embedded-)' }),
    rule('sdk-stands-alone', 'The SDK is its generated types and our fetch: nothing at run time.',
      { path: '^sdk/src/' }, { pathNot: '^sdk/src/' }),
    rule('storefront-knows-the-sdk', 'The storefront sees the contract, never the API.',
      { path: '^storefront-astro/' }, { path: '^(api|admin-react)/' }),
    rule('admin-knows-the-sdk', 'The admin sees the contract, never the API.',
      { path: '^admin-react/' }, { path: '^(api|storefront-astro)/' }),
    rule('no-circles', 'Two files that need each other are one file, or three.',
      { path: '^(api|sdk|storefront-astro|admin-react)/' }, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    rule('nothing-unresolved', 'Every import leads somewhere.', { pathNot: '\\.astro$' }, { couldNotResolve: true, pathNot: '^(astro:|virtual:)' })
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.astro)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.astro', '.json', '.css'] }
  }
}
