import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { addressQuestion, ALLOW } from '#electron/address-question.ts';
import { type AddressBook, addressOf, createAddressBook, MAX_ADDRESSES } from '#electron/courier/addresses.ts';
import { deriveKey } from '#electron/seal.ts';
import { textToBytes } from '#shared/base/bytes.ts';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { type MemoryDisk, memoryDisk } from './electron-memory-disk.ts';

const ok = { ok: true, value: null };
const refused = { ok: false, error: { type: 'addressesRefused' } };
const bad = { ok: false, error: { type: 'badAddress' } };
const locked = { ok: false, error: { type: 'vaultLocked' } };

interface Person {
  readonly book: AddressBook;
  readonly asked: (readonly string[])[];
  says: boolean;
  isLocked: boolean;
  profile: string;
}

function person(disk: MemoryDisk = memoryDisk(), duringQuestion: (who: Person) => void = () => undefined): Person {
  const who: Person = {
    asked: [],
    says: true,
    isLocked: false,
    profile: 'p',
    book: createAddressBook({
      disk,
      random: (length) => new Uint8Array(randomBytes(length)),
      opened: () =>
        who.isLocked
          ? null
          : {
              profile: who.profile,
              folder: `/${who.profile}`,
              keyFor: (purpose) => deriveKey(textToBytes(who.profile), purpose),
            },
      ask: async (addresses) => {
        who.asked.push(addresses);
        duringQuestion(who);
        return who.says;
      },
    }),
  };
  return who;
}

test('no address is allowed before a person said so, and after that only those they were shown', async () => {
  const who = person();
  expect(await who.book.isAllowed('https://a.example')).toBe(false);
  expect(await who.book.allow(['https://a.example/box/', 'http://10.0.0.2:8080'])).toEqual(ok);
  expect(who.asked).toEqual([['https://a.example/box', 'http://10.0.0.2:8080']]);
  for (const [address, isAllowed] of [
    ['https://a.example/box', true],
    ['https://A.example:443/box//', true],
    ['http://10.0.0.2:8080/', true],
    ['http://a.example/box', false],
    ['https://a.example', false],
    ['https://a.example/boxes', false],
    ['https://a.example.evil.example/box', false],
    ['https://me@a.example/box', false],
    ['https://a.example/box?x', false],
    ['http://10.0.0.2', false],
  ] as const) {
    expect([address, await who.book.isAllowed(address)]).toEqual([address, isAllowed]);
  }
});

test('what was allowed is not asked again, also after a restart, and holds for its own profile alone', async () => {
  const disk = memoryDisk();
  await person(disk).book.allow(['https://a.example', 'https://b.example']);
  const later = person(disk);
  expect(await later.book.isAllowed('https://b.example')).toBe(true);
  expect(await later.book.allow(['https://a.example'])).toEqual(ok);
  expect(later.asked).toEqual([]);
  expect(await later.book.isAllowed('https://b.example')).toBe(false); // the profile names it no more
  later.profile = 'q';
  expect(await later.book.isAllowed('https://a.example')).toBe(false);
});

test('a no changes nothing, and after three the person is not asked before the next opening', async () => {
  const who = person();
  await who.book.allow(['https://a.example']);
  who.says = false;
  for (let time = 0; time < 5; time++) expect(await who.book.allow(['https://evil.example'])).toEqual(refused);
  expect(who.asked.length).toBe(1 + 3);
  expect(await who.book.isAllowed('https://a.example')).toBe(true);
  expect(await who.book.isAllowed('https://evil.example')).toBe(false);
  who.book.forget();
  who.says = true;
  expect(await who.book.allow(['https://b.example'])).toEqual(ok);
});

test('a locked vault allows nothing, and an answer that comes after locking counts for nobody', async () => {
  const disk = memoryDisk();
  const who = person(disk, (asked) => {
    asked.isLocked = true;
  });
  expect(await who.book.allow(['https://a.example'])).toEqual(locked);
  expect(await who.book.allow(['https://a.example'])).toEqual(locked);
  expect([await who.book.isAllowed('https://a.example'), disk.files().size]).toEqual([false, 0]);
});

test('a list that was tampered with allows nothing', async () => {
  const disk = memoryDisk();
  await person(disk).book.allow(['https://a.example']);
  const [path = ''] = [...disk.files().keys()];
  disk.put(path, textToBytes('["https://evil.example","https://a.example"]'));
  const who = person(disk);
  expect([await who.book.isAllowed('https://a.example'), await who.book.isAllowed('https://evil.example')]).toEqual([
    false,
    false,
  ]);
});

test('more than a person can read, and what is no letterbox, is not even asked', async () => {
  const who = person();
  const many = Array.from({ length: MAX_ADDRESSES + 1 }, (_, at) => `https://a${at}.example`);
  expect(await who.book.allow(many)).toEqual(bad);
  expect(await who.book.allow(['https://a.example', 'ftp://a.example'])).toEqual(bad);
  expect(who.asked).toEqual([]);
});

describe('one spelling of an address', () => {
  test.each([
    ['HTTPS://A.Example:443/', 'https://a.example'],
    ['http://192.168.1.7:8080/chasqui/', 'http://192.168.1.7:8080/chasqui'],
    ['https://ñandú.example/x', 'https://xn--and-6ma2c.example/x'],
    ['http://169.254.7.7', 'http://169.254.7.7'],
    ['http://localhost:1', 'http://localhost:1'],
  ])('%s is %s', (given, one) => {
    expect(addressOf(given)).toBe(one);
  });

  test.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    '//a.example',
    'https://me:secret@a.example',
    'https://a.example/?q=1',
    'https://a.example/#x',
    'http://169.254.169.254/latest',
    'http://0xa9fea9fe',
    'http://2852039166',
    'http://169.254.169.254./',
    'http://[::ffff:169.254.169.254]',
    'http://[fd00:ec2::254]',
    'http://metadata.google.internal',
    'http://metadata.google.internal./x',
    'http://0.0.0.0',
    'http://0/',
    'http://[::]',
    `https://a.example/${'x'.repeat(300)}`,
    '',
  ])('%s is none', (given) => {
    expect(addressOf(given)).toBe(undefined);
  });
});

test('the question names every address, and Enter and Escape lead to no, in every language', () => {
  for (const language of LANGUAGES) {
    const { message, detail, buttons, defaultId, cancelId } = addressQuestion(language, ['https://a', 'http://b']);
    expect(detail).toContain('https://a\nhttp://b\n');
    expect(message.length).toBeGreaterThan(20);
    expect([buttons?.length, defaultId, cancelId, ALLOW]).toEqual([2, 1, 1, 0]);
  }
});
