// How far the exercises are that need somebody else: read from what the store, the drafts and the activity list hold.
// What was done in another order, or elsewhere in the app, was done.

import type { BundleId, RecordId } from '#shared/base/ids.ts';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { RELATORIA_KIND } from '#shared/record/kinds.ts';
import { liveCellsOf } from '#shared/report/open-relatoria.ts';
import { elementsIn } from '#shared/report/relatoria.ts';
import { readActivity } from './activity.ts';
import type { ActivityEntry } from './activity-views.ts';
import type { Catalogue } from './catalogue.ts';
import { type Scene, sceneRecordId } from './companions.ts';
import { packedOf } from './delivery-ledger.ts';
import type { PractisedScenes } from './practice-door.ts';
import { readConflict } from './read-conflicts.ts';
import { changesetsOf } from './read-record.ts';
import { readersOf } from './readers.ts';
import { recordNow, shownNow } from './record-now.ts';
import { isOwn, type Session } from './session.ts';

/** Of a consultation: how many took part. Two count differently. */
export const DISPUTED_CELL = 'total';
const ALL = 1_000;

export async function readPractised(session: Session, catalogue: Catalogue): Promise<PractisedScenes> {
  const activity = readActivity(session.ledger.store, 0, ALL).entries;
  return {
    conflict: await conflictNow(session, catalogue),
    stick: { hasReader: readersOf(session).length > 0, saves: mostSaves(session, activity) },
    clock: await clockNow(session),
    forged: {
      isRefused: activity.some(({ type, problem }) => type === 'refusedBundle' && problem?.type === 'badSignature'),
      record: recordOf(session, 'forged'),
    },
    relatoria: {
      hasRecords: recordOf(session, 'relatoria') !== null,
      isBegun: relatoriasIn(session).length > 0,
      sources: await mostSources(session),
    },
  };
}

/** In whichever language it came first; of two, the first in the order of languages. */
function recordOf({ ledger }: Session, scene: Scene): RecordId | null {
  const ids = LANGUAGES.map((language) => sceneRecordId(scene, language, 0));
  return ids.find((id) => ledger.store.records.summaries.has(id)) ?? null;
}

async function conflictNow(session: Session, catalogue: Catalogue): Promise<PractisedScenes['conflict']> {
  const record = recordOf(session, 'conflict');
  if (record === null) return { record, isWritten: false, isMet: false, isDecided: false };
  const changesets = await changesetsOf(session, [record]);
  const isWritten = changesets.some(
    ({ body, changes }) =>
      isOwn(session, body.author) &&
      Object.values(changes).some((inLevel) =>
        inLevel?.some((change) => change.record === record && change.cell === DISPUTED_CELL),
      ),
  );
  const conflict = await readConflict(session, catalogue, record, DISPUTED_CELL);
  const isDecided = conflict !== null && conflict.decision !== null;
  return { record, isWritten, isMet: conflict !== null, isDecided };
}

async function clockNow(session: Session): Promise<PractisedScenes['clock']> {
  const record = recordOf(session, 'clock');
  const now = record === null ? undefined : await recordNow(session, record);
  const date = now === undefined ? undefined : shownNow(now).get('date_start');
  return { record, isCorrected: typeof date === 'string' && date.startsWith('2026-05') };
}

function mostSaves({ ledger }: Session, activity: readonly ActivityEntry[]): number {
  const saves = new Map<RecordId, number>();
  for (const { type, facts } of activity) {
    if (type !== 'savedBundle') continue;
    const packed = packedOf(ledger.store, facts['bundle'] as BundleId);
    for (const record of packed?.records ?? []) saves.set(record, (saves.get(record) ?? 0) + 1);
  }
  return Math.max(0, ...saves.values());
}

function relatoriasIn({ ledger }: Session): readonly RecordId[] {
  const signed = [...ledger.store.records.summaries].flatMap(([id, { kind }]) =>
    kind === RELATORIA_KIND ? [id as RecordId] : [],
  );
  const drafted = ledger.drafts.all().flatMap(({ record, kind }) => (kind === RELATORIA_KIND ? [record] : []));
  return [...new Set([...signed, ...drafted])];
}

async function mostSources(session: Session): Promise<number> {
  let most = 0;
  for (const id of relatoriasIn(session)) {
    const now = await recordNow(session, id);
    const elements = elementsIn(liveCellsOf(now?.state, now?.draft?.cells));
    for (const { sources } of elements) most = Math.max(most, new Set(sources.map(({ record }) => record)).size);
  }
  return most;
}
