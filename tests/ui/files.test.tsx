// Attachments on the screen: added by the button and by dropping, taken out and put back, refused in words, shown
// on the page of the record with what has arrived and what has not.

import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { textToBytes, type Bytes } from '#shared/base/bytes.ts';
import type { Json } from '#shared/base/json.ts';
import { type Attachment, attachmentOf, makeAttachment } from '#shared/record/attachment.ts';
import { paintedPicture } from '#tests/flow/painted.ts';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { makeRecord } from './fake-records.ts';
import { recordId } from './fake-samples.ts';
import { stage, type Stage } from './stage.tsx';

const ID = recordId(1);
let open: Stage | undefined;

beforeEach(() => page.viewport(1366, 768));
afterEach(() => {
  open?.leave();
  open = undefined;
});

async function show(path: string, entry: Readonly<Record<string, Json>> = {}): Promise<FakeWorld> {
  const world = fakeWorld(0);
  world.records.set(ID, makeRecord(1, 'practice', { title: 'Una práctica', ...entry }, { finished: false }));
  open = await stage(`/record/${ID}${path}`, world);
  return world;
}

const form = async (entry: Readonly<Record<string, Json>> = {}): Promise<FakeWorld> => {
  const world = await show('/edit/sharing', entry);
  await expect.element(page.getByRole('group', { name: /Archivos e imágenes/ })).toBeVisible();
  return world;
};

const cells = (world: FakeWorld): readonly Json[] =>
  [...(world.records.get(ID)?.cells ?? [])]
    .filter(([path]) => path.startsWith('attachments'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { value }]) => value);
const names = (world: FakeWorld): readonly unknown[] => cells(world).map((value) => attachmentOf(value)?.name ?? value);

function offer(world: FakeWorld, files: Readonly<Record<string, Bytes>>): void {
  for (const [name, bytes] of Object.entries(files)) world.picked.set(name, bytes);
  if (open !== undefined)
    open.pickedFiles = Object.entries(files).map(([name, { length }]) => ({ pick: name, name, size: length }));
}

test('files are added by the button, listed with kind and size, taken out by keyboard and put back as they were', async () => {
  const world = await form();
  offer(world, { 'acta.pdf': textToBytes(`%PDF-1.7 ${'x'.repeat(2_000)}`), 'voz.ogg': textToBytes('OggS…') });
  await userEvent.click(page.getByRole('button', { name: 'Añadir archivos' }));
  await expect.poll(() => names(world)).toEqual(['acta.pdf', 'voz.ogg']);
  await expect.element(page.getByText('Añadido: acta.pdf, voz.ogg')).toBeVisible();
  await expect.element(page.getByText(/Documento · 2 kB/)).toBeVisible();
  const before = cells(world);
  const out = page.getByRole('button', { name: 'Quitar acta.pdf' });
  out.element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => names(world)).toEqual(['voz.ogg']);
  await userEvent.click(page.getByRole('button', { name: 'Deshacer' }));
  await expect.poll(() => cells(world)).toEqual(before);
});

test('a person is told once that documents may hold names and places; a picture shows itself instead', async () => {
  const world = await form();
  offer(world, { 'foto.png': await paintedPicture('image/png', 40, 30) });
  await userEvent.click(page.getByRole('button', { name: 'Añadir archivos' }));
  await expect.poll(() => document.querySelectorAll('main img[src^="blob:"]').length).toBe(1);
  expect(page.getByText(/Pueden llevar nombres y lugares/).elements()).toEqual([]);
  offer(world, { 'acta.pdf': textToBytes('%PDF-1.7') });
  await userEvent.click(page.getByRole('button', { name: 'Añadir archivos' }));
  await expect.element(page.getByText(/Pueden llevar nombres y lugares/)).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Entendido' }));
  offer(world, { 'lista.pdf': textToBytes('%PDF-1.7') });
  await userEvent.click(page.getByRole('button', { name: 'Añadir archivos' }));
  await expect.poll(() => names(world).length).toBe(3);
  expect(page.getByText(/Pueden llevar nombres y lugares/).elements()).toEqual([]);
});

test('files dropped on the field are added as the chosen ones are', async () => {
  const world = await form();
  const transfer = new DataTransfer();
  // A transfer that no hand began allows nothing.
  Object.defineProperty(transfer, 'effectAllowed', { value: 'all' });
  Object.defineProperty(transfer, 'dropEffect', { value: 'none', writable: true });
  const entry = vi.spyOn(DataTransferItem.prototype, 'webkitGetAsEntry');
  entry.mockReturnValue({ isFile: true } as FileSystemEntry);
  onTestFinished(() => entry.mockRestore());
  transfer.items.add(new File([textToBytes('una nota')], 'nota.txt', { type: 'text/plain' }));
  const zone = page.getByText(/Suelte aquí los archivos/).element();
  for (const type of ['dragenter', 'dragover', 'drop'])
    zone.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  await expect.poll(() => names(world)).toEqual(['nota.txt']);
});

