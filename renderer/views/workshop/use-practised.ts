// What is in this notebook now, as far as exercises ask for it; undefined until it is known.

import { useRead } from '#renderer/state/engine-context.tsx';
import { useRecovery } from '../recovery/use-recovery.ts';
import type { Practised } from './exercises.ts';

export function usePractised(): Practised | undefined {
  const page = useRead((engine) => engine.list({ kinds: ['consultation'], count: 200 }), ['records', 'drafts']);
  const { state: recovery } = useRecovery();
  return page && { consultations: page.rows, recovery };
}
