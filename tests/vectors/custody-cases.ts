// Lines of custody that are read and that are none, and archives that carry them: one cause each.

import { textToBytes } from '#shared/base/bytes.ts';
import { type BundleId, digestOfText } from '#shared/base/ids.ts';
import { canonicalText, type Json, type JsonObject } from '#shared/base/json.ts';
import { type Custody, CUSTODY_TYPE, signCustody } from '#shared/bundle/custody.ts';
import { linesToBytes, signedToLine } from '#shared/bundle/json-lines.ts';
import type { ArchiveEntry } from '#shared/bundle/ustar.ts';
import { type Signed, signText } from '#shared/log/envelope.ts';
import { fakeKey } from '#scripts/headless/keys.ts';
import { swapped, type Twist, twisted } from './archive-twists.ts';
import { withoutKey } from './fixed-content.ts';
import type { HostileArchive } from './hostile-archives.ts';

export interface CustodyCase {
  readonly name: string;
  readonly signed: Signed;
  /** what it says; null: it is no line of custody */
  readonly says: Json;
}

const [coordinator, recorder, office] = ['coordinator', 'recorder', 'office'].map((name) => fakeKey(`custody ${name}`));
const digests = [digestOfText('a'), digestOfText('b')].sort();

const fixedCustody: Custody = {
  mechanism: digestOfText('a mechanism'),
  by: coordinator!.kid,
  from: recorder!.kid,
  bundle: digestOfText('a bundle') as string as BundleId,
  at: { time: '2026-03-04T09:00:00.000Z', doubt: 'jumped' },
  to: office!.kid,
  runs: [{ author: recorder!.kid, from: 3, to: 7 }],
  files: digests,
};
export const custodyKey = coordinator!;

const resigned = (more: object, type = CUSTODY_TYPE): Promise<Signed> =>
  signText(type, canonicalText({ ...fixedCustody, ...more } as object as Json), coordinator!.signer);

const runs = (count: number): readonly object[] =>
  Array.from({ length: count }, (_, at) => ({ author: recorder!.kid, from: 2 * at + 1, to: 2 * at + 1 }));

export async function custodyCases(): Promise<readonly CustodyCase[]> {
  const read = async (name: string, more: Partial<Custody>): Promise<CustodyCase> => {
    const custody = { ...fixedCustody, ...more };
    return { name, signed: await signCustody(custody, coordinator!.signer), says: custody as object as Json };
  };
  const none = async (name: string, signed: Promise<Signed> | Signed): Promise<CustodyCase> => ({
    name,
    signed: await signed,
    says: null,
  });
  const good = await signCustody(fixedCustody, coordinator!.signer);
  const plain = fixedCustody as object as JsonObject;
  return [
    await read('a line', {}),
    await read('to a reader whose device is not known', { to: null }),
    await read('of text alone', { files: [] }),
    await read('of files alone', { runs: [] }),
    await read('of many runs', { runs: runs(1_000) as Custody['runs'] }),
    ...(await Promise.all(
      Object.keys(plain).map((key) =>
        none(`without ${key}`, signText(CUSTODY_TYPE, canonicalText(withoutKey(plain, key)), coordinator!.signer)),
      ),
    )),
    await none('with a key that is not known', resigned({ note: 'x' })),
    await none('about nothing', resigned({ runs: [], files: [] })),
    await none('by a device that had it from itself', resigned({ from: coordinator!.kid })),
    await none('by a device that gives it to itself', resigned({ to: coordinator!.kid })),
    await none('with a time that is no claim', resigned({ at: '2026-03-04T09:00:00.000Z' })),
    await none('with a doubt that nobody has', resigned({ at: { time: '', doubt: 'sure' } })),
    await none('with files the other way round', resigned({ files: digests.toReversed() })),
    await none('with a file twice', resigned({ files: [digests[0], digests[0]] })),
    await none('with a file that is none', resigned({ files: ['photo.jpg'] })),
    await none('with runs that touch', resigned({ runs: [...runs(1), { author: recorder!.kid, from: 2, to: 2 }] })),
    await none('with a run backwards', resigned({ runs: [{ author: recorder!.kid, from: 7, to: 3 }] })),
    await none('with more runs than a line may have', resigned({ runs: runs(1_001) })),
    await none('of a bundle that is no id', resigned({ bundle: '../x' })),
    await none('with a text too long', resigned({ at: { time: 'x'.repeat(41), doubt: null } })),
    await none('of another type', resigned({}, CUSTODY_TYPE.replace('custody', 'request'))),
    await none('of a later version', resigned({}, CUSTODY_TYPE.replace('v=1', 'v=2'))),
    await none('with a space', { ...good, body: ` ${good.body}` }),
    await none('signed by another than it names', signText(CUSTODY_TYPE, good.body, recorder!.signer)),
    await none('signed twice', { ...good, signatures: [...good.signatures, ...good.signatures] }),
  ];
}

const CUSTODY = 'custody.jsonl';
const line = signedToLine(await signCustody(fixedCustody, coordinator!.signer));

const carrying =
  (bytes: Uint8Array) =>
  (entries: readonly ArchiveEntry[]): readonly ArchiveEntry[] =>
    entries.flatMap((entry) => (entry.name.startsWith('blobs/') ? [{ name: CUSTODY, bytes }, entry] : [entry]));

const withCustody = (bytes: Uint8Array, more: Twist = {}): Promise<Uint8Array<ArrayBuffer>> =>
  twisted({ ...more, entries: carrying(bytes) });

export const goodCustodyArchive = (): Promise<Uint8Array<ArrayBuffer>> => withCustody(linesToBytes([line]));

export async function hostileCustodyArchives(): Promise<readonly HostileArchive[]> {
  const one = linesToBytes([line]);
  const lineRule = (rule: string, at = 1): JsonObject => ({ type: 'badLine', line: at, rule });
  return [
    {
      name: 'custody after what follows it',
      archive: await withCustody(one, { laid: swapped(4, 5) }),
      error: { type: 'badArchive', rule: 'order' },
    },
    {
      name: 'more lines of custody than a bundle may have',
      archive: await withCustody(linesToBytes(Array.from({ length: 2_001 }, () => line))),
      error: { type: 'tooMany', limit: 2_000 },
    },
    {
      name: 'a line of custody that is no signed thing',
      archive: await withCustody(textToBytes(`${line}{}\n`)),
      error: lineRule('shape', 2),
    },
    {
      name: 'a line of custody without an end',
      archive: await withCustody(textToBytes(line.trimEnd())),
      error: lineRule('unended'),
    },
    {
      name: 'a line of custody with a space',
      archive: await withCustody(textToBytes(` ${line}`)),
      error: lineRule('notCanonical'),
    },
    {
      name: 'custody that is not what the manifest lists',
      archive: await withCustody(one, {
        laid: (all) => all.map((entry) => (entry.name === CUSTODY ? { ...entry, bytes: one.with(9, 0x20) } : entry)),
      }),
      error: { type: 'wrongEntryDigest', entry: CUSTODY },
    },
  ];
}
