// What the demo leaves in its folder. Plain files that anyone's own tools read: age identities, JWK, DSSE
// JSON, bundles, tables.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '#shared/base/json.ts';
import { shortCodeOf } from '#shared/base/ids.ts';
import { type Signed, signedToDsse } from '#shared/log/envelope.ts';
import { conflictsOf, shownCells } from '#shared/merge/conflict.ts';
import { gapsOf } from '#shared/merge/gaps.ts';
import type { RecordState } from '#shared/merge/state.ts';
import { cellsToEntry } from '#shared/record/cells.ts';
import { type Ground, type Player, recordIdOf } from './cast.ts';
import type { Packed } from './carry.ts';
import type { DemoEntry, DemoInput } from './input.ts';

export interface Edit {
  readonly entry: string;
  readonly cell: string;
}

export async function writeKeys(folder: string, cast: Ground): Promise<void> {
  const keys = join(folder, 'keys');
  await mkdir(keys, { recursive: true });
  await writeJson(join(folder, 'mechanism.json'), cast.mechanism.profile);
  await writeAgeKey(folder, 'secretariat', cast.secretariat);
  const roster = Object.fromEntries(
    [...cast.trust.authors.values()].map(({ kid, key, name, organisation, scope }) => [
      kid,
      {
        jwk: { crv: 'Ed25519', kty: 'OKP', x: key },
        name,
        organisation,
        role: scope.roles[0] ?? null,
        roles: scope.roles,
      },
    ]),
  );
  await writeJson(join(keys, 'roster.json'), roster);
}

/** `keys/<name>.age`: what opens bundles for this laptop. */
export async function writeAgeKey(folder: string, name: string, { keys }: Player): Promise<void> {
  const { identity, recipient } = await keys.ageKey();
  const note = '# demo key, made from a published seed: it protects nothing\n';
  const path = join(folder, 'keys', `${name}.age`);
  await writeFile(path, `${note}# public key: ${recipient}\n${identity}\n`, { mode: 0o600 });
}

/** `lost`: a bundle that left and never arrived. */
export async function writeBundle(
  folder: string,
  { id, bytes }: Packed,
  where: 'bundles' | 'lost' = 'bundles',
): Promise<string> {
  const path = join(folder, where, `${shortCodeOf(id)}.quipu`);
  await mkdir(join(folder, where), { recursive: true });
  await writeFile(path, bytes);
  return path;
}

export async function writeSigned(
  folder: string,
  where: 'receipts' | 'requests',
  name: string,
  signed: Signed,
): Promise<void> {
  await mkdir(join(folder, where), { recursive: true });
  await writeJson(join(folder, where, `${name}.json`), signedToDsse(signed));
}

/** `merged.json`: what the secretariat ends with. Equal for equal input, run after run. */
export async function writeMerged(
  folder: string,
  secretariat: Player,
  input: DemoInput,
  edits: readonly Edit[],
  decided: readonly Edit[],
) {
  const { device } = secretariat;
  const byRecord = new Map(input.entries.map((entry) => [recordIdOf(entry.id), entry]));
  const records = [...device.records.values()]
    .map((record) => recordToOutput(record, byRecord.get(record.id)))
    .sort((a, b) => String(a.entry).localeCompare(String(b.entry), 'en') || (a.id < b.id ? -1 : 1));
  const merged = {
    records,
    held: device.held.map(({ id, author, seq, reason }) => ({ id, author, seq, reason })),
    refused: [],
    gaps: gapsOf(device.logs, device.held),
    edited: edits,
    decided,
    notCarried: input.notCarried,
  };
  await writeJson(join(folder, 'merged.json'), merged);
  return records;
}

/** Entries that are not in the merged records as they were, without those that the story edited. */
export function entriesChanged(
  input: DemoInput,
  edits: readonly Edit[],
  records: readonly { readonly entry: string | null; readonly cells: object }[],
) {
  const byEntry = new Map(records.map((record) => [record.entry, record.cells]));
  const edited = new Set(edits.map(({ entry }) => entry));
  return input.entries.filter(({ id, entry }) => !edited.has(id) && !isSame(entry, byEntry.get(id)));
}

function recordToOutput(record: RecordState, entry: DemoEntry | undefined) {
  return {
    id: record.id,
    entry: entry?.id ?? null,
    kind: record.kind,
    cells: cellsToEntry(record.kind, shownCells(record)),
    conflicts: conflictsOf(record).map((cell) => ({
      cell,
      values: (record.cells[cell]?.writes ?? []).map(({ author, value, id }) => ({ author, value, changeset: id })),
    })),
    authors: record.authors,
    changesets: record.changesets,
  };
}

const isSame = (a: unknown, b: unknown): boolean => sortedText(a) === sortedText(b);

/** JSON with the keys of objects in order: an object's keys have none, an array's items do. */
const sortedText = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

export const writeJson = (path: string, value: Json | object): Promise<void> =>
  writeFile(path, `${JSON.stringify(value as Json, null, 2)}\n`);
