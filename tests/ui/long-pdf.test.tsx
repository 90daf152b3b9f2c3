// Before a PDF that takes long is begun, the screen says about how long, and what takes less; of a short one, nothing.

import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { expect, test } from 'vitest';
import { startWords } from '#renderer/i18n/start.ts';
import { LongPdf } from '#renderer/views/reports/long-pdf.tsx';
import type { ReportDocument } from '#shared/report/document.ts';

const listOf = (lines: number): ReportDocument => ({
  title: 'Lista',
  language: 'es',
  footer: '',
  sources: [],
  blocks: [
    { type: 'heading', level: 1, text: 'Lista' },
    { type: 'table', caption: '', head: ['Título'], rows: Array.from({ length: lines }, () => ['Feria']) },
  ],
});

test('a list of ten thousand lines says how long its PDF takes, and a short one says nothing', async () => {
  const words = await startWords('es');
  await words.loadNamespaces(['reports']);
  const box = document.createElement('div');
  const root = createRoot(box);
  const shown = (lines: number): string => {
    flushSync(() =>
      root.render(
        <I18nextProvider i18n={words}>
          <LongPdf document={listOf(lines)} />
        </I18nextProvider>,
      ),
    );
    return box.textContent;
  };
  expect(shown(10_000)).toMatch(/10.000 líneas.* 40 s/);
  expect(shown(200)).toBe('');
  root.unmount();
});
