// What a person types, photographs or brings on a stick to enter a workshop's room, and what a room believes of progress.

import { describe, expect, test } from 'vitest';
import { bytesToTypedCode } from '#shared/base/typed-code.ts';
import { decodeProgress, decodeWelcome, ROOM_FORMAT, textToWay, wayToFile, wayToQr } from '#shared/wire/room.ts';

const bytes = new Uint8Array([1, 2, 3, 4, 5, 6]);
const code = bytesToTypedCode(bytes);
const typed = code.toLowerCase().replace('-', ' ');

describe('a way in', () => {
  test.each([
    [`192.168.1.5 ${code}`, 'http://192.168.1.5:4723'],
    [`  192.168.1.5   ${typed}\n`, 'http://192.168.1.5:4723'],
    [`192.168.1.5:8080\n${code}`, 'http://192.168.1.5:8080'],
    [`http://192.168.1.5/${code}`, 'http://192.168.1.5:4723'],
    [`Aula-1.local ${code}`, 'http://aula-1.local:4723'],
    [wayToQr('192.168.1.5:8080', code), 'http://192.168.1.5:8080'],
  ])('is read from %j', (text, address) => {
    expect(textToWay(text)).toEqual({ ok: true, value: { address, code: bytes } });
  });

  test('is read from the file of a room', () => {
    expect(textToWay(wayToFile('{"a":1}', code))).toEqual({ ok: true, value: { welcome: '{"a":1}', code: bytes } });
  });

  test.each([
    ['', 'notAWayIn'],
    ['192.168.1.5', 'notAWayIn'],
    [`user@192.168.1.5 ${code}`, 'notAWayIn'],
    [`http://192.168.1.5?x=1 ${code}`, 'notAWayIn'],
    ['{"format":"chasqui-mechanism/1"}', 'notAWayIn'],
    ['{', 'notAWayIn'],
    [`192.168.1.5 ${code.slice(0, 6)}`, 'codeCutShort'],
    [`192.168.1.5 ${code.startsWith('0') ? '1' : '0'}${code.slice(1)}`, 'codeMistyped'],
    ['192.168.1.5 ¿?', 'notACode'],
  ])('is not %j: %s', (text, type) => {
    expect(textToWay(text)).toMatchObject({ ok: false, error: { type } });
  });
});

test('progress is believed in its own shape alone', () => {
  const one = { name: 'first', steps: [true, false] };
  expect(decodeProgress(JSON.stringify({ progress: [one] }))).toEqual([one]);
  const wrong = [
    '',
    '[]',
    '{}',
    JSON.stringify({ progress: [{ name: 'x'.repeat(41), steps: [] }] }),
    JSON.stringify({ progress: [{ name: 'x', steps: [1] }] }),
    JSON.stringify({ progress: Array.from({ length: 21 }, () => one) }),
    `{"progress":${'['.repeat(50)}${']'.repeat(50)}}`,
  ];
  expect(wrong.map(decodeProgress)).toEqual(wrong.map(() => undefined));
});

test('a welcome has its format, a salt and what is sealed, and nothing else', () => {
  const welcome = { format: ROOM_FORMAT, salt: 'a', sealed: 'b' };
  expect(decodeWelcome(JSON.stringify(welcome))).toEqual({ salt: 'a', sealed: 'b' });
  const wrong = [
    { ...welcome, more: 1 },
    { ...welcome, format: 'chasqui-room/2' },
    { ...welcome, salt: 1 },
  ];
  expect(wrong.map((each) => decodeWelcome(JSON.stringify(each)))).toEqual([undefined, undefined, undefined]);
});
