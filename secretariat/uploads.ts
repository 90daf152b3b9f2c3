// Half uploads, on the disk of the machine that takes them. An offset that was told is on the disk: every
// answer comes after fsync of the data and of the folder, and is the file's real size. (@tus/file-store answers
// before that; a power cut then erases what it acknowledged.) One device's upload of one file has one name, so
// beginning it again finds what is already there.
//   uploads/<id>.json   who (a tag), what (SHA-256, bundle id), how much, since when
//   uploads/<id>.part   the bytes so far

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { bytesToBase64url, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { type BundleId, type Digest, isId } from '#shared/base/ids.ts';
import { hasOnlyKeys, isJsonObject, parseJson } from '#shared/base/json.ts';
import { type Disk, readFully, withFile, writeFully } from './disk/disk.ts';
import { ifThere, readWhole, writeWhole } from './durable-files.ts';
import type { Usage } from './counts.ts';
import { Refused } from './refusal.ts';
import { createTurns } from './turns.ts';

export interface UploadFacts {
  /** of the device */
  readonly tag: string;
  /** of its organisation; null: begun before that was noted */
  readonly organisation: string | null;
  readonly sha256: Digest;
  readonly bundle: BundleId | null;
  readonly size: number;
  /** milliseconds since 1970, when bytes last came, to a day */
  readonly touched: number;
}

export interface Uploads {
  readonly find: (id: Digest) => UploadFacts | undefined;
  /** The same upload begun again keeps its bytes; with another size it begins anew. It is counted at the call itself. */
  readonly begin: (id: Digest, facts: UploadFacts) => Promise<void>;
  /** Bytes on the disk, fsynced. An upload whose file is gone (it was being kept when something broke) is forgotten. */
  readonly offsetOf: (id: Digest) => Promise<number | undefined>;
  /** Writes on from an offset, which must be where the file ends. What came before an error stays. */
  readonly append: (id: Digest, offset: number, chunks: AsyncIterable<Uint8Array>) => Promise<number>;
  /** Whether what is on the disk is what was announced; the path of the file, to be taken over. */
  readonly verify: (id: Digest) => Promise<{ readonly path: string; readonly isWhole: boolean }>;
  readonly drop: (id: Digest) => Promise<void>;
  /** Drops what nobody came back to; answers how many. */
  readonly dropOlderThan: (time: number) => Promise<number>;
  /** the open ones of a device */
  readonly idsOf: (tag: string) => readonly Digest[];
  readonly count: () => number;
  /** What the open uploads of a device or an organisation announced. */
  readonly announcedBy: (tag: string) => Usage;
  /** Bytes announced by all open uploads. */
  readonly announced: () => number;
}

const CHUNK = 1024 * 1024;
const DAY = 24 * 60 * 60 * 1000;

export async function openUploads(root: string, disk: Disk, now: () => number): Promise<Uploads> {
  const folder = join(root, 'uploads');
  await disk.makeFolder(folder);
  await disk.syncFolder(root);
  const factsById = await readAll(folder, disk);
  const inTurn = createTurns<Digest>(); // a cut request may still be writing when the next one comes
  const partOf = (id: Digest): string => join(folder, `${id}.part`);
  const of = (tag: string): readonly UploadFacts[] =>
    [...factsById.values()].filter((facts) => facts.tag === tag || facts.organisation === tag);

  const write = async (id: Digest, facts: UploadFacts): Promise<void> => {
    await writeWhole(disk, join(folder, `${id}.json`), textToBytes(JSON.stringify(facts)), join(folder, `${id}.new`));
    factsById.set(id, facts);
  };
  const drop = async (id: Digest): Promise<void> => {
    factsById.delete(id);
    await disk.remove(partOf(id));
    await disk.remove(join(folder, `${id}.json`));
    await disk.syncFolder(folder);
  };

  return {
    find: (id) => factsById.get(id),
    begin: (id, facts) => {
      const known = factsById.get(id);
      const isNew = known?.size !== facts.size;
      if (isNew) factsById.set(id, facts); // so that two at once cannot both take the last place
      return inTurn(id, async () => {
        if (!isNew && factsById.has(id)) return;
        try {
          await disk.remove(partOf(id));
          await withFile(disk, partOf(id), 'create', (file) => file.sync());
          await write(id, facts);
        } catch (error) {
          factsById.delete(id);
          throw error;
        }
      });
    },
    offsetOf: (id) =>
      inTurn(id, async () => {
        const offset = await ifThere(() =>
          withFile(disk, partOf(id), 'update', async (file) => (await file.sync(), file.size())),
        );
        if (offset === undefined) await drop(id);
        return offset;
      }),
    append: (id, offset, chunks) =>
      inTurn(id, () =>
        withFile(disk, partOf(id), 'update', async (file) => {
          let position = await file.size();
          const facts = factsById.get(id);
          if (facts === undefined) throw new Refused('notFound');
          if (position !== offset) throw new Refused('wrongOffset');
          try {
            for await (const chunk of chunks) {
              if (position + chunk.length > facts.size) throw new Refused('tooLarge', { limit: facts.size });
              await writeFully(file, chunk, position);
              position += chunk.length;
            }
          } finally {
            await file.sync();
            if (now() - facts.touched > DAY) await write(id, { ...facts, touched: now() });
          }
          return position;
        }),
      ),
    verify: (id) =>
      inTurn(id, async () => {
        const path = partOf(id);
        const facts = factsById.get(id);
        if (facts === undefined) throw new Refused('notFound');
        const hash = createHash('sha256');
        const size = await withFile(disk, path, 'update', async (file) => {
          await file.sync();
          let at = 0;
          for (;;) {
            const chunk = await readFully(file, Math.min(CHUNK, facts.size + 1 - at), at);
            if (chunk.length === 0) return at;
            hash.update(chunk);
            at += chunk.length;
          }
        });
        return { path, isWhole: size === facts.size && bytesToBase64url(hash.digest()) === facts.sha256 };
      }),
    drop: (id) => inTurn(id, () => drop(id)),
    dropOlderThan: async (time) => {
      const old = [...factsById].filter(([, facts]) => facts.touched < time).map(([id]) => id);
      for (const id of old) await inTurn(id, () => drop(id));
      return old.length;
    },
    idsOf: (tag) => [...factsById].filter(([, facts]) => facts.tag === tag).map(([id]) => id),
    count: () => factsById.size,
    announcedBy: (tag) => ({ bytes: sumOf(of(tag)), bundles: of(tag).length }),
    announced: () => sumOf([...factsById.values()]),
  };
}

/** What a start finds: an upload is its facts and its bytes; either alone is debris of a cut beginning or end. */
async function readAll(folder: string, disk: Disk): Promise<Map<Digest, UploadFacts>> {
  const names = await disk.list(folder);
  const factsById = new Map<Digest, UploadFacts>();
  for (const name of names) {
    const id = name.slice(0, 43);
    if (!isId(id) || name !== `${id}.json` || !names.includes(`${id}.part`)) continue;
    const facts = decodeFacts(bytesToText((await readWhole(disk, join(folder, name))) ?? textToBytes('')) ?? '');
    if (facts !== undefined) factsById.set(id as string as Digest, facts);
  }
  for (const name of names) {
    if (!factsById.has(name.slice(0, 43) as Digest) || name.endsWith('.new')) await disk.remove(join(folder, name));
  }
  return factsById;
}

function decodeFacts(text: string): UploadFacts | undefined {
  const parsed = parseJson(text, { size: 2000, depth: 2 });
  if (!parsed.ok || !isJsonObject(parsed.value)) return undefined;
  const { tag, organisation = null, sha256, bundle, size, touched } = parsed.value;
  const keys = ['tag', 'sha256', 'bundle', 'size', 'touched'];
  if (!hasOnlyKeys(parsed.value, keys, ['organisation']) || typeof tag !== 'string') return undefined;
  if (organisation !== null && typeof organisation !== 'string') return undefined;
  const fits =
    isId(sha256) && (bundle === null || isId(bundle)) && Number.isSafeInteger(size) && Number.isSafeInteger(touched);
  return fits ? { ...(parsed.value as object as UploadFacts), organisation } : undefined;
}

const sumOf = (list: readonly UploadFacts[]): number => list.reduce((sum, { size }) => sum + size, 0);
