import { describe, expect, it } from 'vitest';
import { paths } from '#shared/wire/letterbox.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { fakeBundle, openVisitable, type Visitable, visitOf } from './visit.ts';

const fake = await fakeMechanism('logs');
const CANARY = 'canary-7f3a';

/** A day with everything in it that a client can say, a canary in each place. */
async function noisyDay(letterbox: Visitable): Promise<readonly string[]> {
  const device = fake.recorders[0]!;
  const visit = await visitOf(letterbox, device, fake.profile.id);
  const reader = await visitOf(letterbox, fake.secretariat, fake.profile.id);
  const bundle = fakeBundle('a', 3000);
  await visit.deliver(bundle);
  await visit.begin(fakeBundle('b'), { 'upload-metadata': `name ${btoa(CANARY)}` });
  await visit.ask(`v1/bundles/${CANARY}`, {
    headers: { 'user-agent': CANARY, 'x-forwarded-for': CANARY, cookie: CANARY },
  });
  await letterbox.ask(`${CANARY}?${CANARY}=${CANARY}`, { headers: { authorization: `Bearer ${CANARY}` } });
  await reader.ask(paths.bundle(bundle.sha256));
  await reader.ask(paths.outTrayOf(device.kid), {
    method: 'POST',
    body: JSON.stringify({ signed: [], [CANARY]: CANARY }),
  });
  await reader.ask(paths.outTrayOf(device.kid), { method: 'POST', body: `{"${CANARY}` });
  return [
    CANARY,
    device.kid,
    fake.secretariat.kid,
    bundle.sha256,
    bundle.id,
    'Equipo',
    'Casa',
    '/letterbox',
    fake.profile.id,
  ];
}

describe('what a letterbox tells a machine that watches it', () => {
  it('is how often what happened, and nothing of who, what or where', async () => {
    const letterbox = await openVisitable(fake.profile);
    const words = await noisyDay(letterbox);
    const text = letterbox.metrics();
    expect(text).toContain('chasqui_events_total{event="stored"} 1\n');
    expect(text).toContain('chasqui_events_total{event="refused",code="badRequest"} 2\n');
    expect(text).toContain('chasqui_half_uploads 0\n');
    for (const word of words) expect(text).not.toContain(word);
  });

  it('is whether it takes requests, to anyone who asks', async () => {
    const letterbox = await openVisitable(fake.profile);
    const health = async () => {
      const answer = await letterbox.ask('v1/health');
      return [answer.status, await answer.text()];
    };
    expect(await health()).toEqual([200, 'ok']);
    letterbox.clock.stopping = true;
    expect(await health()).toEqual([503, 'stopping']);
  });
});

describe('the log of a letterbox', () => {
  it('has only listed codes and facts, and no word of what clients said', async () => {
    const letterbox = await openVisitable(fake.profile);
    const secrets = await noisyDay(letterbox);
    const text = letterbox.logLines.join('\n');
    for (const secret of secrets) expect(text).not.toContain(secret);
    const lines = letterbox.logLines.map((line) => JSON.parse(line) as { readonly code: string });
    expect(new Set(lines.map(({ code }) => code))).toEqual(
      new Set(['uploadBegun', 'stored', 'downloaded', 'posted', 'refused']),
    );
    for (const line of lines) {
      for (const key of Object.keys(line)) expect(['at', 'code', 'device', 'size', 'count', 'refusal']).toContain(key);
    }
    expect(lines.find(({ code }) => code === 'stored')).toMatchObject({ size: 4096 });
  });

  it('calls a device by a name that is new at every start', async () => {
    const letterbox = await openVisitable(fake.profile);
    await (await visitOf(letterbox, fake.recorders[0]!, fake.profile.id)).deliver(fakeBundle('a'));
    const again = await letterbox.reopen();
    await (await visitOf(again, fake.recorders[0]!, fake.profile.id)).deliver(fakeBundle('b'));
    const deviceIn = ({ logLines }: Visitable): string => (JSON.parse(logLines[0] ?? '') as { device: string }).device;
    expect(deviceIn(letterbox)).toMatch(/^[0-9a-f]{8}$/);
    expect(deviceIn(again)).not.toBe(deviceIn(letterbox));
  });
});

describe('the answers of a letterbox', () => {
  it('say back nothing that a client said', async () => {
    const letterbox = await openVisitable(fake.profile);
    const visit = await visitOf(letterbox, fake.recorders[0]!, fake.profile.id);
    const answers = [
      await letterbox.ask(`${CANARY}`),
      await letterbox.ask(`v1/about?${CANARY}`),
      await visit.ask(`v1/bundles/${CANARY}`),
      await visit.ask(`v1/bundles?after=${CANARY}`),
      await visit.begin(fakeBundle('a'), { 'upload-metadata': `${CANARY} ${btoa(CANARY)}`, 'upload-length': CANARY }),
      await visit.begin(fakeBundle('a'), { 'tus-resumable': CANARY }),
      await visit.ask(`v1/uploads/${CANARY}`, { method: 'PATCH', headers: { 'upload-offset': CANARY } }),
      await visit.ask('v1/uploads', { method: 'OPTIONS', headers: { origin: CANARY, host: CANARY } }),
    ];
    for (const answer of answers) {
      expect(await answer.text()).not.toContain(CANARY);
      expect(JSON.stringify([...answer.headers])).not.toContain(CANARY);
    }
  });
});

describe('the folder of a letterbox', () => {
  it('names no device by its key, but for the trays of those who have mail', async () => {
    const letterbox = await openVisitable(fake.profile);
    const device = fake.recorders[0]!;
    const visit = await visitOf(letterbox, device, fake.profile.id);
    await visit.deliver(fakeBundle('a'));
    await visit.begin(fakeBundle('b'));
    const namesUnder = async (path: string): Promise<readonly string[]> => {
      const names = await letterbox.disk.list(path);
      return (await Promise.all(names.map(async (name) => [name, ...(await namesUnder(`${path}/${name}`))]))).flat();
    };
    const names = await namesUnder('/letterbox');
    expect(names.length).toBeGreaterThan(6);
    expect(names.join('\n')).not.toContain(device.kid);
  });
});