test('a file that cannot be attached says why beside the field, and the others are added', async () => {
  const world = await form();
  world.problems.set('attachFile', { type: 'pictureNotReadable' });
  offer(world, { 'rota.jpg': textToBytes('no') });
  await userEvent.click(page.getByRole('button', { name: 'Añadir archivos' }));
  await expect.element(page.getByRole('alert').getByText('No se añadió «rota.jpg»')).toBeVisible();
  await expect.element(page.getByText(/está dañada o no es una imagen/)).toBeVisible();
  expect(cells(world)).toEqual([]);
  world.problems.clear();
  await userEvent.click(page.getByRole('button', { name: 'Añadir archivos' }));
  await expect.poll(() => names(world)).toEqual(['rota.jpg']);
  expect(page.getByText('No se añadió «rota.jpg»').elements()).toEqual([]);
});

test('what an old entry wrote in the place of a file stays as it is beside a new one', async () => {
  const world = await form({ attachments: ['foto de la reunión', { anything: true }] });
  await expect.element(page.getByText('foto de la reunión', { exact: true }).first()).toBeVisible();
  offer(world, { 'nota.txt': textToBytes('una nota') });
  await userEvent.click(page.getByRole('button', { name: 'Añadir archivos' }));
  await expect.poll(() => names(world)).toEqual(['foto de la reunión', { anything: true }, 'nota.txt']);
});

test('the page of the record shows what is here, opens a picture, saves a file, and says what has not arrived', async () => {
  const salt = new Uint8Array(16);
  const picture = await paintedPicture('image/jpeg', 60, 40);
  const here: Attachment = makeAttachment(picture, salt, 'foto.jpg', 'image/jpeg');
  const away = makeAttachment(textToBytes('%PDF'), salt, 'acta.pdf', 'application/pdf');
  const world = await show('', { attachments: [here, away] });
  world.files.set(here.digest, picture);
  world.tell(['records']);
  await expect.element(page.getByText(/Está en este equipo/)).toBeVisible();
  await expect.element(page.getByText('Aún no ha llegado')).toBeVisible();
  expect(page.getByRole('button', { name: /acta.pdf/ }).elements()).toEqual([]);
  await userEvent.click(page.getByRole('button', { name: 'Ver foto.jpg' }));
  const dialog = page.getByRole('dialog', { name: 'foto.jpg' });
  await expect.element(dialog.getByRole('img', { name: 'foto.jpg' })).toBeVisible();
  const address = dialog.getByRole('img').element().getAttribute('src') ?? '';
  await userEvent.click(dialog.getByRole('button', { name: 'Cerrar' }));
  await expect
    .poll(() =>
      fetch(address).then(
        () => 'there',
        () => 'taken back',
      ),
    )
    .toBe('taken back');
  await userEvent.click(page.getByRole('button', { name: 'Guardar como… foto.jpg' }));
  await expect.element(page.getByText('Guardado: foto.jpg. Ese archivo ya no está sellado.')).toBeVisible();
  expect(world.calls.at(-1)).toEqual({ name: 'saveFile', args: ['foto.jpg'] });
});

test('the form says how many files are here and which are still on another computer', async () => {
  const here = makeAttachment(textToBytes('%PDF-1.7'), new Uint8Array(16), 'acta.pdf', 'application/pdf');
  const away = makeAttachment(textToBytes('OggS'), new Uint8Array(16).fill(1), 'voz.ogg', 'audio/ogg');
  const world = fakeWorld(0);
  world.files.set(here.digest, textToBytes('%PDF-1.7'));
  world.records.set(ID, makeRecord(1, 'practice', { title: 'Una', attachments: [here, away] }, { finished: false }));
  open = await stage(`/record/${ID}/edit/sharing`, world);
  const group = page.getByRole('group', { name: /Archivos e imágenes/ });
  const state = '1 de 2 archivos está en este equipo. 1 sigue en otro equipo y llegará después.';
  await expect.element(group.getByText(state)).toBeVisible();
  expect(group.getByText('Aún no ha llegado').elements()).toHaveLength(1);
  offer(world, { 'otra.pdf': textToBytes('%PDF-1.7 otra') });
  await userEvent.click(page.getByRole('button', { name: 'Añadir archivos' }));
  await expect.element(group.getByText(/^2 de 3 archivos están en este equipo/)).toBeVisible();
});
