// What the laptop of the trust story withholds, and what it takes back: what the office then has, that every signature
// holds, and that a late copy brings nothing back.

import { canonicalText, type Json } from '#shared/base/json.ts';
import { type Changeset, openChangeset, verifyChangeset, withholdLevels } from '#shared/log/changeset.ts';
import { takeBack, takeInHeeding } from '../../headless/consent.ts';
import { type HeadlessDevice, writeRecord } from '../../headless/device.ts';
import { recordIdOf } from '../cast.ts';

/** Lays an answer beside the one that the story told. */
export type Check = (what: string, told: string, found: string) => void;

export interface ConsentStory {
  readonly office: HeadlessDevice;
  readonly laptop: HeadlessDevice;
  readonly check: Check;
}

const RECORD = recordIdOf('demo consent');
const WORDS = 'lo que contó una persona';

export async function playConsent({ office, laptop, check }: ConsentStory): Promise<void> {
  const atOffice = { device: office, withdrawn: new Map() };
  const atLaptop = { device: laptop, withdrawn: new Map() };
  const signed = await writeRecord(laptop, RECORD, 'consultation', [
    ['title', 'Consulta en la plaza'],
    ['site', WORDS],
  ]);
  if (signed === undefined) throw new Error('nothing was written');
  const levels = Object.keys(signed.changes).join(' and ');
  check('a record is written at the levels', 'open and restricted', levels);

  // Withheld: the part stays at home, and the signature over the rest still holds.
  await takeInHeeding(atOffice, [withholdLevels(signed.changeset, ['restricted'])]);
  const there = office.changesets.get(signed.id);
  const opened = there === undefined ? undefined : openChangeset(there);
  check('the office sees as withheld', 'restricted', opened?.ok === true ? opened.value.withheld.join() : 'nothing');
  check('the words are at the office', 'no', hasWords(office));
  check('the signature holds', 'yes', await holds(there, laptop));
  const altered = { ...signed.changeset, parts: { ...signed.changeset.parts, restricted: '[]' } };
  const refused = await verifyChangeset(altered, laptop.key);
  check('the same with another part in its place', 'wrongDigest', refused.ok ? 'ok' : refused.error.type);

  // Handed over after all, and then taken back.
  await takeInHeeding(atOffice, [signed.changeset]);
  check('the words are at the office once they are handed over', 'yes', hasWords(office));
  check('parts erased on the laptop', '2', String(await takeBack(atLaptop, RECORD, 'consultation')));
  check('parts erased at the office', '2', String(await takeInHeeding(atOffice, [...laptop.changesets.values()])));
  check('the words are at the office', 'no', hasWords(office));
  check('the signature holds', 'yes', await holds(office.changesets.get(signed.id), laptop));
  await takeInHeeding(atOffice, [signed.changeset]);
  check('a late copy by another courier brings the words back', 'no', hasWords(office));
}

const hasWords = ({ records, changesets, held }: HeadlessDevice): string =>
  canonicalText([[...records.values()], [...changesets.values()], held] as object as Json).includes(WORDS)
    ? 'yes'
    : 'no';

async function holds(changeset: Changeset | undefined, { key }: HeadlessDevice): Promise<string> {
  return changeset !== undefined && (await verifyChangeset(changeset, key)).ok ? 'yes' : 'no';
}
