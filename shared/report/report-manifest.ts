// Stage 5, what a report was made from: signed by the device that made it, it names its settings, each record in which
// version (the changesets whose writes stood in it), and the digest of what the report says. In a DOCX it travels inside
// (docx-package.ts) and vouches for the words, since Word writes the file anew whenever it is saved; beside any other
// file it lies as a file of its own and vouches for every byte. Nothing in it is a name, a place or a text.

import {
  type ChangesetId,
  type Digest,
  digestOf,
  digestOfText,
  isId,
  isRecordId,
  type KeyId,
  type RecordId,
} from '../base/ids.ts';
import { hasOnlyKeys, isJsonObject, type Json, type JsonObject, parseJson } from '../base/json.ts';
import { bodyOf, isSignedBy, type Signature, type Signed, type Signer, signValue } from '../log/envelope.ts';
import { addManifest, manifestIn, textOfDocx } from './docx-package.ts';

export const REPORT_TYPE = 'application/vnd.chasqui.report+json;v=1';

export interface ReportManifest {
  /** what it was asked for with: the same settings and records give the same report */
  readonly settings: JsonObject;
  readonly records: Readonly<Record<string, readonly ChangesetId[]>>;
  readonly content: Digest;
}

/** Characters of a manifest: some 50,000 records. */
const CAPS = { size: 8_000_000, depth: 8 };

const signReport = (manifest: ReportManifest, signer: Signer): Promise<Signed> =>
  signValue(REPORT_TYPE, manifest as object as Json, signer);

/** What a report says: of a DOCX its words, of any other file its bytes. */
function contentOf(name: string, bytes: Uint8Array): Digest {
  const text = name.toLowerCase().endsWith('.docx') ? textOfDocx(bytes) : undefined;
  return text === undefined ? digestOf(bytes) : digestOfText(text);
}

export interface UnsealedReport {
  readonly kind: 'csv' | 'xlsx' | 'docx' | 'pdf' | 'geojson';
  /** without its ending */
  readonly name: string;
  readonly settings: object;
  readonly versions: ReadonlyMap<RecordId, readonly ChangesetId[]>;
  /** a DOCX without its manifest, which is put into it here */
  readonly bytes: Uint8Array;
}

/** A report as it leaves: with its manifest inside, or beside it where it cannot travel inside. */
export interface SealedReport {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** null: it is inside */
  readonly beside: string | null;
}

export async function sealReport(report: UnsealedReport, signer: Signer): Promise<SealedReport> {
  const { kind, settings, versions, bytes } = report;
  const name = `${report.name}.${kind}`;
  const manifest = {
    settings: settings as JsonObject,
    records: Object.fromEntries([...versions].map(([id, version]) => [id as string, version])),
    content: contentOf(name, bytes),
  };
  const text = reportToText(await signReport(manifest, signer));
  return kind === 'docx' ? { name, bytes: addManifest(bytes, text), beside: null } : { name, bytes, beside: text };
}

/** A report as somebody brings it back. */
export interface BroughtReport {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** the manifest that lay beside it */
  readonly beside: string | undefined;
}

export type OpenedReport =
  /** no manifest of ours, or its maker is nobody known */
  | { readonly type: 'unknown'; readonly isOurs: boolean }
  /** what it says is not what was saved, or the manifest was touched */
  | { readonly type: 'altered' }
  | { readonly type: 'whole'; readonly manifest: ReportManifest; readonly by: KeyId };

/** @param keyOf the public key of a known maker */
export async function openReport(
  { name, bytes, beside }: BroughtReport,
  keyOf: (kid: KeyId) => string | undefined,
): Promise<OpenedReport> {
  const text = manifestIn(bytes) ?? beside;
  const report = text === undefined ? undefined : textToReport(text);
  const [signature] = report?.signed.signatures ?? [];
  const key = signature === undefined ? undefined : keyOf(signature.kid);
  if (report === undefined || signature === undefined || key === undefined)
    return { type: 'unknown', isOurs: text !== undefined };
  const { signed, manifest } = report;
  const isWhole = (await isSignedBy(signed, signature, key)) && contentOf(name, bytes) === manifest.content;
  return isWhole ? { type: 'whole', manifest, by: signature.kid } : { type: 'altered' };
}

const reportToText = (signed: Signed): string => JSON.stringify(signed);

/** A signed manifest out of a file; its signature is for the caller to verify. undefined: it is none. */
export function textToReport(text: string): { readonly signed: Signed; readonly manifest: ReportManifest } | undefined {
  const parsed = parseJson(text, { size: CAPS.size * 1.3, depth: CAPS.depth });
  if (!parsed.ok || !isJsonObject(parsed.value)) return undefined;
  const { type, body, signatures } = parsed.value;
  if (type !== REPORT_TYPE || typeof body !== 'string' || !Array.isArray(signatures)) return undefined;
  if (signatures.length !== 1 || !(signatures as readonly Json[]).every(isSignature)) return undefined;
  const signed: Signed = { type, body, signatures: signatures as unknown as readonly Signature[] };
  const manifest = manifestOf(bodyOf(signed, REPORT_TYPE, CAPS));
  return manifest === undefined ? undefined : { signed, manifest };
}

function manifestOf(body: JsonObject | undefined): ReportManifest | undefined {
  if (body === undefined || !hasOnlyKeys(body, ['settings', 'records', 'content'])) return undefined;
  const { settings, records, content } = body;
  if (settings === undefined || !isJsonObject(settings) || records === undefined || !isJsonObject(records))
    return undefined;
  const areVersions = Object.entries(records).every(
    ([id, version]) => isRecordId(id) && Array.isArray(version) && (version as readonly Json[]).every(isId),
  );
  return isId(content) && areVersions ? (body as object as ReportManifest) : undefined;
}

const isSignature = (value: Json): boolean =>
  isJsonObject(value) && hasOnlyKeys(value, ['kid', 'sig']) && isId(value['kid']) && typeof value['sig'] === 'string';

/** What became of the records that a report was made from. */
export interface ReportChanges {
  readonly changed: readonly RecordId[];
  /** deleted, or may no longer stand in such a report */
  readonly withdrawn: readonly RecordId[];
  /** not on this device */
  readonly notHere: readonly RecordId[];
  /** would stand in it now */
  readonly added: readonly RecordId[];
}

/**
 * @param now what the same settings give now
 * @param isHere whether a record is on this device at all
 */
export function reportChanges(
  then: ReportManifest['records'],
  now: ReportManifest['records'],
  isHere: (id: RecordId) => boolean,
): ReportChanges {
  const before = Object.keys(then) as RecordId[];
  const gone = before.filter((id) => now[id] === undefined);
  return {
    changed: before.filter((id) => now[id] !== undefined && now[id].join() !== then[id]?.join()).sort(),
    withdrawn: gone.filter(isHere).sort(),
    notHere: gone.filter((id) => !isHere(id)).sort(),
    added: (Object.keys(now) as RecordId[]).filter((id) => then[id] === undefined).sort(),
  };
}
