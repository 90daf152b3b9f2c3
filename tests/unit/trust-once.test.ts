// Whom to trust is asked at every bundle, of thousands of credentials: each is verified once, and never believed
// for looking like one that was.

import { afterEach, expect, test, vi } from 'vitest';
import { resolveTrust } from '#shared/log/roster.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';

afterEach(() => vi.restoreAllMocks());

test('a credential that was verified is not verified again; a new one is, alone', async () => {
  const { profile, credentials, organisations, enrol } = await fakeMechanism('trust once', {
    organisations: 3,
    recordersEach: 4,
  });
  const first = await resolveTrust(profile, credentials, []);
  expect(first.authors.size).toBe(13);
  const verify = vi.spyOn(crypto.subtle, 'verify');
  expect((await resolveTrust(profile, credentials, [])).authors).toEqual(first.authors);
  expect(verify).not.toHaveBeenCalled();
  const [organisation] = organisations;
  if (organisation === undefined) throw new Error('no organisation');
  const { kid, credential } = await enrol('Nueva', organisation);
  verify.mockClear();
  const next = await resolveTrust(profile, [...credentials, credential], []);
  expect(next.authors.has(kid)).toBe(true);
  expect(verify).toHaveBeenCalledTimes(2); // its holder has the key; its parent vouches
});

test('the same body under another signature, and a key under another parent, are verified for themselves', async () => {
  const one = await fakeMechanism('trust once');
  const other = await fakeMechanism('trust twice');
  const [real] = one.recorders;
  if (real === undefined) throw new Error('no recorder');
  expect((await resolveTrust(one.profile, one.credentials, [])).authors.has(real.kid)).toBe(true);
  const { type, body, signatures } = real.credential;
  const forged: Signed = {
    type,
    body,
    signatures: signatures.map(({ kid }) => ({ kid, sig: other.recorders[0]?.credential.signatures[0]?.sig ?? '' })),
  };
  const without = one.credentials.filter((signed) => signed !== real.credential);
  expect((await resolveTrust(one.profile, [...without, forged], [])).authors.has(real.kid)).toBe(false);
  expect((await resolveTrust(other.profile, one.credentials, [])).authors.size).toBe(0);
  expect((await resolveTrust(one.profile, one.credentials, [])).authors.has(real.kid)).toBe(true);
});
