// The letterbox on the wire: what a device and a letterbox say to one another over HTTP, version 1. Uploads
// are tus 1.0 (https://tus.io/protocols/resumable-upload) under `uploads`; all else is JSON. A letterbox
// holds sealed bytes under their SHA-256 and answers with *stored* receipts; it merges nothing and can read
// nothing. Every refusal is one code of the list below, with a number where one helps, and nothing a client
// sent is ever said back. Paths are relative to the letterbox's address, which may have a path of its own.

import { base64urlToBytes, bytesToBase64url, bytesToText, textToBytes } from '../base/bytes.ts';
import { type BundleId, type Digest, digestOfText, isId, type KeyId } from '../base/ids.ts';
import { canonicalText, hasOnlyKeys, isJsonObject, type Json, parseCanonical, parseJson } from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';
import { isSafePublicKey, type Signature, type Signed } from '../log/envelope.ts';

export const LETTERBOX_FORMAT = 'chasqui-letterbox/1';

export const paths = {
  /** GET, by anyone: who this letterbox is, what it takes, what time it thinks it is */
  about: 'v1/about',
  /** tus; metadata `sha256` (of the sealed file) and `bundle` (its id), nothing else */
  uploads: 'v1/uploads',
  upload: (id: Digest): string => `v1/uploads/${id}`,
  /** GET, by anyone enrolled: the *stored* receipt, or 404 while the bundle is not here */
  receipt: (sha256: Digest): string => `v1/receipts/${sha256}`,
  /** GET ?after=cursor&limit=, by readers: what is here, in the order it came */
  bundles: 'v1/bundles',
  /** GET and HEAD with Range, by readers: the sealed bytes */
  bundle: (sha256: Digest): string => `v1/bundles/${sha256}`,
  /** GET ?after=cursor, by its owner: what waits for this device. DELETE ?upTo=cursor: has it */
  outTray: 'v1/out-tray',
  /** POST { signed: [] }, by readers; `Content-Digest` is needed, for the token names the request and not its body */
  outTrayOf: (kid: KeyId): string => `v1/out-tray/${kid}`,
} as const;

/** Why a letterbox says no, and with which status. An unknown failure is a bare 500 without a code. */
export const statusByCode = {
  badRequest: 400,
  tokenMissing: 401,
  tokenMalformed: 401,
  tokenWrongLetterbox: 401,
  tokenWrongMechanism: 401,
  /** it was signed for another request */
  tokenWrongRequest: 401,
  /** comes with `time`: the letterbox's clock, to sign again with */
  tokenWrongTime: 401,
  notEnrolled: 403,
  revoked: 403,
  notAReader: 403,
  notFound: 404,
  /** the receipt is there to be fetched */
  alreadyStored: 409,
  wrongOffset: 409,
  /** comes with `limit`, in bytes */
  tooLarge: 413,
  wrongRange: 416,
  wrongDigest: 422,
  tooManyRequests: 429,
  tooManyUploads: 429,
  stopping: 503,
  full: 507,
  /** this device has left as much as one device may */
  quotaReached: 507,
} as const;

export type LetterboxCode = keyof typeof statusByCode;

export interface Refusal {
  readonly code: LetterboxCode;
  readonly limit?: number;
  readonly time?: string;
}

export interface About {
  readonly format: typeof LETTERBOX_FORMAT;
  /** Ed25519 public key that signs its receipts, 32 bytes base64url */
  readonly key: string;
  readonly mechanism: Digest;
  /** ISO 8601 UTC */
  readonly time: string;
  readonly bundleBytes: number;
}

export interface Listing {
  readonly items: readonly ListedBundle[];
  /** ask again with this cursor; null: that is all for now */
  readonly next: string | null;
}

export interface ListedBundle {
  readonly cursor: string;
  readonly sha256: Digest;
  readonly size: number;
  /** what its sender called it: a claim, since the letterbox cannot open it */
  readonly bundle: BundleId | null;
  readonly at: string;
}

export interface OutTray {
  readonly items: readonly { readonly cursor: string; readonly signed: Signed }[];
  readonly next: string | null;
}

// ---- token: `Authorization: Bearer base64url(JSON signed) . base64url(JSON credentials)`, one for each request

