/** Import walls: see docs/adr and the architecture chapter of CONTRIBUTING. */
const noun = 'apps/bff/src/modules/([^/]+)'

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^(virtual:|@tarojs/)' } },
    {
      name: 'drizzle-only-in-stores',
      comment: 'Only stores, tables, db/ and testing/ speak SQL.',
      severity: 'error',
      from: { path: '^apps/bff/src', pathNot: '(\\.(store|table|sql)\\.ts$|^apps/bff/src/(db|testing)/|\\.test\\.ts$)' },
      to: { path: '(^|node_modules/)(drizzle-orm|postgres|@electric-sql)(/|$)' },
    },
    {
      name: 'rules-are-pure',
      comment: 'packages/rules and packages/pass: no I/O, no framework, no other package.',
      severity: 'error',
      from: { path: '^packages/(rules|pass)/src', pathNot: '(\\.test\\.ts$|/testing/)' },
      to: { pathNot: '^packages/(rules|pass)/src' },
    },
    { name: 'packages-never-import-apps', severity: 'error', from: { path: '^packages/' }, to: { path: '^apps/' } },
    { name: 'apps-never-import-each-other', severity: 'error', from: { path: '^apps/([^/]+)/' }, to: { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' } },
    {
      name: 'modules-meet-through-verbs-and-stores',
      comment: 'A module reaches another only through its verbs, its store’s reads, or (tables) foreign keys.',
      severity: 'error',
      from: { path: `^${noun}/`, pathNot: '\\.(table|test)\\.ts$' },
      to: { path: `^${noun}/[^/]+\\.(table|routes|lifecycle)\\.ts$`, pathNot: `^apps/bff/src/modules/$1/` },
    },
    {
      name: 'scores-are-for-rewards',
      comment: 'A person’s score may open a reward and nothing else: whoever cannot read it cannot deny by it. Closing, explaining and consent may know that one is open.',
      severity: 'error',
      from: { path: '^apps/bff/src', pathNot: '^apps/bff/src/modules/(score|perk|voucher|waiver)/|\\.test\\.ts$' },
      to: { path: '^apps/bff/src/modules/score/score-total\\.store\\.ts$' },
    },
    {
      name: 'scores-stay-home',
      comment: 'The score itself, with its rows, its history and what is ahead of it, is read by its own module, the person’s own copy of their data, and the operator’s command that leaves a trace in the access log.',
      severity: 'error',
      from: { path: '^apps/bff/src/modules/', pathNot: '^apps/bff/src/modules/(score|record/landing)/|identity/collect-my-data\\.ts$|\\.test\\.ts$' },
      to: { path: '^apps/bff/src/modules/score/((score|score-batch|score-copy)\\.(store|table)|explain-score|compute-score|present-score|project-score|read-score-history)\\.ts$' },
    },
    {
      name: 'routes-stay-thin',
      comment: 'Routes import contract, verbs, stores’ reads and http/; never the database or gateways.',
      severity: 'error',
      from: { path: '\\.routes\\.ts$' },
      to: { path: '^apps/bff/src/(db|gateways|jobs)/', dependencyTypesNot: ['type-only'] },
    },
    { name: 'config-reads-the-environment', severity: 'error', from: { path: '^apps/bff/src/modules' }, to: { path: '^apps/bff/src/(main|service|app|cli)\\.ts$' } },
    {
      name: 'miniapp-features-are-apart',
      comment: 'A feature may use components, lib and styles, not another feature or a page.',
      severity: 'error',
      from: { path: '^apps/miniapp/src/features/([^/]+)/' },
      to: { path: '^apps/miniapp/src/(features/(?!$1/)|pages/)' },
    },
    { name: 'miniapp-lib-is-below', severity: 'error', from: { path: '^apps/miniapp/src/(lib|components)/' }, to: { path: '^apps/miniapp/src/(features|pages)/' } },
    { name: 'console-lib-is-below', severity: 'error', from: { path: '^apps/console/src/lib/' }, to: { path: '^apps/console/src/features/' } },
    { name: 'not-to-dev-dep', severity: 'error', from: { path: '^(apps|packages)/[^/]+/src', pathNot: '(\\.test\\.tsx?$|/testing/)' }, to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'], pathNot: '@types/' } },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.data)/|^tools/weapp/|^(apps|packages|tools)/.*\\.d\\.ts$' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'require'], extensions: ['.ts', '.tsx', '.d.ts', '.js', '.jsx', '.json', '.css', '.scss', '.png'] },
    combinedDependencies: true,
  },
}
