// One sinner for every lint rule: the first file of `files` breaks `rule`, the others are there for it. Names of test
// functions are put together, so that no search for switched-off tests finds these.

export interface Sin {
  readonly rule: string;
  readonly why: string;
  readonly files: Readonly<Record<string, string>>;
}

const one = (rule: string, why: string, file: string, code: string): Sin => ({
  rule,
  why,
  files: { [file]: `${code}\n` },
});
const vitest =
  "import { describe, expect, it, test } from 'vitest';\nexport const used = [describe, expect, it, test];\n";
const inTests = (rule: string, why: string, name: string, code: string): Sin =>
  one(rule, why, `tests/unit/${name}.test.ts`, vitest + code);

export const sins: readonly Sin[] = [
  one('eqeqeq', '== converts', 'shared/log/a.ts', 'export const sin = (a: unknown): boolean => a == 1;'),
  one(
    'max-lines',
    'too long',
    'shared/log/b.ts',
    'export const line = 1;\n'.replace('line', 'a') + '\nvoid a;'.repeat(401),
  ),
  one('no-var', 'var', 'shared/log/c.ts', 'export var sin = 1;'),
  one('prefer-const', 'let that never changes', 'shared/log/d.ts', 'let sin = 1;\nexport const b = sin;'),
  one('no-new-func', 'code from text', 'shared/log/e.ts', "export const sin: unknown = new Function('return 1');"),
  one('no-eval', 'code from text', 'shared/log/f.ts', "export const sin: unknown = eval('1');"),
  {
    rule: 'import/no-cycle',
    why: 'two files that need each other',
    files: {
      'shared/log/g.ts': "import { b } from './g-back.ts';\nexport const a = (): unknown => b;\n",
      'shared/log/g-back.ts': "import { a } from './g.ts';\nexport const b = (): unknown => a;\n",
    },
  },
  one('import/no-default-export', 'a name that each importer makes up', 'shared/log/h.ts', 'export default 1;'),
  one(
    'import/no-self-import',
    'a file that needs itself',
    'shared/log/i.ts',
    "import { sin as self } from './i.ts';\nexport const sin: unknown = self;",
  ),
  {
    rule: 'oxc/no-barrel-file',
    why: 'a file that only passes on',
    files: {
      'shared/log/j.ts': "export * from './j-one.ts';\n",
      'shared/log/j-one.ts': 'export const one = 1;\n',
    },
  },
  one('typescript/no-explicit-any', 'any', 'shared/log/k.ts', 'export const sin = (a: any): unknown => a;'),
  one(
    'typescript/ban-ts-comment',
    'a complaint switched off',
    'shared/log/l.ts',
    '// @ts-ignore\nexport const sin = 1;',
  ),
  one(
    'typescript/no-non-null-assertion',
    'a hope',
    'shared/log/m.ts',
    'export const sin = (a: string[]): string => a[0]!;',
  ),
  {
    rule: 'typescript/consistent-type-imports',
    why: 'a type imported as a value',
    files: {
      'shared/log/n.ts': "import { Kind } from './n-kind.ts';\nexport const sin = (a: Kind): Kind => a;\n",
      'shared/log/n-kind.ts': 'export type Kind = string;\n',
    },
  },
  one(
    'typescript/no-floating-promises',
    'nobody hears it fail',
    'shared/log/o.ts',
    'export const sin = (a: () => Promise<void>): void => {\n  a();\n};',
  ),
  one(
    'typescript/no-misused-promises',
    'a promise is always true',
    'shared/log/p.ts',
    'export const sin = (a: () => Promise<boolean>): number => {\n  if (a()) return 1;\n  return 0;\n};',
  ),
  one(
    'typescript/await-thenable',
    'nothing to await',
    'shared/log/q.ts',
    'export const sin = async (a: number): Promise<number> => await a;',
  ),
  one(
    'typescript/only-throw-error',
    'no stack',
    'shared/log/r.ts',
    "export function sin(): never {\n  throw 'text';\n}",
  ),
  one(
    'typescript/return-await',
    'a rejection that escapes the catch',
    'shared/log/s.ts',
    'export async function sin(a: () => Promise<number>): Promise<number> {\n  try {\n    return a();\n  } catch {\n    return 0;\n  }\n}',
  ),
  one(
    'typescript/switch-exhaustiveness-check',
    'a case forgotten',
    'shared/log/t.ts',
    "export function sin(a: 'x' | 'y'): number {\n  switch (a) {\n    case 'x':\n      return 1;\n  }\n  return 0;\n}",
  ),
  one(
    'typescript/no-base-to-string',
    'an object shown as [object Object]',
    'shared/log/base-to-string.ts',
    'export const sin = (a: { readonly b: 1 }): string => `${String(a)}`;',
  ),
  one('unicorn/filename-case', 'not kebab-case', 'shared/log/camelCase.ts', 'export const sin = 1;'),
  one('house/no-vague-name', 'named after nothing', 'shared/log/utils.ts', 'export const sin = 1;'),
  one('house/no-class', 'a class in the core', 'shared/log/u.ts', 'export class Sin {}'),
  one(
    'no-restricted-globals',
    'a clock in the core',
    'shared/log/v.ts',
    'export const sin = (): number => Date.now();',
  ),
  one(
    'no-restricted-globals',
    'a locale in the core',
    'shared/log/w.ts',
    'export const sin = (): unknown => new Intl.Collator();',
  ),
  one(
    'no-restricted-properties',
    'randomness in the core',
    'shared/log/x.ts',
    'export const sin = (): number => Math.random();',
  ),
  one(
    'no-restricted-properties',
    'a way round the list of globals',
    'shared/log/y.ts',
    'export const sin = (): unknown => globalThis.Object;',
  ),
  one(
    'react/rules-of-hooks',
    'a hook in a branch',
    'renderer/views/a.tsx',
    "import { useState } from 'react';\nexport function Sin({ a }: { a: boolean }) {\n  if (a) useState(1);\n  return <p>x</p>;\n}",
  ),
  one(
    'react/exhaustive-deps',
    'an effect that misses a change',
    'renderer/views/b.tsx',
    "import { useEffect } from 'react';\nexport function Sin({ a }: { a: () => void }) {\n  useEffect(() => a(), []);\n  return <p>x</p>;\n}",
  ),
  one(
    'react/no-danger',
    'HTML from text',
    'renderer/views/c.tsx',
    'export const Sin = () => <p dangerouslySetInnerHTML={{ __html: "x" }} />;',
  ),
  inTests('vitest/expect-expect', 'a test that cannot fail', 'a', "it('x', () => {});"),
  inTests('vitest/no-disabled-tests', 'a test switched off', 'b', `${'it'}.skip('x', () => { expect(1).toBe(1); });`),
  inTests(
    'vitest/no-focused-tests',
    'the only test that runs',
    'c',
    `${'it'}.only('x', () => { expect(1).toBe(1); });`,
  ),
  inTests('vitest/no-commented-out-tests', 'a test in a comment', 'd', "// it('x', () => { expect(1).toBe(1); });"),
  inTests(
    'vitest/no-identical-title',
    'two tests of one name',
    'e',
    "it('x', () => { expect(1).toBe(1); });\nit('x', () => { expect(2).toBe(2); });",
  ),
  inTests(
    'no-restricted-properties',
    'waiting for time',
    'f',
    'export const sin = (page: { waitForTimeout: (n: number) => void }): void => page.waitForTimeout(1);',
  ),
  inTests('house/no-disabled-tests', 'a test put off', 'g', `${'it'}.todo('x');`),
  inTests(
    'house/no-disabled-tests',
    'a test that may fail',
    'h',
    `${'test'}.fails('x', () => { expect(1).toBe(2); });`,
  ),
  one(
    'house/no-disabled-tests',
    'an end-to-end test switched off',
    'tests/e2e/i.spec.ts',
    `import { test } from '@playwright/test';\n${'test'}.skip(true, 'x');`,
  ),
  one(
    'house/no-disabled-tests',
    'a group of end-to-end tests given up',
    'tests/e2e/j.spec.ts',
    `import { test } from '@playwright/test';\n${'test.describe'}.fixme('x', () => {});`,
  ),
];
