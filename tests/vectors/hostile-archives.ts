// Archives that must be refused, each for one cause: made from one good archive by twisting one thing. Whoever
// seals to a reader can send any of these, so a valid seal and even a valid signature are no excuse.

import { bytesToBase64url, joinBytes, textToBytes } from '#shared/base/bytes.ts';
import { digestOfText } from '#shared/base/ids.ts';
import type { Json, JsonObject } from '#shared/base/json.ts';
import { gzipOf } from '#shared/bundle/compression.ts';
import { changesetToLine, linesToBytes } from '#shared/bundle/json-lines.ts';
import { BLOCK, entryHeader } from '#shared/bundle/ustar.ts';
import { seedBytes } from '#scripts/headless/keys.ts';
import {
  ana,
  bomb,
  CHANGESETS,
  CREDENTIALS,
  endlessGzip,
  fillerTouched,
  first,
  inHeader,
  lineOf,
  listed,
  luis,
  manifestWith,
  named,
  oneListed,
  packed,
  packedLine,
  paddedBy,
  swapped,
  type Twist,
  twisted,
  withBytes,
  without,
} from './archive-twists.ts';
import { withoutKey } from './fixed-content.ts';

export interface HostileArchive {
  readonly name: string;
  readonly archive: Uint8Array;
  readonly error: JsonObject;
}

const archiveRule = (rule: string): JsonObject => ({ type: 'badArchive', rule });
const manifestRule = (rule: string): JsonObject => ({ type: 'badManifest', rule });
const lineRule = (rule: string, line = 1): JsonObject => ({ type: 'badLine', line, rule });
const COMPRESSION: JsonObject = { type: 'badCompression' };
const id = digestOfText('x');

