// The matrix of keys that change (design 4-security, row 13): for each, what must still open or verify afterwards, and
// what must not. One line a law; a line that says neither more nor less than it means is asked of the real functions.

import { Decrypter, Encrypter } from 'age-encryption';
import { describe, expect, test } from 'vitest';
import type { KeyId } from '#shared/base/ids.ts';
import { judgeRoster } from '#shared/log/judge-trust.ts';
import type { Signed } from '#shared/log/envelope.ts';
import type { MechanismProfile, Reader } from '#shared/log/profile.ts';
import { isRevokedAt, resolveTrust, type Trust } from '#shared/log/roster.ts';
import { readersNow, type Roster } from '#shared/log/roster-body.ts';
import { nextRoster } from '#shared/log/roster-plan.ts';
import { addSignature } from '#shared/log/roots.ts';
import { fakeClassicAgeKey, type FakeKey, fakeHybridAgeKey, fakeKey } from '#scripts/headless/keys.ts';
import {
  ana,
  anaCredential,
  chain,
  credentialOf,
  house,
  houseCredential,
  laterRoots,
  luz,
  luzCredential,
  otherHouse,
  profile as plainProfile,
  revokeAt,
  rootA,
  rootB,
  rootC,
  rootSetOf,
  rosterIn,
  rosterLine,
  signedRoster,
  successionTo,
} from './roster-world.ts';

const [oldAge, newAge, thiefAge] = (await Promise.all(
  ['old', 'new', 'thief'].map((name) => fakeClassicAgeKey(`matrix ${name}`)),
)) as [Age, Age, Age];
type Age = Awaited<ReturnType<typeof fakeClassicAgeKey>>;
const hybrid = await fakeHybridAgeKey('matrix');

const office = fakeKey('matrix office');
const readerWith = ({ recipient }: Age): Reader => ({
  name: 'Secretaría',
  recipient,
  kid: office.kid,
  role: 'secretariat',
});
const profile: MechanismProfile = { ...plainProfile, readers: [readerWith(oldAge)] };
const both = [rootA, rootB];
const [laterA, laterB] = laterRoots as [FakeKey, FakeKey, FakeKey];

const trustWith = (rosters: readonly Signed[], credentials: readonly Signed[] = chain): Promise<Trust> =>
  resolveTrust(profile, credentials, rosters);
const counts = async (kid: KeyId, rosters: readonly Signed[], credentials?: readonly Signed[]): Promise<boolean> =>
  (await trustWith(rosters, credentials)).authors.has(kid);
const isTaken = async (before: readonly Signed[], roster: Signed): Promise<boolean> =>
  (await judgeRoster(profile, await trustWith(before), roster)).ok;
const recipientAfter = async (rosters: readonly Signed[]): Promise<string | undefined> =>
  readersNow(profile, (await trustWith(rosters)).roster)[0]?.recipient;

async function opens(sealedFor: string, ...identities: readonly string[]): Promise<boolean> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(sealedFor);
  const sealed = await encrypter.encrypt('un paquete');
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  return decrypter.decrypt(sealed, 'text').then(
    (text) => text === 'un paquete',
    () => false,
  );
}

// ---- each key, changed

const succession = await successionTo(rootSetOf(laterRoots, 2), 1, [...both, laterA, laterB]);
const [rootsBefore] = (await rosterLine([revokeAt(luz.kid, 3)])) as [Signed];
const rosterOfNew = (before: Roster | null, signers: readonly FakeKey[]): Promise<Signed> =>
  signedRoster(nextRoster(before, profile.id, { type: 'succeed', succession }, null), signers);
const rootsAfter = await rosterOfNew(rosterIn(rootsBefore), [laterA, laterB]);
const byOldRoots = (
  await rosterLine([{ type: 'renew' }], both, { ...rosterIn(rootsBefore), version: 999 })
)[0] as Signed;

const closing = { kid: house.kid, devices: [ana.kid], reason: 'se fue' };
const [closed] = (await rosterLine([{ type: 'close', closing }])) as [Signed];
const nextSteward = await credentialOf({ own: otherHouse, subject: 'organisation', parent: rootA, with: [rootB] });
const underNext = fakeKey('matrix under the next steward');
const underNextCredential = await credentialOf({ own: underNext, subject: 'device', parent: otherHouse });
const afterSteward = [...chain, nextSteward, underNextCredential];

const [revoked] = (await rosterLine([revokeAt(ana.kid, 5)])) as [Signed];