export const TOKEN_TYPE = 'application/vnd.chasqui.token+json;v=1';
export const MAX_TOKEN_SECONDS = 600;
/** characters, as it stands in the header */
const MAX_TOKEN = 24 * 1024;
const MAX_CREDENTIALS = 6;

/**
 * One device's word to one letterbox that it asks this one thing, within a few minutes of that letterbox's clock. Who
 * overhears it (plain HTTP, on a LAN) can say the same again meanwhile, which changes nothing and tells what was heard
 * already; and nothing else.
 */
export interface TokenBody {
  readonly mechanism: Digest;
  readonly kid: KeyId;
  /** origin, such as https://letterbox.example */
  readonly letterbox: string;
  /** ISO 8601 UTC with milliseconds */
  readonly from: string;
  readonly until: string;
  /** what is asked: see requestOf */
  readonly request: Digest;
}

export interface Token {
  readonly signed: Signed;
  /** the chain of its device: organisation's and device's credential */
  readonly credentials: readonly Signed[];
}

export const tokenText = (body: TokenBody): string => canonicalText(body as object as Json);

/** What beside method and path says what is asked. */
const BOUND_HEADERS = ['content-digest', 'upload-length', 'upload-metadata', 'upload-offset'] as const;

/** The digest of a request. `path`: under the letterbox's address, with its query. HEAD asks what GET asks. */
export const requestOf = (method: string, path: string, header: (name: string) => string | null | undefined): Digest =>
  digestOfText(
    canonicalText([
      method.toUpperCase() === 'HEAD' ? 'GET' : method.toUpperCase(),
      path,
      ...BOUND_HEADERS.map((name) => header(name) ?? null),
    ]),
  );

/** `Content-Digest` (RFC 9530) of a body of text. */
export const contentDigestOf = (body: string): string =>
  `sha-256=:${(digestOfText(body) as string).replaceAll('-', '+').replaceAll('_', '/')}=:`;

export const encodeToken = ({ signed, credentials }: Token): string =>
  [signed, credentials].map((part) => bytesToBase64url(textToBytes(JSON.stringify(part)))).join('.');

/** The chain of a token, as it stands there: the same in every token of a device. */
export const chainIn = (token: string): string => token.slice(token.indexOf('.') + 1);

/** Takes a token apart. Nothing is verified here. */
export function decodeToken(text: string): Result<Token & { readonly body: TokenBody }, 'malformed'> {
  const malformed = err('malformed' as const);
  if (text.length > MAX_TOKEN) return malformed;
  const parts = text.split('.').map(partOfToken);
  const signed = decodeSigned(parts[0]);
  const credentials = decodeSignedList(parts[1], MAX_CREDENTIALS);
  if (parts.length !== 2 || signed?.type !== TOKEN_TYPE || signed.signatures.length !== 1) return malformed;
  if (credentials === undefined) return malformed;
  const body = decodeTokenBody(signed.body);
  return body === undefined ? malformed : ok({ signed, credentials, body });
}

function partOfToken(text: string): Json | undefined {
  const bytes = base64urlToBytes(text);
  const json = bytes && bytesToText(bytes);
  const parsed = json === undefined ? undefined : parseJson(json, { size: MAX_TOKEN, depth: 6 });
  return parsed?.ok === true ? parsed.value : undefined;
}

function decodeTokenBody(text: string): TokenBody | undefined {
  const parsed = parseCanonical(text, { size: 2000, depth: 2 });
  if (!parsed.ok || !isJsonObject(parsed.value)) return undefined;
  if (!hasOnlyKeys(parsed.value, ['mechanism', 'kid', 'letterbox', 'from', 'until', 'request'])) return undefined;
  const { mechanism, kid, letterbox, from, until, request } = parsed.value;
  const areIds = isId(mechanism) && isId(kid) && isId(request);
  const fits = areIds && typeof letterbox === 'string' && isInstant(from) && isInstant(until);
  return fits ? (parsed.value as object as TokenBody) : undefined;
}

// ---- uploads

/** One device's upload of one file has one id: whoever lost the address of a half upload finds it again. */
export const uploadIdOf = (kid: KeyId, sha256: Digest): Digest => digestOfText(canonicalText(['upload', kid, sha256]));

export interface UploadMetadata {
  readonly sha256: Digest;
  readonly bundle: BundleId | null;
}

