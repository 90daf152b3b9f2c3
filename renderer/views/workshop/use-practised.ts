// What is in this notebook now, as far as exercises ask for it; undefined until it is known.

import { useRead } from '#renderer/state/engine-context.tsx';
import { useRecovery } from '../recovery/use-recovery.ts';
import type { Practised } from './exercises.ts';

const ALL = ['records', 'drafts', 'inbox', 'deliveries', 'trust', 'activity'] as const;

export function usePractised(): Practised | undefined {
  const page = useRead((engine) => engine.list({ kinds: ['consultation'], count: 200 }), ['records', 'drafts']);
  const scenes = useRead((engine) => engine.practised(), ALL);
  const { state: recovery } = useRecovery();
  return page && scenes && { ...scenes, consultations: page.rows.filter(isOwnWork), recovery };
}

/** What companions wrote was written by nobody here. */
const isOwnWork = ({ fromOthers }: { readonly fromOthers: boolean }): boolean => !fromOthers;
