import { describe, expect, it } from 'vitest';
import { bytesToBase64url, textToBytes } from '#shared/base/bytes.ts';
import type { Json } from '#shared/base/json.ts';
import { signValue } from '#shared/log/envelope.ts';
import { CREDENTIAL_TYPE } from '#shared/log/roster.ts';
import { contentDigestOf, paths, uploadIdOf } from '#shared/wire/letterbox.ts';
import { fakeKey } from '#scripts/headless/keys.ts';
import { type FakeDevice, fakeMechanism, revocationOf } from '#scripts/headless/mechanism.ts';
import { codeIn, fakeBundle, metadataOf, openVisitable, START, type TokenFacts, tokenOf, visitOf } from './visit.ts';

const fake = await fakeMechanism('tokens');
const device = fake.recorders[0]!;
const path = paths.receipt(fakeBundle('none').sha256);

async function refusalOf(authorization: string | null): Promise<{ status: number; code?: string; time?: string }> {
  const letterbox = await openVisitable(fake.profile);
  const answer = await letterbox.ask(path, { headers: authorization === null ? {} : { authorization } });
  return { status: answer.status, ...((await answer.json()) as object) };
}
const refusalOfToken = async (facts: TokenFacts, of: FakeDevice = device): Promise<{ status: number; code?: string }> =>
  refusalOf(`Bearer ${await tokenOf(of, fake.profile.id, { request: { path }, ...facts })}`);

