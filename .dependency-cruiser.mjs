// Who may import what. An edge that no rule allows is an error; docs/ARCHITECTURE.md shows the picture.

const slices = [
  'city',
  'cases',
  'tasks',
  'plan',
  'meetings',
  'ranking',
  'volunteers',
  'publicity',
  'assessment',
  'evidence',
  'inspections',
  'hotline',
  'surveys',
  'appraisal',
  'reports',
  'open311',
];
const mayImport = {
  cases: ['city'],
  tasks: ['city'],
  plan: ['city', 'cases', 'tasks'],
  meetings: ['city', 'tasks', 'plan'],
  ranking: ['city'],
  volunteers: ['city', 'cases'],
  publicity: ['city', 'cases'],
  assessment: ['city', 'plan'],
  evidence: ['city', 'assessment'],
  inspections: ['city', 'assessment', 'cases'],
  hotline: ['city', 'cases'],
  surveys: ['city'],
  appraisal: ['city'],
  open311: ['city', 'cases'],
};
const slice = `^src/(${slices.join('|')})/`;
const shared = '(schema|events|exports)';
const pureRoles = '(schema|api|rules|policy|text)';
const roots =
  '^src/(app|server|worker|demo|migrate|load|slices|runtime)\\.ts$|^src/(web\\.tsx|web/)|^bench/|^e2e/|^scripts/|\\.(test|e2e)\\.tsx?$|^src/platform/testing/|^src/testing/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependency-in-product',
      severity: 'error',
      from: { path: '^src', pathNot: '\\.test\\.tsx?$|^src/platform/testing/|^src/testing/|fixtures\\.ts$|^src/vite-env' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'kernel-stands-alone',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/', pathNot: '^src/kernel/' },
    },
    {
      name: 'kernel-imports-only-zod-and-the-calendar',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: '\\.test\\.ts$' },
      to: { path: 'node_modules', pathNot: 'node_modules/(zod|dayjs|chinese-days|@types)/' },
    },
    {
      name: 'platform-knows-no-slice',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: '\\.test\\.tsx?$|^src/platform/testing/' },
      to: { path: slice },
    },
    {
      name: 'pure-files-stay-pure',
      severity: 'error',
      from: { path: `${slice}${pureRoles}(\\.ts$|/)`, pathNot: '\\.test\\.ts$' },
      to: { path: '^src/', pathNot: `^src/kernel/|${slice}${pureRoles}(\\.ts$|/)` },
    },
    {
      name: 'screens-import-no-server-file',
      severity: 'error',
      from: { path: '^src/(ui|web|field|public/scripts)/|^src/[^/]+/ui/|^src/platform/[^/]+/ui/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/', pathNot: `^src/(ui|web|field|kernel|public)/|/ui/|/${pureRoles}(\\.ts$|/)|^src/vite-env` },
    },
    { name: 'design-system-has-no-domain', severity: 'error', from: { path: '^src/ui/' }, to: { path: slice } },
    {
      name: 'only-roots-import-routes',
      severity: 'error',
      from: { path: '^src', pathNot: `${roots}|/slice\\.ts$` },
      to: { path: `${slice}(routes|slice)(\\.ts$|/)` },
    },
    // A screen may call another slice's operations, along the same table: `api.ts` is data for both sides.
    ...slices.map((name) => ({
      name: `${name}-screens-may-import`,
      severity: 'error',
      from: { path: `^src/${name}/ui/`, pathNot: `${roots}` },
      to: {
        path: slice,
        pathNot: [
          `^src/${name}/`,
          ...(mayImport[name] ?? []).map((other) => `^src/${other}/(schema|api)(\\.ts$|/)|^src/${other}/ui/text\\.ts$`),
        ].join('|'),
      },
    })),
    ...slices.map((name) => ({
      name: `${name}-may-import`,
      severity: 'error',
      from: { path: `^src/${name}/`, pathNot: `${roots}|^src/${name}/(ui/|fixtures\\.ts$)` },
      to: {
        path: slice,
        pathNot: [`^src/${name}/`, ...(mayImport[name] ?? []).map((other) => `^src/${other}/(${shared}(\\.ts$|/)|ui/text\\.ts$)`)].join(
          '|',
        ),
      },
    })),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.web.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
