// The decision being built on a conflict's page: which version, how it is written, and where one goes then.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictView } from '#renderer/engine/inbox-views.ts';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { go } from '#renderer/state/route.ts';
import { useSayDone } from '#renderer/state/use-deed.ts';
import type { Json } from '#shared/base/json.ts';
import { isSameJson } from '#shared/record/cell-value.ts';
import { conflictPath } from './conflict-path.ts';
import type { Decision } from './decision.ts';
import { canWrite, joinOf, type Mode, outcomeOf, outcomeValue, versionsOf } from './outcome.ts';
import { usePageKeys } from './page-keys.ts';

export function useDecision(view: ConflictView): Decision {
  const { row, cell, live, decision, sides } = view;
  const { t } = useTranslation('inbox');
  const engine = useEngine();
  const say = useSayDone();
  const place = useRead((door) => door.conflictPlace(row.id, cell), ['inbox', 'records'], [row.id, cell]) ?? null;
  const versions = versionsOf(view);
  const [mode, setModeOnly] = useState<Mode>(() => firstMode(view));
  const [other, setOther] = useState(1);
  const [written, setWritten] = useState<Json>('');
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const next = place?.next ?? null;

  const setMode = (chosen: Mode): void => {
    if (chosen === 'both' && joinOf(versions) === null) return;
    if (chosen === 'written' && !canWrite(versions)) return;
    if (typeof chosen === 'number' && chosen >= sides.length) return;
    if (chosen === 'written' && mode !== 'written') setWritten(outcomeValue(versions, mode, written));
    if (typeof chosen === 'number' && chosen > 0) setOther(chosen);
    setModeOnly(chosen);
  };
  const leave = (): void => {
    if (decision !== null) go(`/record/${row.id}`);
    else go(next === null ? '/inbox' : conflictPath({ row: { id: next.record }, cell: next.cell }));
  };
  const decide = async (): Promise<void> => {
    if (isWorking) return;
    setWorking(true);
    const { value, more } = outcomeOf(versions, mode, written);
    const decided = await engine.decideConflicts([{ record: row.id, cell, value, seen: live, more }]);
    setWorking(false);
    if (!decided.ok) setProblem(decided.error);
    else {
      leave();
      say(t('conflict.decided'), decided.value, () => go(conflictPath({ row, cell })));
    }
  };

  usePageKeys({
    ...Object.fromEntries(sides.map((_, at) => [String(at + 1), () => setMode(at)])),
    b: () => setMode('both'),
    e: () => setMode('written'),
    'Ctrl+Enter': () => void decide(),
  });

  return {
    versions,
    mode,
    setMode,
    other,
    setOther,
    written,
    setWritten,
    isWorking,
    problem,
    place,
    decide,
    later: leave,
  };
}

/** Texts together, where they can be; of what was decided, the version that was chosen. */
function firstMode(view: ConflictView): Mode {
  const { decision, sides } = view;
  const now = decision === null ? undefined : (decision.since ?? decision.value);
  const chosen = now === undefined ? -1 : sides.findIndex(({ value }) => isSameJson(value, now));
  if (chosen !== -1) return chosen;
  return joinOf(versionsOf(view)) === null ? 0 : 'both';
}
