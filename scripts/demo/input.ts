// What the demo records: a file of entries in the shape of resources/samples/real-entries.json. The file is
// outside input: read within caps and decoded once. An entry that cannot be carried is named, never bent.

import { readFile } from 'node:fs/promises';
import { type Bytes, bytesToText } from '#shared/base/bytes.ts';
import { textToJson } from '#shared/base/json-text.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { MAX_KIND } from '#shared/log/change.ts';
import { entryToCells } from '#shared/record/cells.ts';

export interface DemoEntry {
  readonly id: string;
  readonly kind: string;
  readonly language: string | null;
  readonly entry: JsonObject;
  readonly cells: ReadonlyMap<string, Json>;
}

export interface DemoInput {
  readonly entries: readonly DemoEntry[];
  readonly notCarried: readonly { readonly entry: string; readonly reason: JsonObject }[];
}

export type InputProblem = { readonly type: string; readonly [fact: string]: Json | undefined };

const MAX_BYTES = 256 * 1024 * 1024;

export async function readInput(path: string): Promise<Result<DemoInput, InputProblem>> {
  let bytes: Bytes;
  try {
    bytes = Uint8Array.from(await readFile(path));
  } catch (failure) {
    return err({ type: 'cannotRead', code: String((failure as NodeJS.ErrnoException).code) });
  }
  const text = bytesToText(bytes);
  if (text === undefined) return err({ type: 'badUtf8' });
  if (bytes.length > MAX_BYTES) return err({ type: 'tooLarge', limit: MAX_BYTES });
  // One entry that cannot be carried must not keep the others out, so the gate is asked entry by entry.
  let value: Json;
  try {
    value = textToJson(text.replace(/^\uFEFF/, '')) as Json;
  } catch {
    return err({ type: 'notJson' });
  }
  const list = isJsonObject(value) ? value['entries'] : value;
  if (!Array.isArray(list)) return err({ type: 'noEntries' });
  return ok(decodeEntries(list as readonly Json[]));
}

function decodeEntries(list: readonly Json[]): DemoInput {
  const entries: DemoEntry[] = [];
  const notCarried: { entry: string; reason: JsonObject }[] = [];
  const ids = new Set<string>();
  list.forEach((item, at) => {
    const name = isJsonObject(item) && typeof item['id'] === 'string' ? item['id'] : `#${at + 1}`;
    const refuse = (reason: JsonObject): void => void notCarried.push({ entry: name, reason });
    if (!isJsonObject(item)) return refuse({ type: 'notAnObject' });
    const { kind, cells: entry, language } = item;
    if (typeof kind !== 'string' || kind === '' || kind.length > MAX_KIND) return refuse({ type: 'noKind' });
    if (!isJsonObject(entry)) return refuse({ type: 'noCells' });
    if (ids.has(name)) return refuse({ type: 'sameIdTwice' });
    ids.add(name);
    const cells = entryToCells(kind, entry);
    if (!cells.ok) return refuse(cells.error as object as JsonObject);
    entries.push({
      id: name,
      kind,
      language: typeof language === 'string' ? language : null,
      entry,
      cells: cells.value,
    });
  });
  return { entries, notCarried };
}
