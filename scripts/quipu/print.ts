// What the tool says on a terminal. Texts inside a bundle were written by others: control and direction
// characters of theirs are shown as codes, so that none can move the cursor, hide a line or reverse a name.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyId } from '#shared/base/ids.ts';
import { shortCodeOf } from '#shared/base/ids.ts';
import { isJsonObject, type Json } from '#shared/base/json.ts';
import type { OpenedBundle } from '#shared/bundle/decode.ts';
import { decodeCustody } from '#shared/bundle/custody.ts';
import { decodeMergedReceipt, decodeStoredReceipt } from '#shared/bundle/receipt.ts';
import { decodeRequest, type Run } from '#shared/bundle/request.ts';
import { openChangeset, type VerifiedChangeset } from '#shared/log/changeset.ts';
import type { KnownKeys, SignatureState } from './known-keys.ts';
import { type AuthorSummary, summaryOf, type Verdict } from './verify.ts';

export interface FileFacts {
  readonly path: string;
  readonly size: number | null;
  readonly suite: string | null;
  readonly recipients: number | null;
}

// oxlint-disable-next-line no-control-regex -- these are the characters that must not reach a terminal
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export const safeText = (text: string): string =>
  text.replaceAll(UNSAFE, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Refusals that only this tool has; the app's are in errors.json. */
const TOOL_WORDS: { readonly [type: string]: string } = {
  noIdentity: 'Only the seal was looked at. Name an age identity file with --identity to open it.',
  unknownSigner: 'The key that signed the manifest is not in the roster, nor, where none is given, in the bundle.',
  changesetRefused: 'A changeset in it would be refused.',
  manifestDiffers: 'The manifest does not say what the bundle holds.',
};

/** The words of a typed problem, in English; none where they need facts filled in. */
function wordsOf({ type }: { readonly type: string }): string {
  const path = join(import.meta.dirname, '../../resources/locales/en/errors.json');
  const words = TOOL_WORDS[type] ?? (JSON.parse(readFileSync(path, 'utf8')) as { readonly [type: string]: Json })[type];
  const text = isJsonObject(words) ? words['what'] : words;
  return typeof text === 'string' && !text.includes('{{') ? text : '';
}

export function refusalLines(reason: { readonly type: string }, file: FileFacts): readonly string[] {
  const { type, ...facts } = reason;
  const details = Object.keys(facts).length === 0 ? '' : ` ${JSON.stringify(facts)}`;
  return [
    `REFUSED  ${type}${details}`,
    ...[wordsOf(reason)].filter((text) => text !== '').map((text) => `  ${text}`),
    ...fileLines(file),
  ];
}

export function verdictLines(verdict: Verdict, file: FileFacts, isNamed: boolean): readonly string[] {
  const { holds, missing, signatures } = verdict;
  const nameOf = (kid: KeyId): string =>
    authorText(
      verdict.authors.find((author) => author.kid === kid),
      kid,
    );
  return [
    `bundle     ${verdict.code}  ${verdict.bundle}`,
    ...fileLines(file),
    `from       ${authorText(verdict.from, verdict.from.kid)}; signature ${stateText(verdict.signature, verdict.from, isNamed)}`,
    `for me     ${verdict.isAddressedToMe ? 'yes' : 'not named among its readers'}`,
    `mechanism  ${verdict.mechanism ?? 'none: made before joining one'}`,
    `holds      ${holds.changesets} changesets on ${verdict.records} records, ${holds.credentials} credentials, ${holds.rosters} rosters, ${holds.receipts} receipts, ${holds.requests} requests, ${holds.custody} lines of custody, ${holds.blobs} attachments (${holds.bytes} bytes)`,
    ...verdict.runs.map(({ author, from, to }) => `  changesets ${from} to ${to} of ${nameOf(author)}`),
    ...(verdict.unchecked > 0
      ? [`  ${verdict.unchecked} of them by authors whose key is not known: not checked, and held until it is`]
      : []),
    ...Object.entries(signatures)
      .filter(([, counts]) => counts.good + counts.bad + counts.unknownKey > 0)
      .map(
        ([part, counts]) =>
          `  ${part}: ${counts.good} signatures good, ${counts.bad} bad, ${counts.unknownKey} by keys not known`,
      ),
    ...filesLines(verdict.files),
    ...missingLines(missing, nameOf),
    ...verdict.refused.map(
      ({ author, seq, reason }) =>
        `refused    changeset ${seq ?? '?'} of ${author === null ? '?' : nameOf(author)}: ${reason.type}`,
    ),
  ];
}

function filesLines({ good, wrong, unchecked, elsewhere }: Verdict['files']): readonly string[] {
  return [
    ...(good > 0 ? [`  ${good} attachments are the files that cells here name`] : []),
    ...(unchecked > 0 ? [`  ${unchecked} attachments are named by no cell here: not checked`] : []),
    ...(elsewhere > 0 ? [`  ${elsewhere} attachments that cells here name are not in this bundle`] : []),
    ...wrong.map((digest) => `refused    attachment ${digest}: wrongFile`),
  ];
}

function missingLines(missing: Verdict['missing'], nameOf: (kid: KeyId) => string): readonly string[] {
  const { gaps, prerequisites, withheld } = missing;
  if (gaps.length + prerequisites.length + withheld.length === 0) return ['missing    nothing'];
  return [
    ...prerequisites.map(
      ({ author, seq, id }) =>
        `builds on  changeset ${seq} of ${nameOf(author)} (${id}), which its reader is taken to have`,
    ),
    ...gaps.map(({ author, from, to }) => `missing    changesets ${from} to ${to} of ${nameOf(author)}`),
    ...withheld.map(
      ({ author, seq, levels }) => `withheld   ${levels.join(', ')} of changeset ${seq} of ${nameOf(author)}`,
    ),
  ];
}

export function inspectLines(opened: OpenedBundle, keys: KnownKeys): readonly string[] {
  const { manifest } = opened;
  const nameOf = (kid: KeyId): string => authorText(summaryOf(kid, keys), kid);
  const runText = ({ author, from, to }: Run): string => `${from} to ${to} of ${nameOf(author)}`;
  return [
    `manifest   ${opened.id}`,
    `  version ${manifest.version}, for readers of version ${manifest.minReader} and later`,
    `  from ${nameOf(manifest.from)}`,
    ...manifest.to.map((digest) => `  to ${digest}`),
    ...Object.entries(manifest.basis).map(
      ([kid, head]) => `  builds on changeset ${head.seq} of ${nameOf(kid as KeyId)}`,
    ),
    ...manifest.runs.map((run) => `  holds changesets ${runText(run)}`),
    ...manifest.entries.map(({ name, size, digest }) => `  entry ${name}, ${size} bytes, SHA-256 ${digest}`),
    `  ${manifest.records} records, roster ${manifest.rosterVersion}, withheld: ${manifest.withheld.join(', ') || 'nothing'}`,
    ...opened.changesets.flatMap((changeset) => {
      const result = openChangeset(changeset);
      return result.ok ? changesetLines(result.value, nameOf) : [`changeset  refused: ${result.error.type}`];
    }),
    ...opened.receipts.flatMap((signed) => {
      const stored = decodeStoredReceipt(signed);
      if (stored !== undefined)
        return [
          `receipt    stored by ${nameOf(stored.letterbox)} at ${stored.at}: file ${stored.sha256}, ${stored.size} bytes`,
        ];
      const merged = decodeMergedReceipt(signed);
      if (merged === undefined) return ['receipt    not understood'];
      return [
        `receipt    merged by ${nameOf(merged.by)}: bundle ${shortCodeOf(merged.bundle)}, ${merged.held.length} held, ${merged.refused.length} refused`,
      ];
    }),
    ...opened.requests.flatMap((signed) => {
      const request = decodeRequest(signed);
      return request === undefined
        ? ['request    not understood']
        : request.needs.map((run) => `request    of ${nameOf(request.from)}: changesets ${runText(run)}`);
    }),
    ...opened.custody.map((signed) => {
      const line = decodeCustody(signed);
      if (line === undefined) return 'custody    not understood';
      const doubt = line.at.doubt === null ? '' : ` (doubtful: ${line.at.doubt})`;
      const about = [...line.runs.map(runText), ...line.files].join(', ');
      return `custody    ${nameOf(line.by)} had bundle ${shortCodeOf(line.bundle)} from ${nameOf(line.from)}, ${safeText(line.at.time)}${doubt}: ${about}`;
    }),
    ...opened.blobs.map(({ digest, bytes }) => `attachment ${digest}, ${bytes.length} bytes`),
  ];
}

function changesetLines(
  { id, body, changes, withheld }: VerifiedChangeset,
  nameOf: (kid: KeyId) => string,
): readonly string[] {
  const doubt = body.at.doubt === null ? '' : ` (doubtful: ${body.at.doubt})`;
  return [
    `changeset  ${body.seq} of ${nameOf(body.author)}, ${body.at.time}${doubt}, ${body.app}, ${id}`,
    ...Object.entries(changes).flatMap(([level, list]) =>
      list.map(({ record, kind, cell, value, replaces }) => {
        const replaced = replaces.length === 0 ? '' : `, replaces ${replaces.length}`;
        return `  ${level.padEnd(10)} ${kind} ${record} ${cell} = ${JSON.stringify(value)}${replaced}`;
      }),
    ),
    ...withheld.map((level) => `  ${level.padEnd(10)} withheld`),
  ];
}

const fileLines = ({ path, size, suite, recipients }: FileFacts): readonly string[] => [
  `file       ${path}${size === null ? '' : `, ${size} bytes`}`,
  ...(suite === null ? [] : [`sealed     ${suite}, to ${recipients} ${recipients === 1 ? 'reader' : 'readers'}`]),
];

function authorText(author: AuthorSummary | undefined, kid: KeyId): string {
  if (author === undefined || author.name === null) return kid;
  const place = [author.organisation, author.role].filter((text) => text !== null && text !== author.name).join(', ');
  return `${author.name}${place === '' ? '' : ` (${place})`}${author.isVouched ? '' : ' [as the bundle says]'}`;
}

function stateText(state: SignatureState, from: AuthorSummary, isNamed: boolean): string {
  if (state === 'unknownKey') return 'not checked: its key is not known';
  if (state === 'bad') return 'does NOT hold';
  return from.isVouched
    ? 'holds'
    : isNamed
      ? 'holds, by a key that the roster does not name'
      : 'holds; no --roster vouches for the name';
}
