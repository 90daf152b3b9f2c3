// What a machine that watches the letterbox may know: how often each thing happened since the start, and how much lies
// half sent. Counted from the log's own codes, so that nothing of a person, a device or a bundle can be in it; in
// Prometheus' text format, on an address of its own that no proxy passes on.

import type { Log, LogCode } from './logs.ts';

export interface Metrics {
  /** the same log, counted */
  readonly log: Log;
  readonly text: () => string;
}

export function createMetrics(log: Log, halfUploads: () => number): Metrics {
  const counts = new Map<string, number>();
  let storedBytes = 0;
  const count = (labels: string): void => void counts.set(labels, (counts.get(labels) ?? 0) + 1);

  return {
    log: (code: LogCode, facts = {}) => {
      count(facts.refusal === undefined ? `event="${code}"` : `event="${code}",code="${facts.refusal}"`);
      if (code === 'stored') storedBytes += facts.size ?? 0;
      log(code, facts);
    },
    text: () =>
      [
        '# TYPE chasqui_events_total counter',
        ...[...counts].map(([labels, value]) => `chasqui_events_total{${labels}} ${value}`),
        '# TYPE chasqui_stored_bytes_total counter',
        `chasqui_stored_bytes_total ${storedBytes}`,
        '# TYPE chasqui_half_uploads gauge',
        `chasqui_half_uploads ${halfUploads()}`,
        '',
      ].join('\n'),
  };
}
