// A bundle is opened by the same code beside the engine or in it; the worker's end is nobody's loss.

import { expect, onTestFinished, test, vi } from 'vitest';
import { type Opener, openerHere, type OpenerHost } from '#renderer/engine/opener.ts';
import { openerBeside } from '#renderer/engine/opener-beside.ts';
import { finished, type Laptop, mechanism, packed, readerOf } from './laptops.ts';

test('beside the engine a bundle is opened, hashed and verified as here, and refused as here', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  await finished(ana);
  const { bytes } = await packed(ana, readerOf(profile));
  const beside = begun();
  for (const [file, host] of [
    [bytes, hostOf(secretariat, ana)],
    [bytes, hostOf(secretariat)],
    [bytes.slice(0, -1000), hostOf(secretariat)],
    [bytes, hostOf(await enrolled('Beto'))],
    [bytes, { ...hostOf(ana), unwrap: async () => LOCKED }],
  ] as const) {
    expect(await beside.open(file, host, false)).toEqual(await openerHere.open(file, host, false));
  }
  const opened = await beside.open(bytes, hostOf(secretariat, ana), false);
  expect(opened.ok && opened.value.ahead.length).toBe(
    opened.ok && opened.value.opened.ok ? opened.value.opened.value.changesets.length : 0,
  );
  expect(opened.ok && opened.value.ahead.every((found) => found?.key === ana.fake.unlock().device.key)).toBe(true);
});

test('what is under way when the notebook is locked is answered as by a locked vault', async () => {
  const beside = begun();
  const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>();
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  await finished(ana);
  const { bytes } = await packed(ana, readerOf(profile));
  const never = new Promise<never>(() => undefined);
  const opening = beside.open(bytes, { ...hostOf(secretariat), unwrap: () => (isAsked(), never) }, false);
  await asked;
  beside.stop();
  expect(await opening).toEqual(LOCKED);
  expect(await beside.open(bytes, hostOf(secretariat), false)).toEqual(
    await openerHere.open(bytes, hostOf(secretariat), false),
  );
});

test('where no worker can be had, the bundle is opened here', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  await finished(ana);
  const { bytes } = await packed(ana, readerOf(profile));
  const Platform = Worker;
  const made = vi.fn<() => void>();
  vi.stubGlobal(
    'Worker',
    class extends Platform {
      constructor() {
        super('/there-is-no-such-file.js', { type: 'module' });
        made();
      }
    },
  );
  onTestFinished(() => void vi.unstubAllGlobals());
  expect(await begun().open(bytes, hostOf(secretariat), false)).toEqual(
    await openerHere.open(bytes, hostOf(secretariat), false),
  );
  expect(made).toHaveBeenCalledOnce();
});

const LOCKED = { ok: false, error: { type: 'vaultLocked' } } as const;

function begun(): Opener {
  const beside = openerBeside();
  onTestFinished(beside.stop);
  return beside;
}

/** @param known whose changesets are verified ahead */
const hostOf = ({ fake }: Laptop, known?: Laptop): OpenerHost => ({
  unwrap: (stanzas) => fake.desktop.vaultUnwrap({ stanzas: [...stanzas] }),
  keysOf: async (_bundle, authors) => {
    const key = known?.fake.unlock().device;
    return new Map(authors.flatMap((kid) => (kid === key?.kid ? [[kid, key.key] as const] : [])));
  },
});
