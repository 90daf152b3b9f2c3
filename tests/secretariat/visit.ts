// A letterbox without a socket, and a device that calls it: the whole app over a forgetful disk, a clock the
// test sets, and requests as a real client would send them.

import { createHash } from 'node:crypto';
import type { Room } from '#secretariat/app.ts';
import { DEFAULT_LIMITS, type Limits } from '#secretariat/limits.ts';
import { openLetterbox } from '#secretariat/letterbox.ts';
import { createLog } from '#secretariat/logs.ts';
import type { S3Facts } from '#secretariat/s3-client.ts';
import type { AtRest } from '#secretariat/sealed-store.ts';
import { bytesToBase64url, textToBytes } from '#shared/base/bytes.ts';
import type { BundleId, Digest } from '#shared/base/ids.ts';
import { type Json, parseJson } from '#shared/base/json.ts';
import { type Signed, signText } from '#shared/log/envelope.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import {
  contentDigestOf,
  encodeToken,
  paths,
  requestOf,
  TOKEN_TYPE,
  type TokenBody,
  tokenText,
  uploadIdOf,
} from '#shared/wire/letterbox.ts';
import { type ForgetfulDisk, forgetfulDisk } from '#tests/fixtures/forgetful-disk.ts';
import type { FakeDevice } from '#scripts/headless/mechanism.ts';

const ORIGIN = 'https://letterbox.example';
export const START = Date.parse('2026-11-20T12:00:00.000Z');

export interface Visitable {
  readonly disk: ForgetfulDisk;
  readonly key: string;
  readonly logLines: string[];
  readonly clock: { now: number; ticks: number; stopping: boolean };
  readonly ask: (path: string, init?: RequestInit, address?: string) => Promise<Response>;
  readonly sweep: () => Promise<void>;
  readonly clear: () => Promise<void>;
  readonly move: () => Promise<void>;
  readonly refresh: () => Promise<void>;
  readonly metrics: () => string;
  /** The same folder after a restart of the process. */
  readonly reopen: (changed?: VisitOptions) => Promise<Visitable>;
}

export interface VisitOptions {
  readonly limits?: Partial<Limits>;
  readonly disk?: ForgetfulDisk;
  readonly folder?: string;
  readonly s3?: S3Facts;
  readonly clock?: Visitable['clock'];
  readonly room?: Room;
  readonly keepMergedDays?: number;
  readonly onLaptop?: AtRest;
  readonly roster?: Signed;
}

export async function openVisitable(profile: MechanismProfile, options: VisitOptions = {}): Promise<Visitable> {
  const disk = options.disk ?? forgetfulDisk();
  const clock = options.clock ?? { now: START, ticks: 0, stopping: false };
  const logLines: string[] = [];
  const { app, key, sweep, clear, refresh, move, metrics } = await openLetterbox({
    folder: options.folder ?? '/letterbox',
    s3: options.s3,
    profile,
    keepMergedDays: options.keepMergedDays,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    disk,
    log: createLog(
      (line) => logLines.push(line),
      () => clock.now,
    ),
    now: () => clock.now,
    ticks: () => clock.ticks,
    isOrigin: (origin) => origin === ORIGIN,
    isStopping: () => clock.stopping,
    room: options.room,
    onLaptop: options.onLaptop,
    roster: options.roster,
  });
  return {
    disk,
    key,
    logLines,
    clock,
    ask: async (path, init, address) =>
      app.fetch(new Request(`${ORIGIN}/${path}`, init), address === undefined ? {} : { address }),
    sweep,
    clear,
    move,
    refresh,
    metrics,
    reopen: (changed = {}) => openVisitable(profile, { ...options, disk, clock, ...changed }),
  };
}

export interface TokenFacts {
  readonly mechanism?: string;
  readonly letterbox?: string;
  readonly from?: number;
  readonly until?: number;
  readonly kid?: string;
  readonly type?: string;
  readonly credentials?: readonly Signed[];
  /** what it is signed for; by default, nothing */
  readonly request?: RequestFacts;
}

