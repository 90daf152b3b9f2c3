// Stage 2, names that are taken for one another. A person is a name under an organisation, and an organisation is its
// name (person.ts): whoever is enrolled under a name that is already there counts as the same, and one that only looks
// the same misleads whoever reads it. Whoever is about to sign is told, and decides: two laptops of one person are right
// to have one name. What looks alike is found by a short table of letters, in the manner of Unicode's UTS 39, and no
// claim is made that nothing escapes it: the fingerprint is what proves.

import type { KeyId } from '../base/ids.ts';
import { oncePer } from '../base/once.ts';
import type { Author, Trust } from './roster.ts';

export interface NamesAsked {
  readonly kid: KeyId | null;
  /** null: only the organisation is signed for */
  readonly device: string | null;
  readonly organisation: string;
  /** a key of its own, with which it will vouch: then the very same name is told too */
  readonly isOwnKey: boolean;
}

export interface Twin {
  readonly what: 'device' | 'organisation';
  /** the device that has the name, or the first known of the organisation that has it */
  readonly author: Author;
  /** written the same, so that the app takes both for one; else only people would */
  readonly isSame: boolean;
}

/** Organisations first. */
export function twinsOf(authors: Trust['authors'], asked: NamesAsked): readonly Twin[] {
  const organisation = asked.organisation.trim();
  if (organisation === '') return [];
  const alike = looksOf(authors).get(lookOf(organisation)) ?? [];
  const organisations = new Map<string, Author>();
  for (const author of alike)
    if (!organisations.has(author.organisation)) organisations.set(author.organisation, author);
  const device = asked.device?.trim() ?? '';
  return [
    ...[...organisations.values()]
      .map((author): Twin => ({ what: 'organisation', author, isSame: author.organisation === organisation }))
      .filter(({ isSame }) => asked.isOwnKey || !isSame),
    ...alike
      .filter(({ kid, name }) => device !== '' && kid !== asked.kid && lookOf(name) === lookOf(device))
      .map((author): Twin => ({ what: 'device', author, isSame: author.name.trim() === device })),
  ];
}

/** By how the name of their organisation looks. */
const looksOf = oncePer((authors: Trust['authors']) =>
  Map.groupBy(authors.values(), ({ organisation }) => lookOf(organisation)),
);

/** What is left of a name for somebody who reads it fast: no case, accents, spaces and signs; letters as they look. */
export function lookOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '');
  const letters = [...plain]
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter))
    .map((letter) => LOOKS.get(letter) ?? letter);
  const look = letters.join('').replaceAll('rn', 'm').replaceAll('vv', 'w');
  return look === '' ? name.trim() : look;
}

/** Small letters and figures, each with what it is read as: of Cyrillic, of Greek, with strokes, and our own. */
const LOOKS: ReadonlyMap<string, string> = new Map(
  `аa вb гr еe иu кk мm нh оo пn рp сc тt уy хx ьb іl јj ѕs һh ԁd ԛq ԝw ӏl
   αa βb γy εe ηn ιl κk νv οo ρp ςσ τt υu χx ωw ϳj
   ıl łl øo đd ħh ŧt ßss æae œoe ðd ɡg ɑa
   0o 1l il`
    .split(/\s+/)
    .map((pair) => [...pair])
    .map(([letter = '', ...read]): [string, string] => [letter, read.join('')]),
);
