// `npm run icons`: draws the icons of the app and of a `.quipu` file anew from their SVG, after one of them changed:
// PNGs for Linux (resources/icons/chasqui/<size>.png), .ico for Windows, .icns for macOS. Both are mere boxes of PNGs,
// so that electron-builder finds them ready and downloads no tool for it. What it makes is kept in the repository.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { chromiumFlags, chromiumPath } from './chromium.ts';

const icons = join(import.meta.dirname, '..', 'resources', 'icons');
const linuxSizes = [16, 32, 48, 64, 128, 256, 512] as const;
const windowsSizes = [16, 24, 32, 48, 64, 128, 256] as const;
/** macOS names each picture by four letters; the `@2x` ones have twice the pixels of their name. */
const macSizes = { icp4: 16, icp5: 32, ic11: 32, ic12: 64, ic07: 128, ic08: 256, ic13: 256, ic09: 512, ic10: 1024 };

type Draw = (size: number) => Promise<Buffer>;

const browser = await chromium.launch({
  args: [...chromiumFlags],
  ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
});
for (const name of ['chasqui', 'quipu']) {
  const draw = await drawerOf(browser, readFileSync(join(icons, `${name}.svg`), 'utf8'));
  writeFileSync(join(icons, `${name}.ico`), await toIco(draw));
  writeFileSync(join(icons, `${name}.icns`), await toIcns(draw));
  if (name === 'chasqui') await writePngs(join(icons, name), draw);
}
await browser.close();

async function drawerOf(on: Browser, svg: string): Promise<Draw> {
  const page = await on.newPage();
  await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
  return async (size) => {
    await page.setViewportSize({ width: size, height: size });
    return page.screenshot({ omitBackground: true });
  };
}

async function writePngs(folder: string, draw: Draw): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const size of linuxSizes) writeFileSync(join(folder, `${size}.png`), await draw(size));
}

/** ICONDIR, one ICONDIRENTRY a picture (0 stands for 256 pixels), the pictures. */
async function toIco(draw: Draw): Promise<Buffer> {
  const head = Buffer.alloc(6 + 16 * windowsSizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(windowsSizes.length, 4);
  const pictures: Buffer[] = [];
  let at = head.length;
  for (const [index, size] of windowsSizes.entries()) {
    const picture = await draw(size);
    const entry = 6 + 16 * index;
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(picture.length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    pictures.push(picture);
    at += picture.length;
  }
  return Buffer.concat([head, ...pictures]);
}

/** `icns`, the length of all; then each picture under its four letters and its length, heads counted. */
async function toIcns(draw: Draw): Promise<Buffer> {
  const boxes: Buffer[] = [];
  for (const [letters, size] of Object.entries(macSizes)) {
    const picture = await draw(size);
    boxes.push(headOf(letters, picture.length), picture);
  }
  const all = Buffer.concat(boxes);
  return Buffer.concat([headOf('icns', all.length), all]);
}

function headOf(letters: string, length: number): Buffer {
  const head = Buffer.alloc(8);
  head.write(letters, 'latin1');
  head.writeUInt32BE(length + 8, 4);
  return head;
}
