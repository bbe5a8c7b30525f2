// Who may import whom (docs/ARCHITECTURE.md). Checked by npm test; type imports in .svelte files by ESLint
// (scripts/lint/page-imports.ts).
import { CORE_FLOORS } from './scripts/lint/core-floors.ts'
import { SCHEMA_FILES } from './scripts/lint/schema-files.ts'

const floorsOfTheCore = CORE_FLOORS.map((room, floor) => ({
  name: `core-floor-${room}`,
  comment: 'No arrow of the core runs back up, not even by a type.',
  severity: 'error',
  from: { path: `^src-main/core/${room}/` },
  to: {
    path: `^src-main/core/(${['[^/]+\\.ts$', ...CORE_FLOORS.slice(floor + 1).map((above) => `${above}/`)].join('|')})`,
    pathNot: '^src-main/core/dependencies\\.ts$',
  },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Not by types either.',
      severity: 'error',
      from: { path: '^src-' },
      to: { circular: true },
    },
    {
      name: 'no-cycles-in-tests',
      severity: 'error',
      from: { path: '^(tests|scripts)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-knows-nobody',
      severity: 'error',
      from: { path: '^src-shared/' },
      to: { path: '^(src-(main|renderer|server)|tests|scripts)/' },
    },
    {
      name: 'shared-is-pure',
      comment: 'No Node outside of src-shared/crypto and src-shared/files.',
      severity: 'error',
      from: { path: '^src-shared/', pathNot: '^src-shared/(crypto|files)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'crypto-is-injected',
      comment: 'Formats and domain get their primitives as an argument.',
      severity: 'error',
      from: { path: '^src-shared/(formats|license|contract|messages)/' },
      to: { path: '^src-shared/(crypto|files)/' },
    },
    {
      name: 'test-vendor-is-nobodys',
      comment: 'A clock that stands still is in what scripts/testkit.ts builds, and in nothing else.',
      severity: 'error',
      from: {},
      to: { path: '^src-main/hosts/cli/start-test-vendor\\.ts$' },
    },
    {
      name: 'page-knows-shared-alone',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^(src-main|src-server|src-shared/(crypto|files)|tests|scripts)/' },
    },
    {
      name: 'page-has-no-node',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-schema-library-in-the-page',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: {
        path: `^(src-shared/contract/(${SCHEMA_FILES.join('|')})|src-shared/license/(license-document|machine-file|offline-key|read-only)\\.ts)$`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'features-do-not-know-each-other',
      comment: 'What two of them need is in parts/ or below.',
      severity: 'error',
      from: { path: '^src-renderer/features/([^/]+)/' },
      to: { path: '^src-renderer/features/', pathNot: '^src-renderer/features/$1/' },
    },
    {
      name: 'page-floors',
      comment: 'bridge and ui, state, parts, features: no arrow runs back up.',
      severity: 'error',
      from: { path: '^src-renderer/(bridge|ui|state|parts)/' },
      to: { path: '^src-renderer/(App|LaterPage|main|features/)' },
    },
    {
      name: 'page-floors-below-parts',
      severity: 'error',
      from: { path: '^src-renderer/(bridge|ui|state)/' },
      to: { path: '^src-renderer/parts/' },
    },
    {
      name: 'page-floors-below-state',
      severity: 'error',
      from: { path: '^src-renderer/(bridge|ui)/' },
      to: { path: '^src-renderer/state/' },
    },
    {
      name: 'core-knows-ports-alone',
      severity: 'error',
      from: { path: '^src-main/core/' },
      to: { path: '^(src-main/(adapters|hosts|assembly)|src-server|src-renderer)' },
    },
    {
      name: 'core-has-no-system',
      comment:
        'Files, networks and processes come by ports. A hash is the same everywhere, and a path is text.',
      severity: 'error',
      from: { path: '^src-main/core/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|path)$' },
    },
    ...floorsOfTheCore,
    {
      name: 'core-has-no-other-room',
      severity: 'error',
      from: {},
      to: { path: '^src-main/core/[^/]+/', pathNot: `^src-main/core/(${CORE_FLOORS.join('|')})/` },
    },
    {
      name: 'adapters-know-the-core',
      severity: 'error',
      from: { path: '^src-main/adapters/' },
      to: { path: '^(src-main/(hosts|assembly)|src-server|src-renderer)' },
    },
    {
      name: 'hosts-do-not-know-each-other',
      comment: 'Only a host’s main.ts wires things, or what it consists of.',
      severity: 'error',
      from: { path: '^src-main/hosts/([^/]+)/', pathNot: '^src-main/hosts/[^/]+/(main|command-line)\\.ts$' },
      to: { path: '^src-main/hosts/([^/]+)/', pathNot: '^src-main/hosts/$1/' },
    },
    {
      name: 'electron-lives-in-its-host',
      severity: 'error',
      from: { path: '^src-', pathNot: '^src-main/hosts/electron/' },
      to: { path: 'node_modules/electron/' },
    },
    {
      name: 'app-cannot-sign',
      comment: 'src-server/vendor cannot be reached from any entry point of the app.',
      severity: 'error',
      from: { path: '^src-(main|renderer|shared)/' },
      to: { path: '^src-server/', reachable: true },
    },
    {
      name: 'server-knows-shared-alone',
      severity: 'error',
      from: { path: '^src-server/' },
      to: { path: '^src-(main|renderer)/' },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^electron/(main|common)$' },
    },
    {
      name: 'not-to-dev-dependencies',
      comment: 'What runs in main, server and shared must be a dependency, not a tool.',
      severity: 'error',
      from: { path: '^src-(main|server|shared)/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/(electron|@types)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.svelte'],
    },
    builtInModules: { add: ['node:sqlite', 'sqlite'] },
    exclude: { path: '^(dist|release|tests/e2e/output)/' },
  },
}
