import { Decrypter, Encrypter } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { decodeProfile } from '#shared/log/profile.ts';
import { resolveTrust } from '#shared/log/roster.ts';
import { fakeMechanism, revocationOf } from '#scripts/headless/mechanism.ts';

describe('the mechanism from a seed', () => {
  it('has a profile that the product decodes and a chain for every device that its roots vouch for', async () => {
    const fake = await fakeMechanism('chain');
    const profile = decodeProfile(fake.profileText);
    expect(profile).toEqual({ ok: true, value: fake.profile });
    const trust = await resolveTrust(fake.profile, fake.credentials, []);
    expect([...trust.authors.keys()].sort()).toEqual(
      [fake.secretariat, ...fake.recorders].map(({ kid }) => kid).sort(),
    );
    expect(trust.authors.get(fake.secretariat.kid)?.scope.roles).toContain('secretariat');
  });

  it('is the same from the same seed, and shares no key with another seed', async () => {
    const [one, again, other] = await Promise.all([fakeMechanism('a'), fakeMechanism('a'), fakeMechanism('b')]);
    expect(again.profileText).toBe(one.profileText);
    expect(again.credentials).toEqual(one.credentials);
    expect(other.recorders.map(({ kid }) => kid)).not.toContain(one.recorders[0]?.kid);
  });

  it('has devices whose own chain alone makes them authors', async () => {
    const fake = await fakeMechanism('own chain');
    const device = await fake.enrol('Otra', fake.organisations[0]!);
    const trust = await resolveTrust(fake.profile, device.credentials, []);
    expect([...trust.authors.keys()]).toEqual([device.kid]);
  });

  it('has rosters that count only with as many roots as the profile asks for', async () => {
    const fake = await fakeMechanism('roster', { roots: 3, threshold: 2 });
    const roster = await fake.roster(1, [revocationOf(fake.recorders[0]!.kid)]);
    const one = { ...roster, signatures: roster.signatures.slice(0, 1) };
    expect((await resolveTrust(fake.profile, fake.credentials, [roster])).revocations.size).toBe(1);
    expect((await resolveTrust(fake.profile, fake.credentials, [one])).revocations.size).toBe(0);
  });

  it.each(['hybrid', 'classic'] as const)('has %s age keys that open what is sealed to them', async (suite) => {
    const fake = await fakeMechanism('age', { suite });
    const { identity, recipient } = await fake.secretariat.ageKey();
    expect(fake.profile.readers[0]?.recipient).toBe(recipient);
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    const sealed = await encrypter.encrypt('hola');
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    expect(await decrypter.decrypt(sealed, 'text')).toBe('hola');
  });
});