export interface RequestFacts {
  readonly path: string;
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export async function tokenOf(device: FakeDevice, mechanism: string, facts: TokenFacts = {}): Promise<string> {
  const { from = START - 60_000, until = START + 60_000, letterbox = ORIGIN, kid = device.kid } = facts;
  const { path = '', method = 'GET', headers = {} } = facts.request ?? {};
  const body = {
    mechanism: facts.mechanism ?? mechanism,
    kid,
    letterbox,
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    request: requestOf(method, path, (name) => headers[name]),
  };
  const signed = await signText(facts.type ?? TOKEN_TYPE, tokenText(body as object as TokenBody), device.signer);
  return encodeToken({ signed, credentials: facts.credentials ?? device.credentials });
}

export interface FakeBundle {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: Digest;
  readonly id: BundleId;
}

/** Bytes that look sealed. A letterbox cannot tell. */
export function fakeBundle(seed: string, size = 1000): FakeBundle {
  const bytes = new Uint8Array(createHash('shake256', { outputLength: size }).update(seed).digest());
  const sha256 = bytesToBase64url(createHash('sha256').update(bytes).digest()) as Digest;
  return { bytes, sha256, id: bytesToBase64url(sha(`id ${seed}`)) as BundleId };
}

export interface DeviceVisit {
  readonly ask: (
    path: string,
    init?: Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> },
  ) => Promise<Response>;
  readonly begin: (bundle: FakeBundle, headers?: Record<string, string>) => Promise<Response>;
  readonly send: (bundle: FakeBundle, from: number, to?: number) => Promise<Response>;
  readonly offset: (bundle: FakeBundle) => Promise<number | null>;
  readonly receipt: (bundle: FakeBundle) => Promise<Response>;
  /** begin, all bytes, receipt */
  readonly deliver: (bundle: FakeBundle) => Promise<Signed>;
}

export async function visitOf(letterbox: Visitable, device: FakeDevice, mechanism: string): Promise<DeviceVisit> {
  const ask: DeviceVisit['ask'] = async (path, init = {}) => {
    const { method, body } = init;
    const headers: Record<string, string> = {
      'tus-resumable': '1.0.0',
      ...(typeof body === 'string' && { 'content-digest': contentDigestOf(body) }),
      ...init.headers,
    };
    const minutes = { from: letterbox.clock.now - 60_000, until: letterbox.clock.now + 60_000 };
    const token = await tokenOf(device, mechanism, { ...minutes, request: { path, method, headers } });
    return letterbox.ask(path, { ...init, headers: { authorization: `Bearer ${token}`, ...headers } });
  };
  const uploadPath = (bundle: FakeBundle): string => paths.upload(uploadIdOf(device.kid, bundle.sha256));
  const visit: DeviceVisit = {
    ask,
    begin: (bundle, headers = {}) =>
      ask(paths.uploads, {
        method: 'POST',
        headers: { 'upload-length': `${bundle.bytes.length}`, 'upload-metadata': metadataOf(bundle), ...headers },
      }),
    send: (bundle, from, to = bundle.bytes.length) =>
      ask(uploadPath(bundle), {
        method: 'PATCH',
        headers: { 'upload-offset': `${from}`, 'content-type': 'application/offset+octet-stream' },
        body: bundle.bytes.slice(from, to),
      }),
    offset: async (bundle) => {
      const response = await ask(uploadPath(bundle), { method: 'HEAD' });
      return response.status === 200 ? Number(response.headers.get('upload-offset')) : null;
    },
    receipt: (bundle) => ask(paths.receipt(bundle.sha256)),
    deliver: async (bundle) => {
      const begun = await visit.begin(bundle);
      if (begun.status === 201) await visit.send(bundle, 0);
      return (await (await visit.receipt(bundle)).json()) as Signed;
    },
  };
  return visit;
}

export const metadataOf = ({ sha256, id }: FakeBundle): string =>
  `sha256 ${Buffer.from(sha256).toString('base64')},bundle ${Buffer.from(id).toString('base64')}`;

export const codeIn = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code;

/** The JSON of an answer; null of one that has none. */
export async function jsonIn(response: Response): Promise<Json> {
  const parsed = parseJson(await response.text(), { size: 10_000_000, depth: 20 });
  return parsed.ok ? parsed.value : null;
}

const sha = (text: string): Uint8Array => createHash('sha256').update(textToBytes(text)).digest();
