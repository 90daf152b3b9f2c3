// The canary of the rooms' types: what a room's tsconfig keeps out of reach must fail to compile there. The tsc that
// runs must be TypeScript 7: the older one, present for dependency-cruiser, is another program.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeOverlay, type Overlay } from './overlay.ts';

const configs = ['shared', 'renderer', 'electron', 'secretariat'].map((room) => `${room}/tsconfig.json`);
let overlay: Overlay;

beforeAll(() => {
  overlay = makeOverlay(['tsconfig.base.json', 'package.json', 'shared/base/platform.d.ts', ...configs]);
});
afterAll(() => overlay.remove());

const complaintsOf = (room: string, code: string): string => {
  overlay.plant(`${room}/planted.ts`, code);
  return overlay.run('tsc', ['-p', room, '--incremental', 'false']);
};

test('tsc is TypeScript 7', () => {
  expect(overlay.run('tsc', ['--version'])).toMatch(/^Version 7\./);
});

test.each([
  ['shared', 'a page', 'export const sin = document.title;', "Cannot find name 'document'"],
  ['shared', 'Node', 'export const sin = process.pid;', "Cannot find name 'process'"],
  ['shared', 'a timer', 'export const sin = setTimeout;', "Cannot find name 'setTimeout'"],
  ['renderer', 'Node', 'export const sin = process.pid;', "Cannot find name 'process'"],
  ['electron', 'a page', 'export const sin = document.title;', "Cannot find name 'document'"],
  ['secretariat', 'a page', 'export const sin = document.title;', "Cannot find name 'document'"],
  ['shared', 'an enum', 'export enum Sin { A }', 'erasableSyntaxOnly'],
  [
    'shared',
    'an unchecked index',
    'export const sin = (list: string[]): string => list[0];',
    "'undefined' is not assignable",
  ],
])('in %s, %s does not compile', (room, _what, code, complaint) => {
  expect(complaintsOf(room, code)).toContain(complaint);
});

test.each(configs.map((config) => config.split('/')[0] ?? ''))('in %s, plain code compiles', (room) => {
  expect(complaintsOf(room, 'export const fine: readonly string[] = [];')).toBe('');
});
