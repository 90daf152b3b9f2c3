// What was found good once is not verified again in a machine's life; and a verdict is of these bytes, these signatures
// and this key, so nothing else can borrow it.

import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Signed } from '#shared/log/envelope.ts';
import { resolveTrust } from '#shared/log/roster.ts';
import { makeVerdicts } from '#shared/log/verdicts.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';

afterEach(() => vi.restoreAllMocks());

/** As if they had just been read from disk. */
const read = (list: readonly Signed[]): readonly Signed[] => structuredClone(list) as readonly Signed[];

const flipped = (text: string, at: number): string =>
  `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;

const world = await fakeMechanism('verdicts bytes', { organisations: 1, recordersEach: 1 });
const other = await fakeMechanism('verdicts other', { organisations: 1, recordersEach: 1 });
const [device] = world.recorders;
const [stranger] = other.recorders;
if (device === undefined || stranger === undefined) throw new Error('no device');
const { type, body, signatures } = device.credential;
const [signature] = signatures;
if (signature === undefined) throw new Error('no signature');

describe('a kept verdict', () => {
  test('saves every signature of credentials that a laptop has verified before it was locked', async () => {
    const { profile, credentials } = await fakeMechanism('verdicts', { organisations: 3, recordersEach: 4 });
    const first = makeVerdicts([]);
    const { authors } = await resolveTrust(profile, read(credentials), [], first);
    const kept = first.fresh();
    const verify = vi.spyOn(crypto.subtle, 'verify');
    const later = makeVerdicts(kept);
    expect((await resolveTrust(profile, read(credentials), [], later)).authors).toEqual(authors);
    expect(verify).not.toHaveBeenCalled();
    expect(later.fresh()).toEqual([]);
  });

  test('saves those of the roots too, where as many must sign as their threshold', async () => {
    const { profile, credentials } = await fakeMechanism('verdicts roots', { roots: 3, threshold: 2, binds: 'all' });
    const first = makeVerdicts([]);
    const { authors } = await resolveTrust(profile, read(credentials), [], first);
    expect(authors.size).toBe(5);
    const verify = vi.spyOn(crypto.subtle, 'verify');
    await resolveTrust(profile, read(credentials), [], makeVerdicts(first.fresh()));
    expect(verify).not.toHaveBeenCalled();
  });

  test('is never a no: what did not verify is asked again', async () => {
    const { profile, credentials } = await fakeMechanism('verdicts no');
    const forged = credentials.map(({ type, body, signatures }) => ({
      type,
      body,
      signatures: signatures.map(({ kid, sig }) => ({ kid, sig: flipped(sig, 20) })),
    }));
    const verdicts = makeVerdicts([]);
    expect((await resolveTrust(profile, forged, [], verdicts)).authors.size).toBe(0);
    expect(verdicts.fresh()).toEqual([]);
  });

  test.each<readonly [what: string, signed: Signed]>([
    ['a letter of the name', { type, body: body.replace('Equipo', 'Equipa'), signatures }],
    ['a letter of the proof', { type, body: flipped(body, body.indexOf('"proof":"') + 30), signatures }],
    ['a role more', { type, body: body.replace('["recorder"]', '["recorder","steward"]'), signatures }],
    ['the date until which', { type, body: body.replace('"until":null', '"until":"2030-01-01"'), signatures }],
    ['a letter of the signature', { type, body, signatures: [{ ...signature, sig: flipped(signature.sig, 40) }] }],
    ['another’s signature', { type, body, signatures: stranger.credential.signatures }],
    ['no signature', { type, body, signatures: [] }],
    ['the key that signed it', { type, body, signatures: [{ ...signature, kid: stranger.organisation.kid }] }],
  ])('is not of the same with %s changed', async (_what, signed) => {
    const first = makeVerdicts([]);
    await resolveTrust(world.profile, world.credentials, [], first);
    const rest = world.credentials.filter((each) => each !== device.credential);
    const trust = await resolveTrust(world.profile, [...rest, signed], [], makeVerdicts(first.fresh()));
    expect(trust.authors.size).toBe(1);
    expect([...trust.authors.values()].some(({ scope }) => scope.roles.includes('steward'))).toBe(false);
  });

  test('says nothing about another parent: the same credentials under another mechanism’s profile are nobody’s', async () => {
    const first = makeVerdicts([]);
    await resolveTrust(world.profile, world.credentials, [], first);
    const claimed = { ...other.profile, id: world.profile.id };
    expect((await resolveTrust(claimed, world.credentials, [], makeVerdicts(first.fresh()))).authors.size).toBe(0);
  });
});
