// Stage 2, a roster's body: what the roots decided about keys, all of it, so that the newest is enough. Its version only
// rises; a change of roots comes before any version, for a version alone would let a thief of old roots run ahead.

import { type ChangesetId, type Digest, isId, type KeyId } from '../base/ids.ts';
import { hasOnlyKeys, isJsonObject, type Json } from '../base/json.ts';
import { bodyOf, isSigned, type Signed } from './envelope.ts';
import { isReader, type MechanismProfile, type Reader } from './profile.ts';

export const ROSTER_TYPE = 'application/vnd.chasqui.roster+json;v=1';

const CAPS = { size: 256 * 1024, depth: 10 };

export interface Revocation {
  readonly kid: KeyId;
  /** the last good changeset; seq 0 with id null: none was good */
  readonly seq: number;
  readonly id: ChangesetId | null;
  readonly reason: string;
}

/** A device that was revoked and may sign again: all it signed counts, and everybody can read why. */
export interface Readmission {
  readonly kid: KeyId;
  readonly reason: string;
}

/** An organisation's key whose steward left: the devices named stay, and it vouches for nobody else. */
export interface Closing {
  readonly kid: KeyId;
  readonly devices: readonly KeyId[];
  readonly reason: string;
}

export interface Roster {
  readonly mechanism: Digest;
  readonly version: number;
  readonly revocations: readonly Revocation[];
  /** absent: none */
  readonly readmissions?: readonly Readmission[];
  readonly closings?: readonly Closing[];
  /** what it stands on where the roots have changed: see roots.ts */
  readonly successions?: readonly Signed[];
  /** who reads bundles from now on, all of them; absent: those of the profile */
  readonly readers?: readonly Reader[];
  /** ISO date on which it was signed, shown so that an old one is noticed; no clock refuses it */
  readonly at?: string;
}

export function decodeRoster(signed: Signed): Roster | undefined {
  const value = bodyOf(signed, ROSTER_TYPE, CAPS);
  if (value === undefined) return undefined;
  const optional = ['readmissions', 'closings', 'successions', 'readers', 'at'];
  if (!hasOnlyKeys(value, ['mechanism', 'version', 'revocations'], optional)) return undefined;
  const { mechanism, version, revocations, readmissions = [], closings = [], successions = [] } = value;
  const { readers = [], at = null } = value;
  if (!isId(mechanism) || !Number.isSafeInteger(version) || Number(version) < 1) return undefined;
  if (!isListOf(revocations, isRevocation) || !isListOf(readmissions, isReadmission)) return undefined;
  if (!isListOf(closings, isClosing) || !isListOf(successions, isSigned) || !isDateOrNull(at)) return undefined;
  if (!isListOf(readers, isReader)) return undefined;
  return value as object as Roster;
}

/** By how often the roots changed, then by version: a version alone would let a thief of old roots run ahead. */
export function isAfter(roster: Roster, other: Roster | null | undefined): boolean {
  const [generation, before] = [roster.successions?.length ?? 0, other?.successions?.length ?? 0];
  return generation > before || (generation === before && roster.version > (other?.version ?? 0));
}

/** Whom bundles are sealed for now: as the roster that counts says, else as the profile did that was handed over. */
export function readersNow(
  { readers, suite }: Pick<MechanismProfile, 'readers' | 'suite'>,
  roster: Pick<Roster, 'readers'> | null,
): readonly Reader[] {
  const said = roster?.readers?.filter(({ recipient }) => isOfSuite(recipient, suite)) ?? [];
  return said.length === 0 ? readers : said;
}

export const isOfSuite = (recipient: string, suite: MechanismProfile['suite']): boolean =>
  recipient.startsWith('age1pq1') === (suite === 'hybrid');

export const isDateOrNull = (value: Json | undefined): boolean =>
  value === null || (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value));

const isListOf = (value: Json | undefined, isItem: (item: Json) => boolean): boolean =>
  Array.isArray(value) && value.every(isItem);

const isReadmission = (value: Json): boolean =>
  isJsonObject(value) &&
  hasOnlyKeys(value, ['kid', 'reason']) &&
  isId(value['kid']) &&
  typeof value['reason'] === 'string';

const isClosing = (value: Json): boolean =>
  isJsonObject(value) &&
  hasOnlyKeys(value, ['kid', 'devices', 'reason']) &&
  isId(value['kid']) &&
  isListOf(value['devices'], isId) &&
  typeof value['reason'] === 'string';

const isRevocation = (value: Json): boolean =>
  isJsonObject(value) &&
  hasOnlyKeys(value, ['kid', 'seq', 'id', 'reason']) &&
  isId(value['kid']) &&
  Number.isSafeInteger(value['seq']) &&
  Number(value['seq']) >= 0 &&
  (value['id'] === null || isId(value['id'])) &&
  typeof value['reason'] === 'string';