const read = (age: Age) => ({ type: 'read', readers: [readerWith(age)] }) as const;
const ageLine = await rosterLine([{ type: 'renew' }, read(newAge), revokeAt(luz.kid)]);
const [beforeAge, afterAge, muchLater] = ageLine as [Signed, Signed, Signed];
const ofThief = nextRoster(rosterIn(afterAge), profile.id, read(thiefAge), null);
const ofOtherSuite = await rosterLine([
  { type: 'read', readers: [{ ...readerWith(oldAge), recipient: hybrid.recipient }] },
]);

type Law = readonly [law: string, ask: () => Promise<boolean> | boolean];
interface Row {
  readonly key: string;
  readonly still: readonly Law[];
  readonly never: readonly Law[];
}

const MATRIX: readonly Row[] = [
  {
    key: 'the roots',
    still: [
      ['what the old ones endorsed counts', () => counts(ana.kid, [rootsAfter])],
      ['what the old ones revoked is revoked', async () => isRevokedAt(await trustWith([rootsAfter]), luz.kid, 4)],
      ['a roster of the new ones is taken', () => isTaken([rootsBefore], rootsAfter)],
      ['it is taken by whoever heard nothing before', () => isTaken([], rootsAfter)],
    ],
    never: [
      ['a roster of the old ones is taken, whatever its version', () => isTaken([rootsAfter], byOldRoots)],
      [
        'it comes before the new ones’ where both lie',
        async () => (await trustWith([byOldRoots, rootsAfter])).rosterVersion === 999,
      ],
      ['one new root signs alone', async () => isTaken([rootsBefore], await rosterOfNew(null, [laterA]))],
      ['old roots sign for the new ones', async () => isTaken([rootsBefore], await rosterOfNew(null, [rootA, rootC]))],
    ],
  },
  {
    key: 'a steward’s',
    still: [
      ['a device that the closing names counts', () => counts(ana.kid, [closed], afterSteward)],
      ['a device under the next key counts', () => counts(underNext.kid, [closed], afterSteward)],
    ],
    never: [
      ['a device that it does not name counts', () => counts(luz.kid, [closed], afterSteward)],
      [
        'a device that the old key endorses later counts',
        async () => {
          const late = await credentialOf({ own: office, subject: 'device', parent: house });
          return counts(office.kid, [closed], [...afterSteward, late]);
        },
      ],
      [
        'the next key counts without enough roots',
        async () => {
          const alone = await credentialOf({ own: otherHouse, subject: 'organisation', parent: rootA });
          return counts(underNext.kid, [closed], [...chain, alone, underNextCredential]);
        },
      ],
    ],
  },
  {
    key: 'a device’s',
    still: [
      [
        'what it signed until its last good changeset counts',
        async () => !isRevokedAt(await trustWith([revoked]), ana.kid, 5),
      ],
      [
        'the one that goes on for it counts',
        () => counts(luz.kid, [revoked], [houseCredential, anaCredential, luzCredential]),
      ],
    ],
    never: [['what it signs after that counts', async () => !isRevokedAt(await trustWith([revoked]), ana.kid, 6)]],
  },
  {
    key: 'the secretariat’s reading key',
    still: [
      [
        'a late bundle to the old key opens where the old one is kept',
        () => opens(oldAge.recipient, newAge.identity, oldAge.identity),
      ],
      ['a bundle to the new key opens', () => opens(newAge.recipient, newAge.identity, oldAge.identity)],
      ['who has heard seals for the new one', async () => (await recipientAfter([afterAge])) === newAge.recipient],
      [
        'so does who heard of later rosters alone',
        async () => (await recipientAfter([muchLater])) === newAge.recipient,
      ],
      ['and who holds old ones beside it', async () => (await recipientAfter(ageLine)) === newAge.recipient],
      [
        'who has not heard seals for the old one, and is read',
        async () => opens((await recipientAfter([beforeAge])) ?? '', newAge.identity, oldAge.identity),
      ],
    ],
    never: [
      ['the old key opens what is sealed for the new one', () => opens(newAge.recipient, oldAge.identity)],
      ['an older roster brings the old key back', () => isTaken([afterAge], beforeAge)],
      ['one root names a key', async () => isTaken([afterAge], await signedRoster(ofThief, [rootA]))],
      [
        'one root’s name for it is sealed for',
        async () =>
          (await recipientAfter([afterAge, await addSignature(await signedRoster(ofThief, []), rootA.signer)])) ===
          thiefAge.recipient,
      ],
      ['a key of another suite is sealed for', async () => (await recipientAfter(ofOtherSuite)) === hybrid.recipient],
    ],
  },
];

describe.each(MATRIX)('after a change of $key', ({ still, never }) => {
  test.each(still)('still: %s', async (_law, ask) => {
    expect(await ask()).toBe(true);
  });
  test.each(never)('never: %s', async (_law, ask) => {
    expect(await ask()).toBe(false);
  });
});
