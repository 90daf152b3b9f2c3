import { expect, test } from 'vitest';
import { add, countPlaywright, countVitest, withExit } from '#scripts/test-count.ts';

const file = (status: string, ...tests: string[]): object => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

test('tests of all runners are added', () => {
  const vitest = countVitest({ testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')] });
  const playwright = countPlaywright({ stats: { expected: 4, unexpected: 1, flaky: 0 }, errors: [] });
  expect(add(vitest, playwright)).toEqual({ passed: 7, failed: 2 });
});

test('a file that could not be loaded has failed once', () => {
  expect(countVitest({ testResults: [file('failed')] })).toEqual({ passed: 0, failed: 1 });
});

test('a runner that left no report has failed once', () => {
  expect([countVitest(undefined), countPlaywright(undefined)]).toEqual([
    { passed: 0, failed: 1 },
    { passed: 0, failed: 1 },
  ]);
});

test('an error outside any test, and a test that passed only when repeated, are failures', () => {
  expect(countPlaywright({ stats: { expected: 1, unexpected: 0, flaky: 1 }, errors: [{}] })).toEqual({
    passed: 1,
    failed: 2,
  });
});

test('a runner that ended badly without naming a failure has failed once', () => {
  expect(withExit({ passed: 3, failed: 0 }, 1)).toEqual({ passed: 3, failed: 1 });
  expect(withExit({ passed: 3, failed: 2 }, 1)).toEqual({ passed: 3, failed: 2 });
  expect(withExit({ passed: 3, failed: 0 }, 0)).toEqual({ passed: 3, failed: 0 });
});
