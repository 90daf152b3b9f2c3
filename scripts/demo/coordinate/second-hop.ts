// Third act: coordinators hand on to the secretariat what recorders gave them, authors' signatures as they were. Two
// use the letterbox. The third has no network: a driver carries her sealed bundles, which his laptop cannot open, to
// a letterbox in town. The same bundles come again by two other ways, and change nothing.

import { digestOf, shortCodeOf } from '#shared/base/ids.ts';
import { decodeStoredReceipt } from '#shared/bundle/receipt.ts';
import type { Laptop, Taken } from './laptop.ts';
import { takeInto } from './pack-and-take.ts';
import { takeInSaying, toStick, type World } from './world.ts';

/** Answers what the secretariat took in for the first time. */
export async function toSecretariat(world: World): Promise<readonly Taken[]> {
  const { cast, book } = world;
  book.chapter('From the coordinators to the secretariat');
  for (const { coordinator } of [cast.north, cast.diaspora]) await byLetterbox(world, coordinator);
  const sealed = await throughTheDriver(world);
  const taken = await emptyLetterbox(world);
  await onceMore(world, sealed);
  return taken;
}

export async function byLetterbox(world: World, from: Laptop): Promise<void> {
  for (const { bundle, bytes } of await toStick(world, from, world.cast.office)) {
    await world.post.send(from, bundle.id, bytes);
    const code = shortCodeOf(bundle.id);
    world.book.say(
      `${from.name} left ${code} at the letterbox: stored, receipt verified; lines of custody in it: ${bundle.custody}`,
    );
  }
}

export async function emptyLetterbox(world: World): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (const bytes of await world.post.fetch(world.cast.office))
    taken.push(await takeInSaying(world, world.cast.office, bytes));
  return taken;
}

type Sealed = Awaited<ReturnType<typeof toStick>>;

/** To the driver a bundle is a file: it has a size and a digest, and by that he lets it go when a receipt names it. */
async function throughTheDriver(world: World): Promise<Sealed> {
  const { cast, book } = world;
  const { courier, office, women } = cast;
  const sealed = await toStick(world, women.coordinator, office);
  for (const { bundle, bytes } of sealed) {
    const opened = await takeInto(cast, courier, bytes);
    if (opened.ok) throw new Error('a driver could read what is not for him');
    const file = digestOf(bytes);
    const code = shortCodeOf(file);
    book.say(
      `${courier.name} tried to open what ${women.coordinator.name} gave him, ${shortCodeOf(bundle.id)}: ${opened.error.type}`,
    );
    const receipt = decodeStoredReceipt(await world.post.send(courier, file, bytes));
    courier.cargo.push({ file, isConfirmed: receipt?.sha256 === file });
    book.say(`${courier.name} carried it sealed, as ${code}, to the letterbox in town: stored, and let go`);
  }
  book.tell({
    cargo: { carried: sealed.length, waiting: 0, opened: 0, records: 0 },
    cargoArrived: sealed.map(({ bundle }) => shortCodeOf(bundle.id)),
  });
  return sealed;
}

async function onceMore(world: World, sealed: Sealed): Promise<void> {
  const { cast, book, post } = world;
  const { coordinator } = cast.women;
  for (const { bundle, bytes } of sealed) await post.send(coordinator, bundle.id, bytes);
  const fetched = await emptyLetterbox(world);
  book.say(`${coordinator.name} left the same at the letterbox, which had it: ${fetched.length} to be fetched`);
  for (const { bytes } of sealed) await takeInSaying(world, cast.office, bytes);
  book.tell({ cameAgain: [...fetched, ...sealed].map(() => 0) });
}