/** The only metadata there is. Two spellings of one key, any other key and any other value are refused. */
export function decodeUploadMetadata(header: string | null): UploadMetadata | undefined {
  if (header === null || header.length > 200) return undefined;
  const values = new Map<string, string>();
  for (const pair of header.split(',')) {
    const [key = '', value = '', ...rest] = pair.split(' ');
    const bytes = base64urlToBytes(
      value
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replace(/={1,2}$/, ''),
    );
    const text = bytes && bytesToText(bytes);
    if (rest.length > 0 || text === undefined || values.has(key)) return undefined;
    values.set(key, text);
  }
  const sha256 = values.get('sha256');
  const bundle = values.get('bundle') ?? null;
  if (values.size > (bundle === null ? 1 : 2) || !isId(sha256) || (bundle !== null && !isId(bundle))) return undefined;
  return { sha256: sha256 as string as Digest, bundle: bundle as BundleId | null };
}

// ---- answers, as the device decodes them: more keys than these are a newer letterbox's, and no harm

export function decodeAbout(value: Json): About | undefined {
  if (!isJsonObject(value) || value['format'] !== LETTERBOX_FORMAT) return undefined;
  const { key, mechanism, time, bundleBytes } = value;
  const fits =
    typeof key === 'string' && isSafePublicKey(key) && isId(mechanism) && isInstant(time) && isSize(bundleBytes);
  return fits ? (value as object as About) : undefined;
}

export function decodeRefusal(value: Json): Refusal | undefined {
  if (!isJsonObject(value)) return undefined;
  const { code, limit, time } = value;
  if (typeof code !== 'string' || !Object.hasOwn(statusByCode, code)) return undefined;
  return { code: code as LetterboxCode, ...(isSize(limit) && { limit }), ...(isInstant(time) && { time }) };
}

export function decodeListing(value: Json): Listing | undefined {
  if (!isPage(value)) return undefined;
  const fits = value.items.every(
    (item) =>
      isJsonObject(item) &&
      isCursor(item['cursor']) &&
      isId(item['sha256']) &&
      isSize(item['size']) &&
      (item['bundle'] === null || isId(item['bundle'])),
  );
  return fits ? (value as object as Listing) : undefined;
}

export function decodeOutTray(value: Json): OutTray | undefined {
  if (!isPage(value)) return undefined;
  const fits = value.items.every(
    (item) => isJsonObject(item) && isCursor(item['cursor']) && decodeSigned(item['signed']) !== undefined,
  );
  return fits ? (value as object as OutTray) : undefined;
}

/** A signed thing out of foreign JSON; its signature is for the caller to verify. */
export function decodeSigned(value: Json | undefined): Signed | undefined {
  if (!isJsonObject(value) || !hasOnlyKeys(value, ['type', 'body', 'signatures'])) return undefined;
  const { type, body, signatures } = value;
  if (typeof type !== 'string' || type.length > 200 || typeof body !== 'string' || body.length > MAX_SIGNED_BODY)
    return undefined;
  if (!Array.isArray(signatures) || signatures.length > 20 || !signatures.every(isSignature)) return undefined;
  return { type, body, signatures: signatures as readonly Signature[] };
}

export function decodeSignedList(value: Json | undefined, limit: number): readonly Signed[] | undefined {
  if (!Array.isArray(value) || value.length > limit) return undefined;
  const list = (value as readonly Json[]).map(decodeSigned);
  return list.every((item) => item !== undefined) ? list : undefined;
}

export const isCursor = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9]{12}[A-Za-z0-9_.-]{0,100}$/.test(value);

/** Characters of a signed body in an out-tray; as the IPC schema has it. */
const MAX_SIGNED_BODY = 300_000;

const isPage = (value: Json): value is { readonly items: readonly Json[]; readonly next: string | null } =>
  isJsonObject(value) && Array.isArray(value['items']) && (value['next'] === null || isCursor(value['next']));

const isSignature = (value: Json): boolean =>
  isJsonObject(value) &&
  hasOnlyKeys(value, ['kid', 'sig']) &&
  isId(value['kid']) &&
  typeof value['sig'] === 'string' &&
  value['sig'].length <= 100;

/** The 99th of a month is the time of a letterbox that lies. */
const INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const isInstant = (value: Json | undefined): value is string => typeof value === 'string' && INSTANT.test(value);

const isSize = (value: Json | undefined): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
