// The opener's worker, and nothing else: no store, no journal, no key that outlives a bundle.

import { expose } from 'comlink';
import type { Result } from '#shared/base/result.ts';
import type { VaultProblem } from '#shared/wire/problems.ts';
import { type Opening, openWith, type OpenerHost } from './opener.ts';

export interface OpenerWorker {
  readonly open: (bytes: Uint8Array, host: OpenerHost, isWorkshop: boolean) => Promise<Result<Opening, VaultProblem>>;
}

const opener: OpenerWorker = { open: openWith };
expose(opener);
