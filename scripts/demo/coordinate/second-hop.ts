// Third act: coordinators hand on to the secretariat what recorders gave them, authors' signatures as they were. Two
// use the letterbox. The third has no network: a driver carries her sealed bundles, which his laptop cannot open, and
// the same bundles come once more by the letterbox, later, and change nothing.

import { shortCodeOf } from '#shared/base/ids.ts';
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
  for (const bytes of cast.courier.cargo) taken.push(await takeInSaying(world, cast.office, bytes));

  const { coordinator } = cast.women;
  for (const { bundle, bytes } of sealed) await world.post.send(coordinator, bundle, bytes);
  book.say(`${coordinator.name} found a network, and left the same bundles at the letterbox`);
  await emptyLetterbox(world);
  book.tell({ cameAgain: sealed.map(() => 0) });
  return taken;
}

export async function byLetterbox(world: World, from: Laptop): Promise<void> {
  for (const { bundle, bytes } of await toStick(world, from, world.cast.office)) {
    await world.post.send(from, bundle, bytes);
    world.book.say(
      `${from.name} left ${shortCodeOf(bundle.id)} at the letterbox: stored, receipt verified; lines of custody in it: ${bundle.custody}`,
    );
  }
}

export async function emptyLetterbox(world: World): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (const bytes of await world.post.fetch(world.cast.office))
    taken.push(await takeInSaying(world, world.cast.office, bytes));
  return taken;
}

async function throughTheDriver(world: World) {
  const { cast, book } = world;
  const { courier, office, women } = cast;
  const sealed = await toStick(world, women.coordinator, office);
  for (const { bundle, bytes } of sealed) {
    const opened = await takeInto(cast, courier, bytes);
    if (opened.ok) throw new Error('a driver could read what is not for him');
    book.say(`${courier.name} tried to open ${shortCodeOf(bundle.id)}: ${opened.error.type}; he carries it as it is`);
    courier.cargo.push(Uint8Array.from(bytes));
  }
  book.tell({
    cargo: { carried: sealed.length, opened: 0, records: 0 },
    cargoArrived: sealed.map(({ bundle }) => shortCodeOf(bundle.id)),
  });
  return sealed;
}
