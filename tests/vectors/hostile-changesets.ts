// Changesets that must be refused, each for one cause, and some that must not be: made from one good changeset
// by twisting one thing before or after it is signed. Whoever is enrolled can sign any of these.

import assert from 'node:assert/strict';
import { digestOfText } from '#shared/base/ids.ts';
import { canonicalText, type Json, type JsonObject } from '#shared/base/json.ts';
import { type Changeset, CHANGESET_TYPE, withholdLevels } from '#shared/log/changeset.ts';
import { type Signed, signText } from '#shared/log/envelope.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { fixedChange, fixedChangeset, fixedToken, withoutKey } from './fixed-content.ts';

export interface ChangesetCase {
  readonly name: string;
  readonly key: string;
  readonly changeset: Changeset;
  /** null: accepted */
  readonly error: JsonObject | null;
}

interface Twist {
  /** the parts, as [salt, level, changes] each, before they are hashed */
  readonly parts?: (parts: { [level: string]: Json }) => { readonly [level: string]: Json };
  /** the text of the open part, before it is hashed */
  readonly open?: (text: string) => string;
  readonly body?: (body: { [key: string]: Json }) => Json;
  readonly text?: (text: string) => string;
  readonly type?: string;
  readonly signer?: typeof luis.signer;
  readonly signed?: (signed: Signed) => Signed;
  /** the parts as carried, after they were hashed */
  readonly carried?: (parts: { [level: string]: string }) => { readonly [level: string]: string };
}

const mechanism = await fakeMechanism('vectors', { recordersEach: 1 });
const [ana, luis] = mechanism.recorders as readonly [(typeof mechanism.recorders)[0], (typeof mechanism.recorders)[0]];
assert(ana && luis);
const first = await fixedChangeset(ana, null, { open: [fixedChange('first', 'title', 'Uno')] });
const second = await fixedChangeset(
  ana,
  first,
  {
    open: [fixedChange('first', 'title', 'Dos', [first.id]), fixedChange('first', 'objectives.7', true)],
    mechanism: [fixedChange('first', 'summary', 'Ñandú 🌎 “…”\n')],
    restricted: [fixedChange('first', 'place', 'Albergue')],
    personal: [fixedChange('first', 'contact', { name: 'X', phone: null })],
  },
  { seen: { [luis.kid]: { seq: 3, id: first.id } } },
);
const OPEN = 0;

async function twisted(twist: Twist): Promise<Changeset> {
  const goodParts = Object.fromEntries(
    Object.entries(second.changeset.parts).map(([level, text]) => [level, JSON.parse(text) as Json]),
  );
  const values = twist.parts?.(structuredClone(goodParts)) ?? goodParts;
  const texts: { [level: string]: string } = Object.fromEntries(
    Object.entries(values).map(([level, value]) => [level, canonicalText(value)]),
  );
  if (texts['open'] !== undefined) texts['open'] = twist.open?.(texts['open']) ?? texts['open'];
  const digests = Object.fromEntries(Object.entries(texts).map(([level, text]) => [level, digestOfText(text) as Json]));
  const body = { ...(second.body as object as { [key: string]: Json }), parts: digests };
  const text = canonicalText(twist.body?.(body) ?? body);
  const signed = await signText(twist.type ?? CHANGESET_TYPE, twist.text?.(text) ?? text, twist.signer ?? ana.signer);
  return { signed: twist.signed?.(signed) ?? signed, parts: twist.carried?.(texts) ?? texts };
}

const bodyWith = (key: string, value: Json): Twist => ({ body: (body) => ({ ...body, [key]: value }) });
const opened = (edit: (part: Json[]) => readonly Json[]): Twist => ({
  parts: (parts) => ({ ...parts, open: edit(parts['open'] as Json[]) }),
});
const change = (more: { readonly [key: string]: Json }): Twist =>
  opened(([salt, level, changes]) => [
    salt ?? null,
    level ?? null,
    (changes as Json[]).map((one, at) => (at === OPEN ? { ...(one as JsonObject), ...more } : one)),
  ]);

const malformed = (where: string): JsonObject => ({ type: 'malformed', where });
const wrong = (level: string): JsonObject => ({ type: 'wrongDigest', level });
const PART = malformed('parts.open');
const badSignature: JsonObject = { type: 'badSignature' };

