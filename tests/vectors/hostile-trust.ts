// Credentials, rosters and profiles that must not count, each for one cause. A device's author is known only
// where root → organisation → device holds, each signed by its parent, within its scope, with the subject's own
// proof; a roster counts only with as many roots as the profile asks for.

import assert from 'node:assert/strict';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { KeyId } from '#shared/base/ids.ts';
import { canonicalText, type Json, type JsonObject } from '#shared/base/json.ts';
import { type Signed, type Signer, signText, signValue } from '#shared/log/envelope.ts';
import { CREDENTIAL_TYPE, type Scope, signCard, signCredential } from '#shared/log/roster.ts';
import { ROSTER_TYPE } from '#shared/log/roster-body.ts';
import { fakeKey } from '#scripts/headless/keys.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { withoutKey } from './fixed-content.ts';

/** Under this profile these are the authors, this is the roster's version, and these are revoked. */
export interface TrustCase {
  readonly name: string;
  readonly credentials: readonly Signed[];
  readonly rosters: readonly Signed[];
  readonly authors: readonly KeyId[];
  readonly rosterVersion: number;
  readonly revoked: readonly KeyId[];
}

export interface ProfileCase {
  readonly name: string;
  readonly text: string;
  /** null: accepted */
  readonly error: JsonObject | null;
}

const mechanism = await fakeMechanism('vectors', { organisations: 1, recordersEach: 1, roots: 3, threshold: 2 });
const other = await fakeMechanism('another', { organisations: 1, recordersEach: 1 });
const { profile, roots } = mechanism;
const [root, secondRoot] = roots;
const house = mechanism.organisations[0];
const ana = mechanism.recorders[0];
const stranger = other.recorders[0];
assert(root && secondRoot && house && ana && stranger);

export const trustProfile = mechanism.profileText;

const scope: Scope = { roles: ['recorder'], mesas: [1, 2], countries: ['HN'] };
const narrow: Scope = { roles: ['recorder', 'steward'], mesas: [1, 2, 3], countries: ['HN', 'SV'] };
const key = fakeKey('vectors trust');
const organisation = fakeKey('vectors trust organisation');
const facts = { mechanism: profile.id, scope, from: '2026-01-01', until: null } as const;

async function credentialOf(
  own: typeof key,
  parent: Signer,
  subject: 'organisation' | 'device',
  more: object = {},
): Promise<Signed> {
  const card = await signCard({ key: own.key, name: 'Casa del Migrante', recipient: null }, own.signer);
  const credential = await signCredential(card, { ...facts, subject, ...more }, parent);
  assert(credential);
  return credential;
}

/** The same credential with its value twisted and signed again by its parent. */
async function resigned(
  signed: Signed,
  parent: Signer,
  edit: (value: { [key: string]: Json }) => Json,
  text = (body: string): string => body,
): Promise<Signed> {
  return signText(CREDENTIAL_TYPE, text(canonicalText(edit(JSON.parse(signed.body)))), parent);
}

