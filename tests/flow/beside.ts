// One notebook in two windows: another engine over the same desktop, opened while the first still is.

import { onTestFinished } from 'vitest';
import { makeEngine } from '#renderer/engine/engine.ts';
import { type Laptop, NOON, valueOf } from './laptops.ts';

export async function beside(device: Laptop): Promise<Laptop> {
  const engine = makeEngine(() => NOON);
  const report = valueOf(await engine.open(device.fake.unlock(), device.fake.desktop, () => undefined));
  onTestFinished(() => engine.close());
  return { ...device, engine, report };
}