const CASES: readonly (readonly [name: string, error: JsonObject | null, twist: Twist])[] = [
  ['as it was signed', null, {}],
  [
    'of a newer schema, with keys, levels and parts that are not known here',
    null,
    { parts: (parts) => ({ ...parts, sealed: 'whatever' }), body: (body) => ({ ...body, schema: 2, mood: 'calm' }) },
  ],
  [
    'with a clock of 2090, which it doubts',
    null,
    bodyWith('at', { time: '2090-01-01T00:00:00.000Z', doubt: 'farFuture' }),
  ],
  // ---- who signed what
  ['of another type', { type: 'wrongType' }, { type: 'application/vnd.chasqui.manifest+json;v=1' }],
  ['of a newer type', { type: 'wrongType' }, { type: 'application/vnd.chasqui.changeset+json;v=2' }],
  ['without a signature', malformed('signatures'), { signed: (signed) => ({ ...signed, signatures: [] }) }],
  [
    'signed twice',
    malformed('signatures'),
    { signed: (signed) => ({ ...signed, signatures: [...signed.signatures, ...signed.signatures] }) },
  ],
  [
    'changed after it was signed',
    badSignature,
    { signed: (signed) => ({ ...signed, body: signed.body.replace('"seq":2', '"seq":3') }) },
  ],
  [
    'with one bit of its signature flipped',
    badSignature,
    {
      signed: (signed) => ({
        ...signed,
        signatures: signed.signatures.map(({ kid, sig }) => ({
          kid,
          sig: `${sig.startsWith('A') ? 'B' : 'A'}${sig.slice(1)}`,
        })),
      }),
    },
  ],
  ['signed by another key', badSignature, { signer: luis.signer }],
  ["signed by another key under its author's name", badSignature, { signer: { kid: ana.kid, sign: luis.signer.sign } }],
  ['by an author who is not who signed', badSignature, bodyWith('author', luis.kid)],
  // ---- the signed text
  ['with a text that is not JSON', { type: 'notJson' }, { text: (text) => text.slice(1) }],
  ['with a space in its text', { type: 'notCanonical' }, { text: (text) => text.replace(',', ', ') }],
  ['with a duplicate key', { type: 'notCanonical' }, { text: (text) => text.replace('"seq":2', '"seq":1,"seq":2') }],
  [
    'with a number in another spelling',
    { type: 'notCanonical' },
    { text: (text) => text.replace('"seq":2', '"seq":2.0') },
  ],
  ['with a key that is never a key', { type: 'forbiddenKey', key: 'constructor' }, bodyWith('constructor', 1)],
  [
    'too deep',
    { type: 'tooDeep', limit: 40 },
    {
      text: (text) => text.replace('"seen":{}', `"seen":${'['.repeat(40)}${']'.repeat(40)}`),
      body: (body) => ({ ...body, seen: {} }),
    },
  ],
  ['that is no object', malformed('body'), { body: (body) => [body] }],
  ['with an unknown key', malformed('body'), bodyWith('mood', 'calm')],
  ['without a key', malformed('body'), { body: (body) => withoutKey(body, 'app') }],
  ['by an author who is no key', malformed('author'), bodyWith('author', 'ana')],
  ['numbered 0', malformed('seq'), bodyWith('seq', 0)],
  ['numbered one and a half', malformed('seq'), bodyWith('seq', 1.5)],
  ['numbered beyond all counting', malformed('seq'), bodyWith('seq', 2 ** 53)],
  ['the second, after nothing', malformed('prev'), bodyWith('prev', null)],
  ['the first, after something', malformed('prev'), bodyWith('seq', 1)],
  ['with a lamport of 0', malformed('lamport'), bodyWith('lamport', 0)],
  ['with a lamport that is text', malformed('lamport'), bodyWith('lamport', '2')],
  ['by an app with a very long name', malformed('app'), bodyWith('app', 'x'.repeat(61))],
  ['without a doubt about its time', malformed('at'), bodyWith('at', { time: '2026-03-02T14:00:00.000Z' })],
  ['with an unknown doubt', malformed('at'), bodyWith('at', { time: '2026-03-02T14:00:00.000Z', doubt: 'tired' })],
  ['with a doubt in a list', malformed('at'), bodyWith('at', { time: '2026-03-02T14:00:00.000Z', doubt: ['jumped'] })],
  ['that saw a head without an id', malformed('seen'), bodyWith('seen', { [luis.kid]: { seq: 1 } })],
  ['that saw nobody that is a key', malformed('seen'), bodyWith('seen', { luis: { seq: 1, id: first.id } })],
  ['with a level that does not exist', malformed('parts'), { parts: (parts) => ({ ...parts, secret: 'x' }) }],
  ['with a digest that is none', malformed('parts'), bodyWith('parts', { open: 'x' })],
  ['of schema 0', malformed('schema'), bodyWith('schema', 0)],
  // ---- its parts
  [
    'with a part changed',
    wrong('open'),
    { carried: (parts) => ({ ...parts, open: parts['open']?.replace('Dos', 'Tres') ?? '' }) },
  ],
  [
    'with the salt of a part changed',
    wrong('personal'),
    {
      carried: (parts) => ({
        ...parts,
        personal: parts['personal']?.replace(/"[^"]{22}"/, `"${fixedToken('other salt')}"`) ?? '',
      }),
    },
  ],
  [
    'with a part that nobody signed',
    wrong('personal'),
    { parts: (parts) => withoutKey(parts, 'personal'), carried: (parts) => ({ ...parts, personal: '[]' }) },
  ],
  ['with a part of a level that does not exist', wrong('secret'), { carried: (parts) => ({ ...parts, secret: '[]' }) }],
  [
    'of a newer schema, with an unknown part changed',
    wrong('sealed'),
    {
      parts: (parts) => ({ ...parts, sealed: 'whatever' }),
      body: (body) => ({ ...body, schema: 2 }),
      carried: (parts) => ({ ...parts, sealed: '"else"' }),
    },
  ],
  [
    'with two parts the other way round',
    wrong('open'),
    { carried: (parts) => ({ ...parts, open: parts['mechanism'] ?? '', mechanism: parts['open'] ?? '' }) },
  ],
  ['with a part that is not JSON', { type: 'notJson' }, { open: (text) => text.slice(1) }],
  ['with a part in another spelling', { type: 'notCanonical' }, { open: (text) => text.replace('Dos', 'D\\u006fs') }],
  [
    'with a part that names another level',
    PART,
    opened(([salt, , changes]) => [salt ?? null, 'personal', changes ?? null]),
  ],
  [
    'with a salt of 15 bytes',
    PART,
    opened(([, level, changes]) => [fixedToken('x').slice(0, 20), level ?? null, changes ?? null]),
  ],
  ['with a part that has more to it', PART, opened((part) => [...part, 'more'])],
  ['with a part without changes', PART, opened(([salt, level]) => [salt ?? null, level ?? null, []])],
  ['with a change that has more to it', PART, change({ why: 'x' })],
  ['with a change of no record', PART, change({ record: 'x' })],
  ['with a change of a cell without a name', PART, change({ cell: '' })],
  ['with a change of a cell with a very long name', PART, change({ cell: 'x'.repeat(301) })],
  ['with a change of a record of no kind', PART, change({ kind: '' })],
  ['that replaces what is no write', PART, change({ replaces: ['x'] })],
  ['that replaces a write twice', PART, change({ replaces: [first.id, first.id] })],
  ['that replaces writes out of order', PART, change({ replaces: [first.id, second.id].sort().reverse() })],
  [
    'with two changes of one cell',
    PART,
    opened(([salt, level, changes]) => [
      salt ?? null,
      level ?? null,
      [...(changes as Json[]), (changes as Json[])[0] ?? null],
    ]),
  ],
  [
    'with a cell changed in two levels',
    malformed('parts.mechanism'),
    {
      parts: (parts) => ({
        ...parts,
        mechanism: [fixedToken('m'), 'mechanism', [fixedChange('first', 'title', 'Tres') as object as Json]],
      }),
    },
  ],
];

export async function changesetCases(): Promise<readonly ChangesetCase[]> {
  const made: ChangesetCase[] = [];
  for (const [name, error, twist] of CASES) made.push({ name, key: ana.key, changeset: await twisted(twist), error });
  const levels = ['open', 'mechanism', 'restricted', 'personal'] as const;
  for (const level of levels)
    made.push({
      name: `without its ${level} part`,
      key: ana.key,
      changeset: withholdLevels(second.changeset, [level]),
      error: null,
    });
  made.push({
    name: 'without any part',
    key: ana.key,
    changeset: withholdLevels(second.changeset, levels),
    error: null,
  });
  return made;
}