export async function trustCases(): Promise<readonly TrustCase[]> {
  assert(root && secondRoot && house && ana && stranger);
  const byRoot = await credentialOf(organisation, root.signer, 'organisation', { scope: narrow });
  const device = await credentialOf(key, organisation.signer, 'device');
  const as = organisation.signer;
  const cases: TrustCase[] = [];
  const credentialCase = (name: string, credentials: readonly Signed[], authors: readonly KeyId[] = []): void => {
    cases.push({ name, credentials, rosters: [], authors, rosterVersion: 0, revoked: [] });
  };
  const deviceCase = (name: string, credential: Signed): void => credentialCase(name, [byRoot, credential]);

  credentialCase('root, organisation, device', [byRoot, device], [key.kid]);
  credentialCase('the same the other way round, and twice', [device, byRoot, device, byRoot], [key.kid]);
  credentialCase('a device without its organisation', [device]);
  credentialCase('an organisation without its root', [
    await credentialOf(organisation, stranger.organisation.signer, 'organisation'),
    device,
  ]);
  credentialCase('a chain of another mechanism', stranger.credentials);
  deviceCase('a device endorsed by the root itself', await credentialOf(key, root.signer, 'device'));
  deviceCase('a device endorsed by a device', await credentialOf(key, ana.signer, 'device'));
  deviceCase('a device that calls itself an organisation', await credentialOf(key, as, 'organisation'));
  deviceCase(
    'a device with a role that its organisation has not',
    await credentialOf(key, as, 'device', { scope: { ...scope, roles: ['secretariat'] } }),
  );
  deviceCase(
    'a device for a mesa that its organisation has not',
    await credentialOf(key, as, 'device', { scope: { ...scope, mesas: [4] } }),
  );
  deviceCase(
    'a device for all mesas where its organisation has some',
    await credentialOf(key, as, 'device', { scope: { ...scope, mesas: [] } }),
  );
  deviceCase(
    'a device for a country that its organisation has not',
    await credentialOf(key, as, 'device', { scope: { ...scope, countries: ['HN', 'MX'] } }),
  );
  deviceCase(
    'a device for all countries where its organisation has some',
    await credentialOf(key, as, 'device', { scope: { ...scope, countries: [] } }),
  );
  deviceCase(
    'a credential of another mechanism',
    await credentialOf(key, as, 'device', { mechanism: other.profile.id }),
  );
  deviceCase('a credential signed by another', {
    ...device,
    signatures: (await credentialOf(key, house.signer, 'device')).signatures,
  });
  deviceCase('a credential changed after it was signed', {
    ...device,
    body: device.body.replace('"mesas":[1,2]', '"mesas":[1]'),
  });
  deviceCase('a credential of a newer type', await signText(CREDENTIAL_TYPE.replace('v=1', 'v=2'), device.body, as));
  deviceCase(
    'a key that its holder never proved',
    await resigned(device, as, (value) => ({ ...value, proof: 'A'.repeat(86) })),
  );
  deviceCase(
    "a proof for another's card",
    await resigned(device, as, (value) => ({
      ...value,
      card: { ...(value['card'] as JsonObject), name: 'Otra Casa' },
    })),
  );
  deviceCase(
    "another's key in the card",
    await resigned(device, as, (value) => ({ ...value, card: { ...(value['card'] as JsonObject), key: ana.key } })),
  );
  deviceCase(
    'a key of small order',
    await resigned(device, as, (value) => ({
      ...value,
      card: { ...(value['card'] as JsonObject), key: bytesToBase64url(Uint8Array.of(1, ...new Uint8Array(31))) },
    })),
  );
  deviceCase(
    'a card without a name',
    await resigned(device, as, (value) => ({ ...value, card: { ...(value['card'] as JsonObject), name: '' } })),
  );
  deviceCase(
    'a role that does not exist',
    await resigned(device, as, (value) => ({ ...value, scope: { ...scope, roles: ['admin'] } })),
  );
  deviceCase('a date in a list', await resigned(device, as, (value) => ({ ...value, from: ['2026-01-01'] })));
  deviceCase('a date that is none', await resigned(device, as, (value) => ({ ...value, until: 'mañana' })));
  deviceCase('an unknown key', await resigned(device, as, (value) => ({ ...value, admin: true })));
  deviceCase('a key missing', await resigned(device, as, (value) => withoutKey(value, 'until')));
  deviceCase(
    'a credential in another spelling',
    await resigned(
      device,
      as,
      (value) => value,
      (body) => body.replace(',', ', '),
    ),
  );
  const later = await credentialOf(key, as, 'device', { from: '2026-06-01', scope: { ...scope, mesas: [2] } });
  credentialCase('two credentials of one device', [later, byRoot, device], [key.kid]);

  const rosterOf = async (value: Json, signers: readonly (typeof root)[], type = ROSTER_TYPE): Promise<Signed> => {
    const each = await Promise.all(signers.map(({ signer }) => signValue(type, value, signer)));
    const [one] = each;
    assert(one);
    return { ...one, signatures: each.flatMap(({ signatures }) => signatures) };
  };
  const both = [root, secondRoot] as const;
  const revocation = { kid: ana.kid, seq: 0, id: null, reason: 'perdida' };
  const valueOf = (version: number, more: JsonObject = {}): JsonObject => ({
    mechanism: profile.id,
    version,
    revocations: [revocation],
    ...more,
  });
  const rosterCase = (name: string, rosters: readonly Signed[], version = 0): void => {
    cases.push({
      name,
      credentials: [],
      rosters,
      authors: [],
      rosterVersion: version,
      revoked: version === 0 ? [] : [ana.kid],
    });
  };
  const one = await rosterOf(valueOf(1), both);
  const three = await rosterOf(valueOf(3), both);
  rosterCase('a roster signed by two of three roots', [one], 1);
  rosterCase('the greatest of several rosters, in any order', [three, one], 3);
  rosterCase('a roster signed by one root', [await rosterOf(valueOf(2), [root])]);
  rosterCase('a roster signed twice by one root', [await rosterOf(valueOf(2), [root, root])]);
  rosterCase('a roster signed by a root and an organisation', [await rosterOf(valueOf(2), [root, house])]);
  rosterCase('a roster of which one signature does not hold', [
    {
      ...three,
      signatures: three.signatures.map((signature, at) =>
        at === 0 ? { ...signature, sig: 'A'.repeat(86) } : signature,
      ),
    },
  ]);
  rosterCase('a roster of another mechanism', [await rosterOf(valueOf(2, { mechanism: other.profile.id }), both)]);
  rosterCase('a roster changed after it was signed', [
    { ...one, body: one.body.replace('"version":1', '"version":9') },
  ]);
  rosterCase('a roster of a newer type', [await rosterOf(valueOf(2), both, ROSTER_TYPE.replace('v=1', 'v=2'))]);
  rosterCase('a roster of version 0', [await rosterOf(valueOf(0), both)]);
  rosterCase('a roster of half a version', [await rosterOf(valueOf(1.5), both)]);
  rosterCase('a roster that revokes no key', [
    await rosterOf(valueOf(2, { revocations: [{ ...revocation, kid: 'ana' }] }), both),
  ]);
  rosterCase('a roster that revokes without a reason', [
    await rosterOf(valueOf(2, { revocations: [{ kid: ana.kid, seq: 0, id: null }] }), both),
  ]);
  rosterCase('a roster that revokes from before the first', [
    await rosterOf(valueOf(2, { revocations: [{ ...revocation, seq: -1 }] }), both),
  ]);
  rosterCase('a roster with an unknown key', [await rosterOf(valueOf(2, { grants: [] }), both)]);
  return cases;
}