describe('a token', () => {
  it('of an enrolled device lets it in', async () => {
    expect(await refusalOfToken({})).toEqual({ status: 404, code: 'notFound' });
  });

  it('is needed for everything but who the letterbox is', async () => {
    expect(await refusalOf(null)).toEqual({ status: 401, code: 'tokenMissing' });
    const letterbox = await openVisitable(fake.profile);
    const about = (await (await letterbox.ask(paths.about)).json()) as object;
    expect(about).toMatchObject({ key: letterbox.key, mechanism: fake.profile.id, time: '2026-11-20T12:00:00.000Z' });
  });

  it.each([
    ['another scheme', 'Basic Zm9v'],
    ['nothing', 'Bearer '],
    ['no base64url', 'Bearer a+b/'],
    ['no JSON', `Bearer ${bytesToBase64url(textToBytes('{'))}`],
    ['another JSON', `Bearer ${bytesToBase64url(textToBytes('{"signed":null,"credentials":[]}'))}`],
    ['a forbidden key', `Bearer ${bytesToBase64url(textToBytes('{"__proto__":{},"signed":null,"credentials":[]}'))}`],
    ['bytes that are no text', `Bearer ${bytesToBase64url(new Uint8Array([0xff, 0xfe]))}`],
    ['depth', `Bearer ${bytesToBase64url(textToBytes('['.repeat(2000)))}`],
    ['size', `Bearer ${'A'.repeat(30_000)}`],
  ])('of %s is malformed', async (_name, header) => {
    expect(await refusalOf(header)).toEqual({ status: 401, code: 'tokenMalformed' });
  });

  it.each([
    ['in the year 2000', Date.parse('2000-01-01T00:00:00Z')],
    ['in the year 2090', Date.parse('2090-01-01T00:00:00Z')],
    ['an hour ago', START - 3_600_000],
    ['in an hour', START + 3_600_000],
  ])('signed %s is answered with the time to sign again with', async (_name, time) => {
    const answer = await refusalOf(
      `Bearer ${await tokenOf(device, fake.profile.id, { from: time, until: time + 60_000, request: { path } })}`,
    );
    expect(answer).toEqual({ status: 401, code: 'tokenWrongTime', time: '2026-11-20T12:00:00.000Z' });
  });

  it.each([
    ['more than ten minutes', { from: START - 1000, until: START + 600_000 }],
    ['backwards', { from: START + 1000, until: START - 1000 }],
    ['no time', { from: START, until: START }],
  ])('for %s is malformed', async (_name, facts) => {
    expect((await refusalOfToken(facts)).code).toBe('tokenMalformed');
  });

  it('runs out also where it was verified before', async () => {
    const letterbox = await openVisitable(fake.profile);
    const headers = { authorization: `Bearer ${await tokenOf(device, fake.profile.id, { request: { path } })}` };
    expect((await letterbox.ask(path, { headers })).status).toBe(404);
    letterbox.clock.now += 500_000;
    expect(await codeIn(await letterbox.ask(path, { headers }))).toBe('tokenWrongTime');
  });

  it('overheard asks the same once more, and nothing else', async () => {
    const letterbox = await openVisitable(fake.profile);
    const owner = await visitOf(letterbox, device, fake.profile.id);
    const bundle = fakeBundle('sent over the air');
    await owner.begin(bundle);
    const uploading = paths.upload(uploadIdOf(device.kid, bundle.sha256));
    const piece = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    const request = { path: uploading, method: 'PATCH', headers: piece };
    const token = await tokenOf(device, fake.profile.id, { request });
    const replay = (at: string, method: string, headers: Record<string, string>): Promise<Response> =>
      letterbox.ask(at, {
        method,
        headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', ...headers },
        ...(method === 'PATCH' && { body: bundle.bytes.slice(0, 10) }),
      });
    expect((await replay(uploading, 'PATCH', piece)).status).toBe(204);
    expect((await replay(uploading, 'PATCH', piece)).status).toBe(409);
    for (const [at, method, headers] of [
      [uploading, 'PATCH', { ...piece, 'upload-offset': '10' }],
      [uploading, 'DELETE', {}],
      [uploading, 'HEAD', {}],
      [`${uploading}?x`, 'PATCH', piece],
      [paths.uploads, 'POST', { 'upload-length': '5', 'upload-metadata': metadataOf(bundle) }],
      [paths.outTray, 'GET', {}],
      [`${paths.outTray}?upTo=999999999999`, 'DELETE', {}],
      [paths.bundles, 'GET', {}],
      [path, 'GET', {}],
    ] as const) {
      const answer = await replay(at, method, headers);
      expect([at, method, answer.status]).toEqual([at, method, 401]);
      if (method !== 'HEAD') expect(await codeIn(answer)).toBe('tokenWrongRequest');
    }
    expect(await owner.offset(bundle)).toBe(10);
  });

  it('for a post covers what is posted', async () => {
    const letterbox = await openVisitable(fake.profile);
    const at = paths.outTrayOf(device.kid);
    const body = JSON.stringify({ signed: [] });
    const headers = { 'content-digest': contentDigestOf(body) };
    const request = { path: at, method: 'POST', headers };
    const authorization = `Bearer ${await tokenOf(fake.secretariat, fake.profile.id, { request })}`;
    const post = (given: string, more: Record<string, string>): Promise<Response> =>
      letterbox.ask(at, { method: 'POST', headers: { authorization, ...more }, body: given });
    expect((await post(body, headers)).status).toBe(204);
    expect(await codeIn(await post(' {"signed":[]}', headers))).toBe('wrongDigest');
    expect(await codeIn(await post(body, {}))).toBe('tokenWrongRequest');
    expect(await codeIn(await post(' {}', { 'content-digest': contentDigestOf(' {}') }))).toBe('tokenWrongRequest');
  });

  it('with an overheard chain and a signature of its own is counted by its address', async () => {
    const limits = { strangerRequestsPerMinute: 60, strangerBurst: 2 };
    const letterbox = await openVisitable(fake.profile, { limits });
    const ask = async (of: FakeDevice): Promise<number> => {
      const token = await tokenOf(of, fake.profile.id, { request: { path } });
      return (await letterbox.ask(path, { headers: { authorization: `Bearer ${token}` } }, '10.0.0.1')).status;
    };
    const thief = { ...device, signer: { ...fakeKey('thief').signer, kid: device.kid } };
    expect(await ask(device)).toBe(404);
    expect([await ask(thief), await ask(thief), await ask(device)]).toEqual([403, 429, 404]);
  });

  it('for another letterbox or another mechanism is refused', async () => {
    expect((await refusalOfToken({ letterbox: 'https://other.example' })).code).toBe('tokenWrongLetterbox');
    expect((await refusalOfToken({ mechanism: fakeBundle('m').id })).code).toBe('tokenWrongMechanism');
  });

  it('of a workshop is refused by the real mechanism, and the other way round', async () => {
    const practice = await fakeMechanism('tokens', { practice: true });
    const letterbox = await openVisitable(fake.profile);
    const token = await tokenOf(practice.recorders[0]!, fake.profile.id, { request: { path } });
    const answer = await letterbox.ask(path, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(403);
    const workshop = await openVisitable(practice.profile);
    const real = await tokenOf(device, practice.profile.id, { request: { path } });
    expect((await workshop.ask(path, { headers: { authorization: `Bearer ${real}` } })).status).toBe(403);
  });

  it.each<[string, () => Promise<TokenFacts>]>([
    ['without credentials', async () => ({ credentials: [] })],
    ['without its organisation', async () => ({ credentials: [device.credential] })],
    ['with the credentials of another device', async () => ({ credentials: fake.recorders[2]!.credentials })],
    ['with another device for a name', async () => ({ kid: fake.recorders[2]!.kid })],
    ['of another type', async () => ({ type: CREDENTIAL_TYPE })],
    [
      'under a root of its own',
      async () => ({ credentials: (await fakeMechanism('usurper')).recorders[0]!.credentials }),
    ],
  ])('%s is refused', async (_name, facts) => {
    expect([401, 403]).toContain((await refusalOfToken(await facts())).status);
  });

  it('signed by somebody else is refused', async () => {
    const thief = { ...device, signer: { ...fakeKey('thief').signer, kid: device.kid } };
    expect(await refusalOfToken({}, thief)).toEqual({ status: 403, code: 'notEnrolled' });
  });

  it('with a credential that its organisation did not sign is refused', async () => {
    const organisation = fake.organisations[0]!;
    const forged = await signValue(CREDENTIAL_TYPE, JSON.parse(device.credential.body) as Json, {
      ...fakeKey('forger').signer,
      kid: organisation.kid,
    });
    expect((await refusalOfToken({ credentials: [organisation.credential, forged] })).code).toBe('notEnrolled');
  });
});

describe('a revoked device', () => {
  const postRoster = async (letterbox: Awaited<ReturnType<typeof openVisitable>>, signed: unknown) => {
    const secretariat = await visitOf(letterbox, fake.secretariat, fake.profile.id);
    const headers = { 'content-type': 'application/json' };
    const answer = await secretariat.ask(paths.outTrayOf(device.kid), {
      method: 'POST',
      headers,
      body: JSON.stringify({ signed: [signed] }),
    });
    expect(answer.status).toBe(204);
  };

  it('is refused from the moment the secretariat posts the roster, with a token verified before, and after a restart', async () => {
    const letterbox = await openVisitable(fake.profile);
    const visit = await visitOf(letterbox, device, fake.profile.id);
    expect((await visit.ask(path)).status).toBe(404);
    await postRoster(letterbox, await fake.roster(1, [revocationOf(device.kid)]));
    expect(await codeIn(await visit.ask(path))).toBe('revoked');
    const again = await visitOf(await letterbox.reopen(), device, fake.profile.id);
    expect(await codeIn(await again.ask(path))).toBe('revoked');
  });

  it('comes back with a newer roster, and an older one changes nothing any more', async () => {
    const letterbox = await openVisitable(fake.profile);
    const visit = await visitOf(letterbox, device, fake.profile.id);
    const [first, second] = [await fake.roster(1, [revocationOf(device.kid)]), await fake.roster(2, [])];
    await postRoster(letterbox, first);
    await postRoster(letterbox, second);
    expect((await visit.ask(path)).status).toBe(404);
    await postRoster(letterbox, first);
    expect((await visit.ask(path)).status).toBe(404);
  });

  it('takes all devices with it where it is an organisation', async () => {
    const letterbox = await openVisitable(fake.profile);
    await postRoster(letterbox, await fake.roster(1, [revocationOf(fake.organisations[0]!.kid)]));
    expect(await codeIn(await (await visitOf(letterbox, device, fake.profile.id)).ask(path))).toBe('revoked');
    expect((await (await visitOf(letterbox, fake.recorders[2]!, fake.profile.id)).ask(path)).status).toBe(404);
  });

  it('is not made by a roster that the roots did not sign', async () => {
    const letterbox = await openVisitable(fake.profile);
    const usurper = await fakeMechanism('usurper');
    const roster = await usurper.roster(9, [revocationOf(device.kid)]);
    const body = roster.body.replace(usurper.profile.id, fake.profile.id);
    await postRoster(letterbox, { ...roster, body });
    expect((await (await visitOf(letterbox, device, fake.profile.id)).ask(path)).status).toBe(404);
  });
});
