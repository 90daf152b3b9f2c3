// Stage 2, an invitation: who invites, into which mechanism, to do what, until when, and a commitment to a secret
// that is told only after the answer came (docs/decisions/enrolment-in-four-steps.md). 52 bytes, so that one code
// holds it: ids are cut to 16 bytes, and what is granted in the end is checked against them. It is not signed: who
// reads it knows no key yet, and what both screens show in the end covers every byte of it.

import { sha256 } from '@noble/hashes/sha2.js';
import { base64urlToBytes, type Bytes, bytesToBase64url, joinBytes, textToBytes } from '../base/bytes.ts';
import { type Digest, digestOf, type KeyId } from '../base/ids.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Suite } from './profile.ts';
import type { Role } from './roster.ts';

export interface Invitation {
  /** the first 16 bytes of the mechanism's id, as base64url */
  readonly mechanism: string;
  /** the same of the key under which the invited one will stand: an organisation's, or a root's */
  readonly parent: string;
  /** the same of SHA-256 over the inviter's secret */
  readonly commitment: string;
  readonly subject: 'organisation' | 'device';
  readonly roles: readonly Role[];
  /** empty: all */
  readonly mesas: readonly number[];
  /** of the mechanism: which age key the answer's card shall name */
  readonly suite: Suite;
  /** ISO date, shown and flagged; null: open */
  readonly until: string | null;
}

export type InvitationProblem = { readonly type: 'notAnInvitation' };

/** The inviter's secret: 10 random bytes, so that it can be typed. */
export const SECRET_BYTES = 10;
const SHORT = 16;
const SIZE = 3 * SHORT + 4;
const ROLES: readonly Role[] = ['recorder', 'coordinator', 'steward', 'secretariat', 'trainer'];
const MESAS = [1, 2, 3, 4] as const;
const ORGANISATION = 0x80;
const CLASSIC = 0x40;
const UNKNOWN_BITS = 0x30;

/** An id cut to what an invitation has room for. */
export const shortIdOf = (id: Digest | KeyId): string =>
  bytesToBase64url((base64urlToBytes(id) ?? new Uint8Array(SHORT)).subarray(0, SHORT));

/** Cut to 16 bytes: to open it in two ways takes its own maker 2⁶⁴ hashes, who gains nothing by it. */
export const commitmentTo = (secret: Uint8Array): string =>
  bytesToBase64url(sha256(joinBytes(textToBytes('chasqui-invitation/1 '), secret)).subarray(0, SHORT));

export function invitationToBytes(invitation: Invitation): Bytes {
  const { mechanism, parent, commitment, subject, roles, mesas, suite, until } = invitation;
  const day = dateToBits(until);
  const bitsOf = <T>(all: readonly T[], some: readonly T[]): number =>
    all.reduce((bits, each, at) => bits | (some.includes(each) ? 1 << at : 0), 0);
  return joinBytes(
    ...[mechanism, parent, commitment].map((id) => base64urlToBytes(id) ?? new Uint8Array(SHORT)),
    Uint8Array.of(
      bitsOf(ROLES, roles),
      bitsOf(MESAS, mesas) | (subject === 'organisation' ? ORGANISATION : 0) | (suite === 'classic' ? CLASSIC : 0),
      day >> 8,
      day & 0xff,
    ),
  );
}

export function bytesToInvitation(bytes: Uint8Array): Result<Invitation, InvitationProblem> {
  if (bytes.length !== SIZE) return err({ type: 'notAnInvitation' });
  const idAt = (at: number): string => bytesToBase64url(bytes.subarray(at * SHORT, (at + 1) * SHORT));
  const [roles = 0, mesas = 0, high = 0, low = 0] = bytes.subarray(3 * SHORT);
  const until = bitsToDate((high << 8) | low);
  const isKnown = roles > 0 && roles < 1 << ROLES.length && (mesas & UNKNOWN_BITS) === 0;
  if (!isKnown || until === undefined) return err({ type: 'notAnInvitation' });
  return ok({
    mechanism: idAt(0),
    parent: idAt(1),
    commitment: idAt(2),
    subject: (mesas & ORGANISATION) === 0 ? 'device' : 'organisation',
    roles: ROLES.filter((_, at) => (roles >> at) & 1),
    mesas: MESAS.filter((_, at) => (mesas >> at) & 1),
    suite: (mesas & CLASSIC) === 0 ? 'hybrid' : 'classic',
    until,
  });
}

export const invitationIdOf = (invitation: Invitation): Digest => digestOf<Digest>(invitationToBytes(invitation));

/** Years since 2000 (7 bits), month (4), day (5); 0: none. */
function dateToBits(date: string | null): number {
  const [year = 0, month = 0, day = 0] = date?.split('-').map(Number) ?? [];
  return date === null ? 0 : ((year - 2000) << 9) | (month << 5) | day;
}

function bitsToDate(bits: number): string | null | undefined {
  if (bits === 0) return null;
  const [year, month, day] = [2000 + (bits >> 9), (bits >> 5) & 15, bits & 31];
  if (month < 1 || month > 12 || day < 1) return undefined;
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}
