// Who may know what (2-architecture): the river inside shared/, and what each process may touch. A rule here without
// a planted sin in tests/architecture/layers.test.ts fails that test.

const river = ['base', 'mechanism', 'record', 'log', 'bundle', 'merge', 'report'];
const product = '^(shared|renderer|electron|secretariat)/';
const ui =
  '(react-aria(-components)?|react-stately|@react-aria|@react-stately|@react-types|@internationalized|lucide-react)';

/** A room of the river may import itself and the rooms upstream of it. */
const riverRules = river.map((room, at) => ({
  name: `river-${room}`,
  comment: `shared/${room} knows only ${river.slice(0, at).join(', ') || 'itself'}.`,
  severity: 'error',
  from: { path: `^shared/${room}/` },
  to: { path: '^shared/', pathNot: `^shared/(${river.slice(0, at + 1).join('|')})/` },
}));

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    ...riverRules,
    forbid(
      'wire-is-last',
      'Contracts between processes: no room of shared imports them.',
      { path: '^shared/', pathNot: '^shared/wire/' },
      { path: '^shared/wire/' },
    ),
    forbid('shared-without-node', 'shared/ has no I/O.', { path: '^shared/' }, { dependencyTypes: ['core'] }),
    forbid(
      'shared-without-platform',
      'shared/ runs in every process: no Electron, no React, no database.',
      { path: '^shared/' },
      {
        path: 'node_modules/(electron|react|react-[^/]+|dexie[^/]*|hono|@hono|@tus|tus-js-client|zustand|comlink|wouter)/',
      },
    ),
    forbid(
      'shared-without-shells',
      'The core knows no shell.',
      { path: '^shared/' },
      { path: '^(renderer|electron|secretariat)/' },
    ),
    forbid('renderer-without-node', 'The page has no Node.', { path: '^renderer/' }, { dependencyTypes: ['core'] }),
    forbid(
      'renderer-without-electron',
      'The page speaks to the main process by the bridge of shared/wire/ipc alone.',
      { path: '^renderer/' },
      { path: '^electron/|node_modules/electron/' },
    ),
    forbid(
      'renderer-without-secretariat',
      'The page has no server.',
      { path: '^renderer/' },
      { path: '^secretariat/' },
    ),
    forbid('electron-without-renderer', 'The main process has no UI.', { path: '^electron/' }, { path: '^renderer/' }),
    forbid(
      'secretariat-is-headless',
      'The letterbox imports shared/ and Node, never Electron or the page.',
      { path: '^secretariat/' },
      { path: '^(electron|renderer)/|node_modules/electron/' },
    ),
    forbid(
      'disk-is-alone',
      'The one disk of app and letterbox knows Node and shared/base, and neither of them.',
      { path: '^secretariat/disk/' },
      { path: '^(shared|renderer|electron|secretariat)/', pathNot: '^(secretariat/disk|shared/base)/' },
    ),
    forbid(
      'dexie-in-store',
      'Only renderer/store knows the database.',
      { path: product, pathNot: '^renderer/store/' },
      { path: 'node_modules/dexie' },
    ),
    forbid(
      'views-without-store',
      'A view is a read hook and a flow call.',
      { path: '^renderer/(views|ui)/' },
      { path: '^renderer/store/' },
    ),
    forbid(
      'engine-without-page',
      'What runs in the worker has no React.',
      { path: '^renderer/(engine|flow|store)/' },
      { path: '^renderer/(views|ui)/|node_modules/(react|react-dom|react-hook-form|react-i18next)/' },
    ),
    forbid(
      'components-in-views',
      'Only views and ui know the component library; app.tsx wraps them in its language.',
      { path: product, pathNot: '^renderer/((views|ui)/|app\\.tsx$)' },
      { path: `node_modules/${ui}` },
    ),
    forbid(
      'product-without-tools',
      'What ships never imports tests, scripts or benches.',
      { path: product },
      { path: '^(tests|scripts|bench)/' },
    ),
    forbid(
      'tools-without-tests',
      'Scripts and benches run where no test is; what they share with tests lives in scripts/.',
      { path: '^(scripts|bench)/' },
      { path: '^tests/' },
    ),
    forbid(
      'product-without-dev-packages',
      'What ships is in "dependencies"; electron itself is the host.',
      { path: product },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/electron/' },
    ),
    forbid('no-cycle', 'A cycle hides who is upstream.', {}, { circular: true }),
    forbid('resolvable', 'Every import leads somewhere.', {}, { couldNotResolve: true }),
    forbid(
      'declared',
      'Every package is in package.json.',
      { path: '^(shared|renderer|electron|secretariat|scripts|tests|bench)/', pathNot: '^tests/standin/probe/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'module', 'default', 'node'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css', '.woff2', '.svg', '.png'],
    },
    exclude: { path: '\\?' },
  },
};
