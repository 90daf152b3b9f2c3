// What the engine answers for the activity list.

import type { Json } from '#shared/base/json.ts';

export interface ActivityEntry {
  readonly at: string;
  /** words by type in activity.json */
  readonly type: string;
  readonly facts: Readonly<Record<string, Json>>;
  readonly problem: { readonly type: string } | null;
}

export interface ActivityPage {
  readonly total: number;
  /** newest first */
  readonly entries: readonly ActivityEntry[];
}
