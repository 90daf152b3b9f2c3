import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerRequest, type FileTable, POLICY, tableOf } from '#electron/app-protocol.ts';
import { isLocal } from '#electron/local-addresses.ts';
import { createPrintedPages, PRINT_POLICY } from '#electron/printed-pages.ts';

let folder = '';
let table: FileTable = new Map();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chasqui-page-'));
  const root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets', 'deep'), { recursive: true });
  writeFileSync(join(folder, 'secret.json'), 'secret');
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  writeFileSync(join(root, 'assets', 'index-a1.js'), 'export {};');
  writeFileSync(join(root, 'assets', 'index-a1.js.map'), '{}');
  writeFileSync(join(root, 'assets', 'style.css'), 'a{}');
  writeFileSync(join(root, 'assets', 'deep', 'font.woff2'), new Uint8Array([1, 2, 3]));
  symlinkSync(join(folder, 'secret.json'), join(root, 'link.json'));
  table = tableOf(root);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = (url: string, method = 'GET'): Response => answerRequest(table, new Request(url, { method }));

test('what is in the folder at start is served with its type, and nothing else is', async () => {
  expect([...table.keys()].sort()).toEqual([
    '/assets/deep/font.woff2',
    '/assets/index-a1.js',
    '/assets/style.css',
    '/index.html',
  ]);
  expect(ask('app://local/').headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await ask('app://local/index.html?x#y').text()).toBe('<!doctype html>');
  expect(ask('app://local/assets/index-a1.js').headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(new Uint8Array(await ask('app://local/assets/deep/font.woff2').arrayBuffer())).toEqual(
    new Uint8Array([1, 2, 3]),
  );
  writeFileSync(join(folder, 'renderer', 'late.html'), 'made after the start');
  expect(ask('app://local/late.html').status).toBe(404);
});

test('no address leads out of the folder, in any spelling', () => {
  const addresses = [
    'app://local/../secret.json',
    'app://local/..%2fsecret.json',
    'app://local/%2e%2e/secret.json',
    'app://local/assets/../../secret.json',
    'app://local/..\\secret.json',
    'app://local//etc/passwd',
    'app://local/index.html/',
    'app://local/index.html%00.js',
    'app://local/INDEX.HTML',
    'app://local/assets',
    'app://local/assets/',
    'app://local/link.json',
    'app://local/assets/index-a1.js.map',
    'app://local/__proto__',
    'app://local/constructor',
    'app://other/index.html',
    'app://local:80/index.html',
    'app://local.evil/index.html',
    'https://local/index.html',
  ];
  for (const address of addresses) expect(ask(address).status, address).toBe(404);
});

test('only reading is answered', () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
    expect(ask('app://local/index.html', method).status).toBe(405);
  expect(ask('app://local/index.html', 'HEAD').status).toBe(200);
});

test('every answer, the refusals too, carries the whole policy', () => {
  for (const response of [
    ask('app://local/'),
    ask('app://local/assets/index-a1.js'),
    ask('app://local/none'),
    ask('app://local/', 'POST'),
  ]) {
    expect(response.headers.get('content-security-policy')).toBe(POLICY);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  }
  expect(POLICY).toContain("default-src 'none'");
  expect(POLICY).toContain("require-trusted-types-for 'script'");
  expect(POLICY).not.toMatch(/unsafe|https?:|\*/);
});

test('only our own addresses are let through to the page', () => {
  for (const url of ['app://local/index.html', 'blob:app://local/1', 'data:image/png;base64,AA'])
    expect(isLocal(url), url).toBe(true);
  for (const url of [
    'https://example.org/',
    'http://localhost/',
    'file:///etc/passwd',
    'app://local.evil/',
    'ws://x/',
    'blob:https://x/1',
    'ftp://x',
  ]) {
    expect(isLocal(url), url).toBe(false);
  }
});

test('a document that is printed is served under its secret name alone, while it is printed, under a stricter policy', async () => {
  writeFileSync(join(folder, 'empty.html'), '<html lang="es"><title>Chasqui</title><main></main></html>');
  const pages = createPrintedPages(
    () => new Uint8Array([9, 8, 7]),
    () => new Map([['/print.html', join(folder, 'empty.html')]]),
  );
  const { url, remove } = pages.put({ title: '<b>$&', language: '"ht', html: '<p>$& words</p>', footer: '' });
  const served = answerRequest(table, new Request(url), pages.at);
  expect(await served.text()).toBe(
    '<html lang="&quot;ht"><title>&lt;b&gt;$&amp;</title><main><p>$& words</p></main></html>',
  );
  expect(served.headers.get('content-security-policy')).toBe(PRINT_POLICY);
  expect(answerRequest(table, new Request('app://local/print-other.html'), pages.at).status).toBe(404);
  remove();
  expect(answerRequest(table, new Request(url), pages.at).status).toBe(404);
});
