// Voice notes: spoken into a real recorder from a stream made here, kept on the road of every other file, and the
// microphone let go however it ends.

import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { textToBytes } from '#shared/base/bytes.ts';
import type { Json } from '#shared/base/json.ts';
import { type Attachment, attachmentOf, makeAttachment } from '#shared/record/attachment.ts';
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

/** A microphone that hums once it is ready. */
function hum(ready: Promise<void> = Promise.resolve()): { readonly streams: readonly MediaStream[] } {
  const streams: MediaStream[] = [];
  const context = new AudioContext();
  onTestFinished(() => context.close());
  const spy = vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async () => {
    await context.resume();
    const tone = context.createOscillator();
    const out = context.createMediaStreamDestination();
    tone.connect(out);
    tone.start();
    streams.push(out.stream);
    await ready;
    return out.stream;
  });
  onTestFinished(() => spy.mockRestore());
  return { streams };
}

async function show(path: string, entry: Readonly<Record<string, Json>> = {}): Promise<FakeWorld> {
  const world = fakeWorld(0);
  for (const file of (entry['attachments'] ?? []) as readonly Json[]) {
    const attachment = attachmentOf(file);
    if (attachment !== undefined) world.files.set(attachment.digest, textToBytes('OggS'));
  }
  world.records.set(ID, makeRecord(1, 'practice', { title: 'Una práctica', ...entry }, { finished: false }));
  open = await stage(`/record/${ID}${path}`, world);
  return world;
}

const speak = async (): Promise<void> => {
  await userEvent.click(page.getByRole('button', { name: 'Nota de voz' }));
};
const bars = (): number => document.querySelectorAll('[role="dialog"] svg rect, [role="alertdialog"] svg rect').length;
const kept = (world: FakeWorld): readonly Attachment[] =>
  [...(world.records.get(ID)?.cells.values() ?? [])].flatMap(({ value }) => attachmentOf(value) ?? []);
const isLetGo = (streams: readonly MediaStream[]): boolean =>
  streams.every((stream) => stream.getTracks().every(({ readyState }) => readyState === 'ended'));

test('a note is spoken with its loudness in sight, listened to, and kept as a file of the record', async () => {
  const { streams } = hum();
  const world = await show('/edit/sharing');
  await speak();
  await expect.poll(bars).toBeGreaterThan(3);
  const tallest = (): number =>
    Math.max(...[...document.querySelectorAll('svg rect')].map((bar) => Number(bar.getAttribute('height'))));
  await expect.poll(tallest).toBeGreaterThan(20);
  await userEvent.click(page.getByRole('button', { name: 'Parar' }));
  await expect.element(page.getByLabelText('Escuchar')).toBeVisible();
  expect(isLetGo(streams)).toBe(true);
  expect(open?.said).toEqual(['microphone on', 'microphone off']);
  await userEvent.click(page.getByRole('button', { name: 'Guardar', exact: true }));
  await expect
    .poll(() => kept(world).map(({ name, type }) => [name, type]))
    .toEqual([['Nota de voz 1.weba', 'audio/webm']]);
  await expect.element(page.getByRole('button', { name: 'Escuchar Nota de voz 1.weba' })).toBeVisible();
});

test('without a microphone it says why and what to do instead, and nothing is added', async () => {
  const spy = vi
    .spyOn(navigator.mediaDevices, 'getUserMedia')
    .mockRejectedValue(new DOMException('', 'NotAllowedError'));
  onTestFinished(() => spy.mockRestore());
  const world = await show('/edit/sharing');
  await speak();
  await expect.element(page.getByText('No hay micrófono')).toBeVisible();
  await expect.element(page.getByText(/grabación del teléfono con «Añadir archivos»/)).toBeVisible();
  expect(open?.said).toEqual(['microphone on', 'microphone off']);
  hum();
  await userEvent.click(page.getByRole('button', { name: 'Probar otra vez' }));
  await expect.poll(bars).toBeGreaterThan(0);
  expect(kept(world)).toEqual([]);
});

test('whoever goes away while speaking keeps nothing, and the microphone is let go', async () => {
  const { streams } = hum();
  const world = await show('/edit/sharing');
  await speak();
  await expect.poll(bars).toBeGreaterThan(0);
  await userEvent.click(page.getByRole('button', { name: 'Cancelar' }));
  await expect.poll(() => isLetGo(streams)).toBe(true);
  expect([open?.said, kept(world)]).toEqual([['microphone on', 'microphone off'], []]);
});

test('a microphone that answers when it is not wanted any more is let go at once', async () => {
  const answer = Promise.withResolvers<void>();
  const { streams } = hum(answer.promise);
  const world = await show('/edit/sharing');
  await speak();
  await userEvent.click(page.getByRole('button', { name: 'Cancelar' }));
  answer.resolve();
  await expect.poll(() => streams.length > 0 && isLetGo(streams)).toBe(true);
  expect(kept(world)).toEqual([]);
});

test('a sound of a record is listened to on its page', async () => {
  const sound = makeAttachment(textToBytes('OggS'), new Uint8Array(16), 'voz.ogg', 'audio/ogg');
  await show('', { attachments: [sound] });
  await userEvent.click(page.getByRole('button', { name: 'Escuchar voz.ogg' }));
  await expect.poll(() => document.querySelector('audio')?.src).toMatch(/^blob:/);
});
