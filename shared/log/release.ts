// Stage 2, a new version of the app as a file on a stick. The file, format 1:
//   "chasqui-update/1" LF      what it is: a later format says another number
//   signed LF                  JSON of a signed thing (envelope.ts) of at most MOST_HEAD bytes, its body canonical JSON
//   the installer              exactly `size` bytes, whose SHA-256 is `sha256`, to the end of the file
// body = JCS { app, arch, format, madeAt, name, platform, sha256, size, until, version }. It is signed by a key of whoever
// publishes the app, which lies on no server: the app knows its public half. Versions only rise, and nothing is taken
// after `until`, so that an old version cannot be handed out as the newest for ever. What is refused, and why: ReleaseProblem.

import { textToBytes, bytesToText, type Bytes } from '../base/bytes.ts';
import { type Digest, isId } from '../base/ids.ts';
import { canonicalText, hasOnlyKeys, isJsonObject, type Json, parseJson } from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';
import { bodyOf, isSigned, isSignedBy, type Signed, type Signer, signValue } from './envelope.ts';

export const RELEASE_TYPE = 'application/vnd.chasqui.release+json;v=1';
export const RELEASE_EXTENSION = 'chasqui';

export interface Release {
  /** three numbers */
  readonly version: string;
  /** as Node names it: win32, darwin, linux */
  readonly platform: string;
  /** as Node names it: x64, arm64 */
  readonly arch: string;
  /** of the installer: a file's name on every system, and nothing but a name */
  readonly name: string;
  /** bytes of the installer */
  readonly size: number;
  readonly sha256: Digest;
  /** YYYY-MM-DD */
  readonly madeAt: string;
  /** YYYY-MM-DD: the last day on which it is taken */
  readonly until: string;
}

export type ReleaseProblem =
  /** this build knows no key of whoever publishes it */
  | { readonly type: 'noReleaseKey' }
  | { readonly type: 'notAnUpdate' }
  /** of a later format than this app reads */
  | { readonly type: 'newerUpdateFormat' }
  /** another key signed it, or what was signed is not what is there */
  | { readonly type: 'foreignUpdate' }
  /** for another kind of computer */
  | { readonly type: 'updateElsewhere'; readonly platform: string; readonly arch: string }
  /** `here`: the newest version that this computer has, or has taken */
  | { readonly type: 'updateNotNewer'; readonly version: string; readonly here: string; readonly until: string }
  | { readonly type: 'updateExpired'; readonly until: string };

/** Where a release is to be taken. */
export interface ReleasePlace {
  /** of the app that takes it */
  readonly version: string;
  /** the newest that was taken here: it may be taken again, for it may not have been installed, and none before it */
  readonly newest: string;
  readonly platform: string;
  readonly arch: string;
  /** YYYY-MM-DD, by the clock of this computer, and never before the app was built */
  readonly today: string;
  /** public keys of whoever publishes the app */
  readonly keys: readonly string[];
}

/** No head is longer. */
export const MOST_HEAD = 8 * 1024;
/** No installer is larger. */
const MOST_SIZE = 1024 ** 3;
const FORMAT = 1;
const APP = 'org.chasqui.notebook';
const MAGIC = /^chasqui-update\/([1-9]\d{0,5})\n/;
const CAPS = { size: MOST_HEAD, depth: 6 };

/** What stands before the installer in the file. */
export async function releaseHead(release: Release, signer: Signer): Promise<Bytes> {
  const signed = await signValue(RELEASE_TYPE, { app: APP, format: FORMAT, ...release } as object as Json, signer);
  return textToBytes(`chasqui-update/${FORMAT}\n${canonicalText(signed as object as Json)}\n`);
}

export interface ReadRelease {
  readonly release: Release;
  /** where the installer begins in the file */
  readonly begins: number;
}

