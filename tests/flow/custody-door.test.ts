// The door for lines of custody: what is believed of them, whoever sealed the bundle that brought them.

import { expect, test } from 'vitest';
import { type BundleId, digestOfText } from '#shared/base/ids.ts';
import { type Custody, signCustody } from '#shared/bundle/custody.ts';
import type { Trust } from '#shared/log/roster.ts';
import { vaultSigner } from '#renderer/engine/session.ts';
import { PROFILE } from '#renderer/engine/shelf-names.ts';
import { takeCustody } from '#renderer/flow/take-custody.ts';
import { fakeDesktop } from '#tests/fixtures/desktop.ts';

const mechanism = digestOfText('mechanism');

async function device() {
  const fake = await fakeDesktop();
  const { kid, key } = fake.unlock().device;
  return { kid, key, signer: vaultSigner(fake.desktop, 'device', kid) };
}

test('a line of custody is kept only if its device is known here and signed it, for this mechanism', async () => {
  const [coordinator, recorder, office, stranger] = [await device(), await device(), await device(), await device()];
  const trust = { authors: new Map([coordinator, recorder, office].map((each) => [each.kid, each])) } as never as Trust;
  const line: Custody = {
    mechanism,
    by: coordinator.kid,
    from: recorder.kid,
    bundle: digestOfText('bundle') as string as BundleId,
    at: { time: '2026-03-01T12:00:00.000Z', doubt: null },
    to: office.kid,
    runs: [{ author: recorder.kid, from: 1, to: 2 }],
    files: [],
  };
  const good = await signCustody(line, coordinator.signer);
  const forged = await signCustody({ ...line, to: null }, recorder.signer);
  const lines = [
    good,
    { ...forged, signatures: [{ ...forged.signatures[0]!, kid: coordinator.kid }] },
    { ...good, body: good.body.replace('"to":2}', '"to":9}') },
    await signCustody({ ...line, by: stranger.kid }, stranger.signer),
    await signCustody({ ...line, mechanism: digestOfText('another') }, coordinator.signer),
    await signCustody({ ...line, by: office.kid, to: null }, office.signer), // its own, come back
  ];
  const shelf = new Map<string, unknown>([[PROFILE, { id: mechanism }]]);
  const session = {
    device: { kid: office.kid },
    ledger: { store: { shelf: { get: (name: string) => shelf.get(name) } } },
  };
  const kept = await takeCustody(session as never, lines, trust);
  expect([...kept.values()]).toEqual([good]);
  for (const [name, value] of kept) shelf.set(name, value);
  expect([...(await takeCustody(session as never, lines, trust))]).toEqual([]);
});
