// The icons that Windows, macOS and Linux ask for are there and are pictures of the sizes they ask for.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const icons = join(import.meta.dirname, '..', '..', 'resources', 'icons');
const PNG = '89504e470d0a1a0a';

const read = (name: string): Buffer => readFileSync(join(icons, name));

/** Width of the PNG that starts at a place, by its IHDR. */
function widthAt(file: Buffer, at: number): number {
  expect(file.subarray(at, at + 8).toString('hex')).toBe(PNG);
  return file.readUInt32BE(at + 16);
}

test.each(['chasqui', 'quipu'])('%s.ico has every size Windows draws, up to 256', (name) => {
  const file = read(`${name}.ico`);
  const entries = Array.from({ length: file.readUInt16LE(4) }, (_, index) => 6 + 16 * index);
  const widths = entries.map((entry) => widthAt(file, file.readUInt32LE(entry + 12)));
  expect(widths).toEqual([16, 24, 32, 48, 64, 128, 256]);
  expect(entries.map((entry) => file.readUInt8(entry) || 256)).toEqual(widths);
});

test.each(['chasqui', 'quipu'])('%s.icns is whole and reaches 1024', (name) => {
  const file = read(`${name}.icns`);
  expect(file.toString('latin1', 0, 4)).toBe('icns');
  expect(file.readUInt32BE(4)).toBe(file.length);
  const widths: number[] = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) widths.push(widthAt(file, at + 8));
  expect(widths).toEqual([16, 32, 32, 64, 128, 256, 256, 512, 1024]);
});

test('Linux has a picture a size, each under the name of its size', () => {
  const names = readdirSync(join(icons, 'chasqui'));
  expect(names.length).toBe(7);
  for (const name of names) expect(`${widthAt(read(`chasqui/${name}`), 0)}.png`).toBe(name);
});
