// Photos taken in the app: from a stream made here, looked at before they are kept, on the road of every other picture
// afterwards; the camera is let go however it ends.

import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type Attachment, attachmentOf } from '#shared/record/attachment.ts';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { makeRecord } from './fake-records.ts';
import { recordId } from './fake-samples.ts';
import { stage, type Stage } from './stage.tsx';

const ID = recordId(1);
let open: Stage | undefined;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  open?.leave();
  open = undefined;
});

/** A camera that sees a green wall of 320 × 240 once it is ready; how it was asked for, and what it gave. */
function wall(
  cameras: readonly string[] = ['one'],
  ready: Promise<void> = Promise.resolve(),
): {
  readonly streams: readonly MediaStream[];
  readonly asked: readonly (string | undefined)[];
} {
  const streams: MediaStream[] = [];
  const asked: (string | undefined)[] = [];
  const spy = vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async (wanted) => {
    const video = wanted?.video as MediaTrackConstraints;
    asked.push((video.deviceId as ConstrainDOMStringParameters | undefined)?.exact as string | undefined);
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 320, height: 240 });
    const context = canvas.getContext('2d');
    const paint = (): void => {
      if (context === null) return;
      context.fillStyle = '#00c000';
      context.fillRect(0, 0, 320, 240);
    };
    paint();
    const timer = setInterval(paint, 50); // a stream of a canvas gives a frame when it is painted
    onTestFinished(() => clearInterval(timer));
    const stream = canvas.captureStream(20);
    streams.push(stream);
    await ready;
    return stream;
  });
  const devices = vi
    .spyOn(navigator.mediaDevices, 'enumerateDevices')
    .mockResolvedValue(cameras.map((deviceId) => ({ kind: 'videoinput', deviceId }) as MediaDeviceInfo));
  onTestFinished(() => spy.mockRestore());
  onTestFinished(() => devices.mockRestore());
  return { streams, asked };
}

async function show(): Promise<FakeWorld> {
  const world = fakeWorld(0);
  world.records.set(ID, makeRecord(1, 'practice', { title: 'Una práctica' }, { finished: false }));
  open = await stage(`/record/${ID}/edit/sharing`, world);
  return world;
}

const look = (): Promise<void> => userEvent.click(page.getByRole('button', { name: 'Tomar foto' }));
const press = (name: string): Promise<void> => userEvent.click(page.getByRole('button', { name, exact: true }));
const kept = (world: FakeWorld): readonly Attachment[] =>
  [...(world.records.get(ID)?.cells.values() ?? [])].flatMap(({ value }) => attachmentOf(value) ?? []);
const isLetGo = (streams: readonly MediaStream[]): boolean =>
  streams.every((stream) => stream.getTracks().every(({ readyState }) => readyState === 'ended'));

test('a photo is taken, looked at with the camera off, and kept as a picture of the record', async () => {
  const { streams } = wall();
  const world = await show();
  await look();
  await press('Tomar');
  const picture = page.getByRole('img', { name: 'La foto que se tomó' });
  await expect.element(picture).toBeVisible();
  await expect.poll(() => (picture.element() as HTMLImageElement).naturalWidth).toBe(320);
  expect(isLetGo(streams)).toBe(true);
  expect(open?.said).toEqual(['camera on', 'camera off']);
  expect(kept(world)).toEqual([]);
  await press('Guardar');
  await expect.poll(() => kept(world).map(({ name, type }) => [name, type])).toEqual([['Foto 1.jpg', 'image/jpeg']]);
});

test('by keyboard alone: taken, taken once more, and kept', async () => {
  const { streams } = wall();
  const world = await show();
  await expect.element(page.getByRole('button', { name: 'Tomar foto' })).toBeVisible();
  page.getByRole('button', { name: 'Tomar foto' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('button', { name: 'Tomar', exact: true })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('button', { name: 'Guardar', exact: true })).toHaveFocus();
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}{Enter}');
  await expect.element(page.getByRole('button', { name: 'Tomar', exact: true })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('button', { name: 'Guardar', exact: true })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => kept(world).length).toBe(1);
  expect(streams.length).toBe(2);
  expect(isLetGo(streams)).toBe(true);
});

test('what is not kept is nowhere, and the camera is let go', async () => {
  const { streams } = wall();
  const world = await show();
  await look();
  await press('Cancelar');
  await expect.poll(() => isLetGo(streams)).toBe(true);
  await look();
  await press('Tomar');
  const address = page.getByRole('img', { name: 'La foto que se tomó' });
  await expect.element(address).toBeVisible();
  const url = address.element().getAttribute('src') ?? '';
  await userEvent.keyboard('{Escape}');
  await expect.element(address).toBeVisible(); // a slip does not throw it away
  await press('No guardarla');
  await expect
    .poll(() =>
      fetch(url).then(
        () => 'there',
        () => 'taken back',
      ),
    )
    .toBe('taken back');
  expect(kept(world)).toEqual([]);
  expect(world.calls.filter(({ name }) => name === 'attachFile')).toEqual([]);
});

test('a camera that answers when it is not wanted any more is let go at once', async () => {
  const answer = Promise.withResolvers<void>();
  const { streams } = wall(['one'], answer.promise);
  await show();
  await look();
  await press('Cancelar');
  answer.resolve();
  await expect.poll(() => streams.length > 0 && isLetGo(streams)).toBe(true);
});

test('without a camera it says why and what to do instead, and can be tried again', async () => {
  const spy = vi
    .spyOn(navigator.mediaDevices, 'getUserMedia')
    .mockRejectedValue(new DOMException('', 'NotAllowedError'));
  const world = await show();
  await look();
  await expect.element(page.getByText('No hay cámara que se pueda usar')).toBeVisible();
  await expect.element(page.getByText(/foto del teléfono con «Añadir archivos»/)).toBeVisible();
  expect(open?.said).toEqual(['camera on', 'camera off']);
  spy.mockRestore();
  wall();
  await press('Probar otra vez');
  await expect.element(page.getByRole('button', { name: 'Tomar', exact: true })).toBeVisible();
  expect(kept(world)).toEqual([]);
});

test('a camera that goes away while it is looked through is told, and nothing is kept', async () => {
  const { streams } = wall();
  await show();
  await look();
  await expect.element(page.getByRole('button', { name: 'Tomar', exact: true })).toBeVisible();
  const [track] = streams[0]?.getTracks() ?? [];
  track?.stop();
  track?.dispatchEvent(new Event('ended'));
  await expect.element(page.getByText('La cámara dejó de responder')).toBeVisible();
  await expect.poll(() => open?.said).toEqual(['camera on', 'camera off']);
});

test('where there are two cameras the other one is a press away', async () => {
  const { asked } = wall(['one', 'two']);
  await show();
  await look();
  await press('Usar otra cámara');
  await expect.poll(() => asked.at(-1)).toBe('two');
  await press('Usar otra cámara');
  await expect.poll(() => asked.at(-1)).toBe('one');
});