const CASES: readonly (readonly [name: string, error: JsonObject, twist: Twist])[] = [
  // ---- the archive
  ['a checksum that does not hold', archiveRule('checksum'), { archive: inHeader(1, 148, '000000', false) }],
  ['a name changed without its checksum', archiveRule('checksum'), { archive: inHeader(1, 0, 'C', false) }],
  ["GNU tar's magic", archiveRule('magic'), { archive: inHeader(0, 257, 'ustar  \0') }],
  ['an old tar without magic', archiveRule('magic'), { archive: inHeader(0, 257, '\0\0\0\0\0\0\0\0') }],
  ['a hard link', archiveRule('entryType'), { archive: inHeader(1, 156, '1') }],
  ['a symbolic link', archiveRule('entryType'), { archive: inHeader(1, 156, '2') }],
  ['a device', archiveRule('entryType'), { archive: inHeader(1, 156, '3') }],
  ['a directory', archiveRule('entryType'), { archive: inHeader(1, 156, '5') }],
  ['a pax header', archiveRule('entryType'), { archive: inHeader(0, 156, 'x') }],
  ['a global pax header', archiveRule('entryType'), { archive: inHeader(0, 156, 'g') }],
  ['a GNU long name', archiveRule('entryType'), { archive: inHeader(0, 156, 'L') }],
  ['a sparse file', archiveRule('entryType'), { archive: inHeader(1, 156, 'S') }],
  ['a regular file of the old kind', archiveRule('entryType'), { archive: inHeader(1, 156, '\0') }],
  ['a name that climbs', archiveRule('name'), { archive: named('../manifest.json') }],
  ['a name from the root', archiveRule('name'), { archive: named('/manifest.json') }],
  ['a name from here', archiveRule('name'), { archive: named('./manifest.json') }],
  ['a name with a drive', archiveRule('name'), { archive: named('C:\\manifest.json') }],
  ['a name in capitals', archiveRule('name'), { archive: named('MANIFEST.JSON') }],
  ['a name with an accent', archiveRule('name'), { archive: named('man\u00edfest.json') }],
  ['no name', archiveRule('name'), { archive: named('\0') }],
  ['a name without an end', archiveRule('name'), { archive: named('a'.repeat(100)) }],
  ['a blob with a short name', archiveRule('name'), { archive: inHeader(4, 48, '\0') }],
  [
    'a blob named to climb',
    archiveRule('name'),
    { archive: inHeader(4, 0, 'blobs/../../../../../../../../../../../../../../x') },
  ],
  ['something after the end of a name', archiveRule('field'), { archive: inHeader(0, 50, 'x') }],
  ['a name in two parts', archiveRule('field'), { archive: inHeader(0, 345, 'etc') }],
  ['an executable', archiveRule('field'), { archive: inHeader(1, 100, '0000755\0') }],
  ['an owner', archiveRule('field'), { archive: inHeader(1, 108, '0001750\0') }],
  ['a time', archiveRule('field'), { archive: inHeader(1, 136, '14723540000\0') }],
  ['a file that names a link', archiveRule('field'), { archive: inHeader(1, 157, '/etc/passwd') }],
  ["an owner's name", archiveRule('field'), { archive: inHeader(1, 265, 'root') }],
  ['a size in base 256', archiveRule('size'), { archive: inHeader(1, 124, '\x80\0\0\0\0\0\0\0\0\0\x02\0') }],
  ['a size with spaces', archiveRule('size'), { archive: inHeader(1, 124, '       1000\0') }],
  [
    'a manifest said to be of eight gigabytes',
    { type: 'tooLarge', limit: 1_048_576 },
    { archive: inHeader(0, 124, '77777777777\0') },
  ],
  ['content filled up with something', archiveRule('filler'), { archive: fillerTouched }],
  ['an entry twice', archiveRule('order'), { laid: (all) => [...all.slice(0, 2), ...all.slice(1)] }],
  ['two entries the other way round', archiveRule('order'), { laid: swapped(1, 2) }],
  [
    'an entry that the manifest does not list',
    archiveRule('order'),
    { manifest: (all) => ({ ...all, entries: (all['entries'] as readonly Json[]).slice(0, -1) }) },
  ],
  ['an entry missing that the manifest lists', archiveRule('order'), { laid: without('rosters.jsonl') }],
  ['the manifest not first', archiveRule('order'), { laid: swapped(0, 1) }],
  ['two manifests', archiveRule('order'), { laid: (all) => [...all.slice(0, 1), ...all] }],
  ['an entry of another size than listed', archiveRule('order'), oneListed(0, { size: 7 })],
  ['no padding', archiveRule('short'), { laid: without('padding') }],
  ['two paddings', archiveRule('order'), { laid: (all) => [...all, { name: 'padding', bytes: new Uint8Array(0) }] }],
  ['padding one block too long', archiveRule('padding'), { laid: paddedBy(BLOCK) }],
  ['padding one byte too short', archiveRule('padding'), { laid: paddedBy(-1) }],
  [
    'padding that says something',
    archiveRule('padding'),
    {
      laid: (all) =>
        all.map((entry) => (entry.name === 'padding' ? { ...entry, bytes: entry.bytes.with(40, 1) } : entry)),
    },
  ],
  ['one zero block at the end', archiveRule('end'), { archive: (bytes) => bytes.slice(0, -BLOCK) }],
  ['three zero blocks at the end', archiveRule('end'), { archive: (bytes) => joinBytes(bytes, new Uint8Array(BLOCK)) }],
  ['a last block that is not zeros', archiveRule('end'), { archive: (bytes) => bytes.with(-1, 1) }],
  [
    'another archive after the end',
    archiveRule('end'),
    { archive: (bytes) => joinBytes(bytes, entryHeader('padding', 0)) },
  ],
  ['an end in the midst of content', archiveRule('short'), { archive: (bytes) => bytes.slice(0, 700) }],
  ['an end in the midst of a header', archiveRule('short'), { archive: (bytes) => bytes.slice(0, 300) }],
  ['nothing at all', archiveRule('short'), { archive: () => new Uint8Array(0) }],
  ['nothing but an end', archiveRule('short'), { archive: () => new Uint8Array(2 * BLOCK) }],
  // ---- the manifest
  ['a manifest that is not JSON', manifestRule('notJson'), { file: (bytes) => bytes.slice(0, -1) }],
  ['a manifest with a space', manifestRule('notCanonical'), { file: (bytes) => joinBytes(bytes, textToBytes(' ')) }],
  ['a manifest that is not UTF-8', manifestRule('badUtf8'), { file: (bytes) => bytes.with(12, 0xff) }],
  ['a manifest that is no signed thing', manifestRule('shape'), { signed: ({ body, type }) => ({ body, type }) }],
  [
    'a manifest without a signature',
    manifestRule('shape'),
    { signed: (signed) => ({ ...signed, signatures: [] }) as object as Json },
  ],
  [
    'a manifest signed twice',
    manifestRule('signature'),
    {
      signed: (signed) =>
        ({ ...signed, signatures: [...signed.signatures, { kid: luis.kid, sig: 'A'.repeat(86) }] }) as object as Json,
    },
  ],
  [
    'a manifest signed by another than its sender',
    manifestRule('signature'),
    {
      signed: (signed) =>
        ({ ...signed, signatures: [{ kid: luis.kid, sig: signed.signatures[0]?.sig ?? '' }] }) as object as Json,
    },
  ],
  ['another signed thing in its place', manifestRule('type'), { type: 'application/vnd.chasqui.roster+json;v=1' }],
  [
    'a manifest of the next version',
    { type: 'newerVersion', needs: 2 },
    { type: 'application/vnd.chasqui.manifest+json;v=2' },
  ],
  [
    'a manifest that needs a newer reader',
    { type: 'newerVersion', needs: 3 },
    { manifest: (all) => ({ ...all, version: 3, minReader: 3, somethingNew: true }) },
  ],
  ['a signed text that is not JSON', manifestRule('notJson'), { body: (text) => `${text}}` }],
  [
    'a signed text with a duplicate key',
    manifestRule('notCanonical'),
    { body: (text) => text.replace('"basis":{}', '"basis":{},"basis":{}') },
  ],
  [
    'a signed text with a forbidden key',
    manifestRule('forbiddenKey'),
    { body: (text) => text.replace('"basis":{}', '"basis":{"__proto__":{}}') },
  ],
  ['a signed text too deep', manifestRule('tooDeep'), manifestWith('basis', { a: [[[[[1]]]]] })],
  ['a signed text that is no object', manifestRule('shape'), { manifest: () => [] }],
  ['an unknown key', manifestRule('keys'), manifestWith('expires', '2027-01-01')],
  ['a key missing', manifestRule('keys'), { manifest: (all) => withoutKey(all, 'nonce') }],
  ['version 0', manifestRule('version'), manifestWith('version', 0)],
  ['a reader that is no number', manifestRule('minReader'), manifestWith('minReader', '1')],
  ['a version before the reader it needs', manifestRule('version'), { manifest: (all) => ({ ...all, version: 0.5 }) }],
  ['a sender that is no key', manifestRule('from'), manifestWith('from', 'ana')],
  ['a mechanism that is no digest', manifestRule('mechanism'), manifestWith('mechanism', '')],
  ['no recipients', manifestRule('to'), manifestWith('to', [])],
  [
    'recipients out of order',
    manifestRule('to'),
    manifestWith('to', [digestOfText('b'), digestOfText('a')].sort().reverse()),
  ],
  ['a recipient twice', manifestRule('to'), manifestWith('to', [id, id])],
  ['a basis that is no head', manifestRule('basis'), manifestWith('basis', { [luis.kid]: 3 })],
  [
    'runs that overlap',
    manifestRule('runs'),
    manifestWith('runs', [
      { author: ana.kid, from: 1, to: 2 },
      { author: ana.kid, from: 2, to: 3 },
    ]),
  ],
  ['a run that goes backwards', manifestRule('runs'), manifestWith('runs', [{ author: ana.kid, from: 2, to: 1 }])],
  ['a run from 0', manifestRule('runs'), manifestWith('runs', [{ author: ana.kid, from: 0, to: 1 }])],
  ['a roster version below 0', manifestRule('rosterVersion'), manifestWith('rosterVersion', -1)],
  ['a fraction of a record', manifestRule('records'), manifestWith('records', 1.5)],
  ['more records than can be counted', manifestRule('records'), manifestWith('records', 2 ** 53)],
  ['an unknown level withheld', manifestRule('withheld'), manifestWith('withheld', ['secret'])],
  ['levels withheld out of order', manifestRule('withheld'), manifestWith('withheld', ['personal', 'open'])],
  [
    'a nonce of 15 bytes',
    manifestRule('nonce'),
    manifestWith('nonce', bytesToBase64url(seedBytes('n').subarray(0, 15))),
  ],
  [
    'a listed name that climbs',
    manifestRule('entries'),
    oneListed(3, { name: 'blobs/../../../../../../../../../../../../../../x' }),
  ],
  ['the manifest listed in itself', manifestRule('entries'), oneListed(0, { name: 'manifest.json' })],
  ['the padding listed', manifestRule('entries'), oneListed(3, { name: 'padding' })],
  ['entries listed out of order', manifestRule('entries'), listed((entries) => [...entries].reverse())],
  ['an entry listed twice', manifestRule('entries'), listed((entries) => [...entries, ...entries.slice(-1)])],
  ['an entry of negative size', manifestRule('entries'), oneListed(0, { size: -1 })],
  ['an entry with no digest', manifestRule('entries'), oneListed(0, { digest: 'x' })],
  ['an entry with more to it', manifestRule('entries'), oneListed(0, { mode: 511 })],
  ['more listed than a file can hold', { type: 'truncated' }, oneListed(0, { size: 70_000_000 })],
  // ---- what the entries hold
  [
    'an entry that does not hash to what is listed',
    { type: 'wrongEntryDigest', entry: CREDENTIALS },
    oneListed(1, { digest: id }),
  ],
  [
    'a blob that does not hash to what is listed',
    { type: 'wrongEntryDigest', entry: packed.entries[3]?.name ?? '' },
    {
      laid: (all) =>
        all.map((entry) => (entry.name.startsWith('blobs/') ? { ...entry, bytes: entry.bytes.with(0, 0x4e) } : entry)),
    },
  ],
  [
    'changesets that are not compressed',
    COMPRESSION,
    { entries: withBytes(CHANGESETS, () => linesToBytes([changesetToLine(first.changeset)])) },
  ],
  ['gzip by another writer', COMPRESSION, { entries: withBytes(CHANGESETS, (bytes) => bytes.with(9, 0xff)) }],
  [
    'gzip with a file name',
    COMPRESSION,
    {
      entries: withBytes(CHANGESETS, (bytes) =>
        joinBytes(bytes.slice(0, 3), Uint8Array.of(8), bytes.slice(4, 10), textToBytes('x\0'), bytes.slice(10)),
      ),
    },
  ],
  [
    'gzip with a wrong checksum',
    COMPRESSION,
    { entries: withBytes(CHANGESETS, (bytes) => bytes.with(-8, (bytes.at(-8) ?? 0) ^ 1)) },
  ],
  [
    'gzip with a wrong length',
    COMPRESSION,
    { entries: withBytes(CHANGESETS, (bytes) => bytes.with(-4, (bytes.at(-4) ?? 0) ^ 1)) },
  ],
  ['gzip that breaks off', COMPRESSION, { entries: withBytes(CHANGESETS, (bytes) => bytes.slice(0, -20)) }],
  ['gzip of two members', COMPRESSION, { entries: withBytes(CHANGESETS, (bytes) => joinBytes(bytes, bytes)) }],
  [
    'gzip of an empty member and a whole one',
    COMPRESSION,
    { entries: withBytes(CHANGESETS, (bytes) => joinBytes(gzipOf(new Uint8Array(0)), bytes)) },
  ],
  [
    'gzip with something after it',
    COMPRESSION,
    { entries: withBytes(CHANGESETS, (bytes) => joinBytes(bytes, bytes.slice(-8))) },
  ],
  ['gzip that never ends', COMPRESSION, { entries: withBytes(CHANGESETS, () => endlessGzip()) }],
  ['a compression bomb', { type: 'tooCompressed', limit: 200 }, { entries: withBytes(CHANGESETS, () => bomb()) }],
  ['an empty line', lineRule('notJson'), packedLine('\n')],
  ['a line that is not JSON', lineRule('notJson'), packedLine('{"parts":{}\n')],
  ['a line with a space', lineRule('notCanonical'), packedLine(changesetToLine(first.changeset).replace(':', ': '))],
  [
    'a line with a carriage return',
    lineRule('notCanonical'),
    packedLine(changesetToLine(first.changeset).replace('\n', '\r\n')),
  ],
  [
    'a line with a duplicate key',
    lineRule('notCanonical'),
    packedLine(changesetToLine(first.changeset).replace('{"parts"', '{"parts":{},"parts"')),
  ],
  ['a line with a forbidden key', lineRule('forbiddenKey'), packedLine('{"__proto__":{},"parts":{}}\n')],
  ['a line too deep', lineRule('tooDeep'), packedLine('[[[[[[]]]]]]\n')],
  ['a line with more in it than any line has', lineRule('tooMany'), packedLine(`[${'{},'.repeat(500)}{}]\n`)],
  ['a line that is not UTF-8', lineRule('badUtf8'), packedLine(Uint8Array.of(0x22, 0xc3, 0x22, 0x0a))],
  ['a byte order mark', lineRule('notJson'), packedLine(`\ufeff${changesetToLine(first.changeset)}`)],
  ['a line without an end', lineRule('unended'), packedLine(changesetToLine(first.changeset).trimEnd())],
  ['a bad line after a good one', lineRule('shape', 2), packedLine(`${changesetToLine(first.changeset)}{}\n`)],
  ['a changeset with more beside it', lineRule('shape'), lineOf((value) => ({ ...value, trusted: true }))],
  ['a changeset without parts', lineRule('shape'), lineOf(({ signed }) => ({ signed }))],
  ['a part that is no text', lineRule('shape'), lineOf((value) => ({ ...value, parts: { open: [] } }))],
  ['a part under a strange name', lineRule('shape'), lineOf((value) => ({ ...value, parts: { 'OPEN ': '' } }))],
  [
    'a changeset without a signature',
    lineRule('shape'),
    lineOf((value) => ({ ...value, signed: { ...value.signed, signatures: [] } })),
  ],
  [
    'a signature of 63 bytes',
    lineRule('shape'),
    lineOf((value) => ({ ...value, signed: { ...value.signed, signatures: [{ kid: ana.kid, sig: 'A'.repeat(84) }] } })),
  ],
  [
    'a signature by no key',
    lineRule('shape'),
    lineOf((value) => ({ ...value, signed: { ...value.signed, signatures: [{ kid: 'ana', sig: 'A'.repeat(86) }] } })),
  ],
  [
    'a signed text that is no text',
    lineRule('shape'),
    lineOf((value) => ({ ...value, signed: { ...value.signed, body: {} } })),
  ],
  [
    'a signed thing of a foreign kind',
    lineRule('shape'),
    lineOf((value) => ({ ...value, signed: { ...value.signed, type: 'text/plain' } })),
  ],
  [
    'a changeset where credentials are',
    lineRule('shape'),
    { entries: withBytes(CREDENTIALS, () => linesToBytes([changesetToLine(first.changeset)])) },
  ],
  [
    'credentials that are compressed',
    lineRule('badUtf8'),
    { entries: withBytes(CREDENTIALS, (bytes) => joinBytes(gzipOf(bytes), textToBytes('\n'))) },
  ],
];

export async function hostileArchives(): Promise<readonly HostileArchive[]> {
  const made: HostileArchive[] = [];
  for (const [name, error, twist] of CASES) made.push({ name, archive: await twisted(twist), error });
  return made;
}
