// What the demo records: a file of entries in the shape of resources/samples/real-entries.json. The file is
// outside input: read within caps and decoded once. An entry that cannot be carried is named, never bent; one that
// comes under an id that was there before is a record of its own.

import { readFile } from 'node:fs/promises';
import { type Bytes, bytesToText } from '#shared/base/bytes.ts';
import { textToJson } from '#shared/base/json-text.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { type Change, MAX_KIND } from '#shared/log/change.ts';
import { canBeCarried, sittingsOf } from '#shared/log/sittings.ts';
import { entryToCells } from '#shared/record/cells.ts';

export interface DemoEntry {
  readonly id: string;
  readonly kind: string;
  readonly language: string | null;
  readonly entry: JsonObject;
  /** in sittings: what one changeset can hold */
  readonly sittings: readonly (readonly CellOf[])[];
  readonly cells: ReadonlyMap<string, Json>;
}

export type CellOf = readonly [path: Change['cell'], value: Json];

export interface DemoInput {
  readonly entries: readonly DemoEntry[];
  readonly notCarried: readonly { readonly entry: string; readonly reason: JsonObject }[];
}

/** One sentence. */
export type InputProblem = string;

/** with its cells' addresses, so much fits the bundles of one laptop */
const MAX_BYTES = 48 * 1024 * 1024;

export async function readInput(path: string): Promise<Result<DemoInput, InputProblem>> {
  let bytes: Bytes;
  try {
    bytes = Uint8Array.from(await readFile(path));
  } catch (failure) {
    return err(`cannot be read (${String((failure as NodeJS.ErrnoException).code)})`);
  }
  const text = bytesToText(bytes);
  if (bytes.length > MAX_BYTES) return err(`is larger than ${MAX_BYTES / 1024 / 1024} MB`);
  if (text === undefined) return err('is not UTF-8 text');
  // One entry that cannot be carried must not keep the others out, so the gate is asked entry by entry.
  let value: Json;
  try {
    value = textToJson(text.replace(/^\uFEFF/, '')) as Json;
  } catch {
    return err('is not JSON');
  }
  const list = isJsonObject(value) ? value['entries'] : value;
  if (!Array.isArray(list)) return err('holds no list of entries');
  return ok(decodeEntries(list as readonly Json[]));
}

function decodeEntries(list: readonly Json[]): DemoInput {
  const entries: DemoEntry[] = [];
  const notCarried: { entry: string; reason: JsonObject }[] = [];
  const ids = new Set<string>();
  list.forEach((item, at) => {
    const given = isJsonObject(item) && typeof item['id'] === 'string' ? item['id'] : `#${at + 1}`;
    const name = nameFor(given, at, ids);
    const refuse = (reason: JsonObject): void => void notCarried.push({ entry: name, reason });
    if (!isJsonObject(item)) return refuse({ type: 'notAnObject' });
    const { kind, cells: entry, language } = item;
    if (typeof kind !== 'string' || kind === '' || kind.length > MAX_KIND) return refuse({ type: 'noKind' });
    if (!isJsonObject(entry)) return refuse({ type: 'noCells' });
    const cells = entryToCells(kind, entry);
    if (!cells.ok) return refuse(cells.error as object as JsonObject);
    const tooLarge = [...cells.value].find(([, value]) => !canBeCarried(value));
    if (tooLarge !== undefined) return refuse({ type: 'tooLarge', path: tooLarge[0] });
    ids.add(name);
    entries.push({
      id: name,
      kind,
      language: typeof language === 'string' ? language : null,
      entry,
      cells: cells.value,
      sittings: sittingsOf(cells.value, ([, value]) => value),
    });
  });
  return { entries, notCarried };
}

/** The id, or, where it was there before, the id with the entry's place in the file. */
function nameFor(id: string, at: number, taken: ReadonlySet<string>): string {
  let name = id;
  while (taken.has(name)) name = `${name} #${at + 1}`;
  return name;
}
