// Merged records as reports read them: the real sample entries, again and again with ids and days of their own, until
// there are as many as asked for; approved, and with the consent that lets them be cited.

import samples from '#resources/samples/real-entries.json' with { type: 'json' };
import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { ChangesetId, KeyId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { FINISHED_CELL } from '#shared/log/change.ts';
import type { RecordState } from '#shared/merge/state.ts';
import { entryToCells, levelOfPath } from '#shared/record/cells.ts';
import { kindOf } from '#shared/record/kinds.ts';
import type { Draw } from '../main-job/draw.ts';

const AGREED = {
  consent_obtained: 'verbal_all',
  consent_uses: ['internal_mechanism', 'share_with_un_network', 'share_with_governments'],
  permission_to_publish: true,
} as const;

export function sampleStates(count: number, draw: Draw): readonly RecordState[] {
  const entries = samples.entries.flatMap(({ kind, cells }) => {
    const known = kindOf(kind);
    const agreed = Object.entries(AGREED).filter(([key]) => known?.fields.some((field) => field.key === key));
    const entry: Readonly<Record<string, Json>> = { ...(cells as object), ...Object.fromEntries(agreed) };
    const written = entryToCells(kind, entry);
    return written.ok && known !== undefined ? [{ kind: known, cells: written.value }] : [];
  });
  const author = idFrom(draw) as KeyId;
  return Array.from({ length: count }, (_, n): RecordState => {
    const { kind, cells } = draw.oneOf(entries);
    const id = idFrom(draw) as ChangesetId;
    const own = new Map<string, Json>([...cells, [FINISHED_CELL, true]]);
    if (kind.dateField !== null) own.set(kind.dateField, `2024-${two(1 + draw.below(12))}-${two(1 + draw.below(28))}`);
    const write = (path: string, value: Json) => ({
      writes: [{ id, author, lamport: n + 1, level: levelOfPath(kind.key, path), value }],
      replaced: [],
    });
    return {
      id: bytesToBase64url(draw.bytes(16)) as RecordId,
      kind: kind.key,
      kindBy: { lamport: n + 1, id },
      cells: Object.fromEntries([...own].map(([path, value]) => [path, write(path, value)])),
      authors: [author],
      changesets: [id],
      last: { lamport: n + 1, id, at: { time: '2024-06-01T12:00:00.000Z' } as RecordState['last']['at'] },
    };
  });
}

const idFrom = (draw: Draw): string => bytesToBase64url(draw.bytes(32));

const two = (n: number): string => String(n).padStart(2, '0');