export async function profileCases(): Promise<readonly ProfileCase[]> {
  const mechanism = await fakeMechanism('vectors', { organisations: 0, suite: 'classic', roots: 3, threshold: 2 });
  const { profile } = mechanism;
  const twisted = (edit: (value: { [key: string]: Json }) => Json): string =>
    JSON.stringify(edit(JSON.parse(mechanism.profileText)), null, 2);
  const withKey = (name: string, value: Json): string => twisted((all) => ({ ...all, [name]: value }));
  const reader = (more: JsonObject): string =>
    twisted((all) => ({ ...all, readers: (all['readers'] as JsonObject[]).map((one) => ({ ...one, ...more })) }));
  const notAProfile: JsonObject = { type: 'notAProfile' };
  const small = bytesToBase64url(new Uint8Array(32));
  const cases: readonly (readonly [name: string, text: string, error: JsonObject | null])[] = [
    ['a profile', mechanism.profileText, null],
    ['a profile pasted with spaces around it', `\n  ${mechanism.profileText} \r\n`, null],
    ['a profile laid out in lines', twisted((all) => all), null],
    [
      'a profile of a workshop',
      (await fakeMechanism('vectors', { organisations: 0, suite: 'classic', practice: true })).profileText,
      null,
    ],
    ['a text that is not JSON', 'hola', { type: 'notJson' }],
    ['nothing', '', { type: 'notJson' }],
    ['a profile cut short', mechanism.profileText.slice(0, -3), { type: 'notJson' }],
    ['a text too deep', '['.repeat(9), { type: 'tooDeep', limit: 8 }],
    ['a forbidden key', '{"__proto__":1}', { type: 'forbiddenKey', key: '__proto__' }],
    ['another JSON', '{"name":"x"}', notAProfile],
    ['a list', '[]', notAProfile],
    ['a profile of a newer format', withKey('format', 'chasqui-mechanism/2'), { type: 'newerProfile' }],
    ['a profile with an unknown key', withKey('admin', true), notAProfile],
    ['a profile without readers', twisted((all) => withoutKey(all, 'readers')), notAProfile],
    ['a profile without roots', withKey('roots', { keys: [], threshold: 1 }), notAProfile],
    [
      'a profile that asks for more roots than it has',
      withKey('roots', { keys: profile.roots.keys, threshold: 4 }),
      notAProfile,
    ],
    ['a profile that asks for no root', withKey('roots', { keys: profile.roots.keys, threshold: 0 }), notAProfile],
    [
      'a profile that counts one root twice',
      withKey('roots', { keys: [profile.roots.keys[0] ?? '', profile.roots.keys[0] ?? ''], threshold: 2 }),
      notAProfile,
    ],
    ['a profile with a root of small order', withKey('roots', { keys: [small], threshold: 1 }), { type: 'unsafeKey' }],
    ["another mechanism's id", withKey('id', other.profile.id), { type: 'wrongProfileId' }],
    [
      'other roots under the same id',
      withKey('roots', other.profile.roots as object as Json),
      { type: 'wrongProfileId' },
    ],
    [
      'a smaller threshold under the same id',
      withKey('roots', { ...profile.roots, threshold: 1 } as object as Json),
      { type: 'wrongProfileId' },
    ],
    ['practice under the id of the real one', withKey('practice', true), { type: 'wrongProfileId' }],
    ['classic readers of a hybrid mechanism', withKey('suite', 'hybrid'), { type: 'mixedSuites' }],
    [
      'hybrid readers of a classic mechanism',
      reader({ recipient: `age1pq1${'q'.repeat(1952)}` }),
      { type: 'mixedSuites' },
    ],
    ['an unknown suite', withKey('suite', 'none'), notAProfile],
    ['a reader with no role', reader({ role: 'friend' }), notAProfile],
    ['a reader whose key is no key', reader({ kid: 'secretaría' }), notAProfile],
    ['a letterbox that is no address', withKey('letterboxes', [{ name: 'x', url: 'ftp://example.org' }]), notAProfile],
    ['a name that is empty', withKey('names', { es: '' }), notAProfile],
  ];
  return cases.map(([name, text, error]) => ({ name, text, error }));
}
