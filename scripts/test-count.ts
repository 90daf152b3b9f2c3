// Adds up what the test runners report. A file that could not be loaded, an error outside any test and a runner that
// failed without saying which test each count as one failure: nothing that went wrong may add up to 0.

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

export const add = (a: Count, b: Count): Count => ({ passed: a.passed + b.passed, failed: a.failed + b.failed });

/** A runner that ended badly has failed at least once. */
export const withExit = (count: Count, exit: number): Count =>
  exit === 0 ? count : { ...count, failed: Math.max(count.failed, 1) };

interface VitestReport {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** Of Vitest's json reporter; no report at all is a failure. */
export function countVitest(report: unknown): Count {
  if (report === undefined) return { passed: 0, failed: 1 };
  return (report as VitestReport).testResults
    .map(({ status, assertionResults }) => {
      const passed = assertionResults.filter((test) => test.status === 'passed').length;
      const failed = assertionResults.filter((test) => test.status === 'failed').length;
      return { passed, failed: status === 'failed' ? Math.max(failed, 1) : failed };
    })
    .reduce(add, { passed: 0, failed: 0 });
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
  readonly errors: readonly unknown[];
}

/** Of Playwright's json reporter; a test that passed only when repeated has failed. */
export function countPlaywright(report: unknown): Count {
  if (report === undefined) return { passed: 0, failed: 1 };
  const { stats, errors } = report as PlaywrightReport;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}
