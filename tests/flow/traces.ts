// Looks for words in everything that a laptop has on its disk, opened with every key that it holds: rows of the
// database (also those that no longer count), the journal, kept bundles with what is in them, attachments. What is sealed
// for somebody else cannot be opened.

import { gunzipSync } from 'fflate';
import { bytesToText, textToBytes } from '#shared/base/bytes.ts';
import type { BundleId } from '#shared/base/ids.ts';
import { openWith } from '#renderer/engine/opener.ts';
import { openDatabase, TABLES } from '#renderer/store/database.ts';
import { makeSealer } from '#renderer/store/seal.ts';
import type { Laptop } from './laptops.ts';

/** The places where the words are. */
export async function tracesOf(laptop: Laptop, words: string): Promise<readonly string[]> {
  const found: string[] = [];
  const note = (place: string, bytes: Uint8Array): void => {
    if (textOf(bytes).includes(words)) found.push(place);
  };
  const { fake, profile } = laptop;
  const sealer = await makeSealer(fake.unlock().dataKey);
  const database = await openDatabase(profile);
  for (const table of TABLES) {
    for (const { id, sealed } of await database.rows(table)) {
      const opened = await sealer.openBytes(table, id, sealed);
      if (opened === undefined) throw new Error(`a row of ${table} does not open`);
      note(table, opened);
    }
  }
  database.close();
  for (const [at, entry] of fake.journal.entries()) note(`journal ${at}`, entry);
  for (const [digest, bytes] of fake.blobs) note(`blob ${digest}`, bytes);
  for (const id of fake.bundles.keys()) found.push(...(await tracesIn(laptop, id, words)));
  return found;
}

async function tracesIn({ fake }: Laptop, id: BundleId, words: string): Promise<readonly string[]> {
  const { bytes, origin } = fake.bundles.get(id) as { bytes: Uint8Array; origin: string };
  const opening = await openWith(
    bytes,
    {
      unwrap: (stanzas) => fake.desktop.vaultUnwrap({ stanzas: [...stanzas] }),
      keysOf: async () => new Map(),
    },
    false,
  );
  if (!opening.ok || !opening.value.opened.ok) return [];
  const { changesets, blobs } = opening.value.opened.value;
  const inIt = [textToBytes(JSON.stringify(changesets)), ...blobs.map((blob) => blob.bytes)];
  return inIt.some((part) => textOf(part).includes(words)) ? [`${origin} bundle ${id}`] : [];
}

function textOf(bytes: Uint8Array): string {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = isPacked ? gunzipSync(bytes) : bytes;
  return bytesToText(Uint8Array.from(plain)) ?? String.fromCharCode(...plain.subarray(0, 50_000));
}
