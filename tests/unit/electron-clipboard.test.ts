// What the app copied does not outlive the open notebook; what somebody copied elsewhere is not touched.

import { expect, test } from 'vitest';
import { createOwnClipboard, type OwnClipboard } from '#electron/own-clipboard.ts';

function scene(): { clipboard: OwnClipboard; system: { text: string; cleared: number } } {
  const system = { text: '', cleared: 0 };
  const clipboard = createOwnClipboard({
    readText: () => system.text,
    writeText: (text) => {
      system.text = text;
    },
    clear: () => {
      system.text = '';
      system.cleared += 1;
    },
  });
  return { clipboard, system };
}

test('what the app copied is gone after locking, also where the system gave its lines other ends', async () => {
  const { clipboard, system } = scene();
  await clipboard.copy('Marisol\nTapachula');
  expect(system.text).toBe('Marisol\nTapachula');
  system.text = 'Marisol\r\nTapachula';
  await clipboard.forget();
  expect(system.text).toBe('');
});

test('what a person copied from a field is gone after locking', async () => {
  const { clipboard, system } = scene();
  clipboard.note('Marisol');
  system.text = 'Marisol';
  await clipboard.forget();
  expect(system).toEqual({ text: '', cleared: 1 });
});

test('what was copied elsewhere since stays, and a second locking clears nothing', async () => {
  const { clipboard, system } = scene();
  await clipboard.copy('Marisol');
  system.text = 'una lista de compras';
  await clipboard.forget();
  await clipboard.copy('Marisol');
  await clipboard.forget();
  system.text = 'Marisol';
  await clipboard.forget();
  expect(system).toEqual({ text: 'Marisol', cleared: 1 });
});
