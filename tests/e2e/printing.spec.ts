// A document is printed by Chromium as a tagged PDF, in a window that nobody sees and that is gone afterwards.

import { mkdirSync, writeFileSync } from 'node:fs';
import type { ElectronApplication } from '@playwright/test';
import { documentToHtml } from '#shared/report/document-to-html.ts';
import { sampleDocument } from '../fixtures/sample-document.ts';
import { electronKind, expect, test } from './launch.ts';
import { create, pageOf } from './shell-page.ts';

test.beforeAll(() => console.log(`printing.spec: on ${electronKind}`));

test('a document becomes a tagged PDF in its language, without a window left, and nothing in it can run', async ({
  openApp,
}) => {
  const app = await openApp('printing');
  const page = await pageOf(app);
  await create(page);
  const { title, language, footer } = sampleDocument;
  const script = '<script>document.body.textContent = "ran"</script>';
  const bytes = await page.evaluate(
    async (document) => {
      const printed = await window.chasqui.documentPrint(document);
      return printed.ok ? [...printed.value] : [];
    },
    { title, language, footer, html: documentToHtml(sampleDocument) + script },
  );
  const pdf = Buffer.from(bytes);
  mkdirSync('test-results', { recursive: true });
  writeFileSync('test-results/document.pdf', pdf); // to be looked at
  const text = pdf.toString('latin1');
  expect(text.slice(0, 5)).toBe('%PDF-');
  expect(text).toContain('/MarkInfo');
  expect(text).toContain('/StructTreeRoot');
  expect(text).toContain('/Lang (es)');
  expect(text).toContain('AtkinsonHyperlegibleNext');
  expect(text.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2);
  expect(await windowsOf(app)).toBe(1);
});

test('printing that is stopped ends in the middle of it: its caller is told, and no window is left', async ({
  openApp,
}) => {
  const app = await openApp('printing-stopped');
  const page = await pageOf(app);
  await create(page);
  const row = '<tr><td>uno</td><td>dos</td></tr>';
  const answer = page.evaluate(
    async (html) => window.chasqui.documentPrint({ title: 't', language: 'es', html, footer: 'f' }),
    `<table><tbody>${row.repeat(20_000)}</tbody></table>`,
  );
  await expect.poll(() => windowsOf(app)).toBe(2);
  await page.evaluate(() => window.chasqui.documentPrintStop());
  expect(await answer).toEqual({ ok: false, error: { type: 'printStopped' } });
  await expect.poll(() => windowsOf(app)).toBe(1);
});

const windowsOf = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
