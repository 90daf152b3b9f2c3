import { expect, test } from 'vitest';
import { bytesOf, END, filled, filledAs, numbered, opened, PATH } from './electron-journals.ts';

test('a journal that is an older copy of itself says how much it lacks, until it grows again', async () => {
  const disk = await filled(3);
  const older = bytesOf(disk);
  const journal = opened(disk);
  await journal.append(numbered(4, 3));
  await journal.close();
  for (const [back, entries] of [
    [older, 3],
    [undefined, 0],
  ] as const) {
    if (back === undefined) await disk.remove(PATH);
    else disk.put(PATH, back);
    const again = opened(disk);
    expect(await again.mark()).toMatchObject({ ok: true, value: { entries, gone: 7 - entries } });
    await again.close();
  }
  const again = opened(disk);
  expect(await again.append(numbered(1))).not.toHaveProperty('value.gone');
  await again.close();
  expect(await opened(disk).mark()).not.toHaveProperty('value.gone');
});

test('a mark of the journal that is spoiled, foreign or not there says nothing', async () => {
  const disk = await filled(3);
  const mark = disk.files().get(END) ?? new Uint8Array(0);
  const foreign = (await filledAs('p2', 9)).files().get(END) ?? new Uint8Array(0);
  await disk.remove(PATH);
  for (const bad of [new Uint8Array(0), mark.subarray(1), mark.map((byte) => byte ^ 1), foreign, undefined]) {
    if (bad === undefined) await disk.remove(END);
    else disk.put(END, bad);
    const journal = opened(disk);
    expect(await journal.mark()).not.toHaveProperty('value.gone');
    await journal.close();
  }
  disk.put(END, mark);
  expect(await opened(disk).mark()).toMatchObject({ value: { gone: 3 } });
});