/** @param begin of the file: its first MOST_HEAD bytes, or all of a shorter one */
export async function readRelease(begin: Bytes, place: ReleasePlace): Promise<Result<ReadRelease, ReleaseProblem>> {
  if (place.keys.length === 0) return err({ type: 'noReleaseKey' });
  const head = headIn(begin);
  if (!head.ok) return head;
  const { signed, begins } = head.value;
  if (!(await isByAny(signed, place.keys))) return err({ type: 'foreignUpdate' });
  const release = releaseIn(signed);
  if (release === undefined) return err({ type: 'newerUpdateFormat' });
  const { platform, arch, version, until } = release;
  if (platform !== place.platform || arch !== place.arch) return err({ type: 'updateElsewhere', platform, arch });
  const here = isNewer(place.newest, place.version) ? place.newest : place.version;
  if (!isNewer(version, place.version) || isNewer(here, version))
    return err({ type: 'updateNotNewer', version, here, until });
  if (until < place.today) return err({ type: 'updateExpired', until });
  return ok({ release, begins });
}

/** Whether one version comes after another. */
export function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((each) => each.split('.').map(Number));
  for (const at of [0, 1, 2]) {
    const [ours = 0, theirs = 0] = [a?.[at], b?.[at]];
    if (ours !== theirs) return ours > theirs;
  }
  return false;
}

/** How an installer is handed out. */
export type Form = 'exe' | 'zip' | 'dmg' | 'deb' | 'AppImage' | 'tar.gz';

/** Under which name the newest version lies at an address: one for each kind of computer and way of installing. */
export const newestName = ({ platform, arch }: Pick<Release, 'platform' | 'arch'>, form: string): string =>
  `${platform}-${arch}.${form}.${RELEASE_EXTENSION}`;

/** Of an installer's name. */
export const formOf = (name: string): string => FORM.exec(name)?.[1] ?? '';

export const isVersion = (text: unknown): text is string => typeof text === 'string' && VERSION.test(text);
export const isDay = (text: unknown): text is string => typeof text === 'string' && DAY.test(text);
export const isInstallerName = (text: unknown): text is string => typeof text === 'string' && NAME.test(text);

const VERSION = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const FORM = /\.(exe|zip|dmg|deb|AppImage|tar\.gz)$/;
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,40}([._-][A-Za-z0-9_-]{1,40}){0,6}\.(exe|zip|dmg|deb|AppImage|tar\.gz)$/;

function headIn(begin: Bytes): Result<{ readonly signed: Signed; readonly begins: number }, ReleaseProblem> {
  const first = begin.indexOf(LF);
  const magic = MAGIC.exec(first < 0 ? '' : (bytesToText(begin.subarray(0, first + 1)) ?? ''));
  if (magic === null) return err({ type: 'notAnUpdate' });
  if (Number(magic[1]) > FORMAT) return err({ type: 'newerUpdateFormat' });
  const second = begin.indexOf(LF, first + 1);
  const text = second < 0 ? undefined : bytesToText(begin.subarray(first + 1, second));
  const parsed = text === undefined ? undefined : parseJson(text, CAPS);
  if (parsed?.ok !== true || !isSigned(parsed.value)) return err({ type: 'notAnUpdate' });
  return ok({ signed: parsed.value as object as Signed, begins: second + 1 });
}

const LF = 0x0a;

async function isByAny(signed: Signed, keys: readonly string[]): Promise<boolean> {
  for (const signature of signed.signatures)
    for (const key of keys) if (await isSignedBy(signed, signature, key)) return true;
  return false;
}

/** Undefined: it is signed by the right key, and says what this app does not read. */
function releaseIn(signed: Signed): Release | undefined {
  const body = bodyOf(signed, RELEASE_TYPE, CAPS);
  const known = ['app', 'arch', 'format', 'madeAt', 'name', 'platform', 'sha256', 'size', 'until', 'version'];
  if (!isJsonObject(body) || !hasOnlyKeys(body, known)) return undefined;
  const { app, format, arch, madeAt, name, platform, sha256, size, until, version } = body;
  const isRead =
    app === APP &&
    format === FORMAT &&
    isPlain(arch) &&
    isPlain(platform) &&
    isDay(madeAt) &&
    isDay(until) &&
    isInstallerName(name) &&
    isId(sha256) &&
    isVersion(version) &&
    Number.isSafeInteger(size) &&
    (size as number) > 0 &&
    (size as number) <= MOST_SIZE;
  return isRead ? ({ arch, madeAt, name, platform, sha256, size, until, version } as object as Release) : undefined;
}

const isPlain = (text: Json | undefined): boolean => typeof text === 'string' && /^[a-z0-9]{1,20}$/.test(text);
