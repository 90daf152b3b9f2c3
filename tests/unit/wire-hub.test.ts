// The address of another laptop, as people type it: numbers of a local network, and nothing that leads out of it.

import { describe, expect, test } from 'vitest';
import { addressToQr, textToLetterbox } from '#shared/wire/hub-address.ts';

describe('the address of a laptop beside this one', () => {
  test.each([
    ['192.168.1.5', 'http://192.168.1.5:4723'],
    [' 10.0.0.7:50000 ', 'http://10.0.0.7:50000'],
    ['http://172.31.4.1/', 'http://172.31.4.1:4723'],
    ['169.254.9.9', 'http://169.254.9.9:4723'],
    ['127.0.0.1:1', 'http://127.0.0.1:1'],
    [addressToQr('192.168.43.1:4724'), 'http://192.168.43.1:4724'],
    // a picture read after something was typed
    [`192.168.1\n${addressToQr('192.168.43.1')}`, 'http://192.168.43.1:4723'],
  ])('%j is %s', (typed, letterbox) => {
    expect(textToLetterbox(typed)).toEqual({ ok: true, value: letterbox });
  });

  test.each([
    '',
    'buzon.example.org',
    'laptop.local',
    '8.8.8.8',
    '172.32.0.1',
    '172.15.0.1',
    '192.169.1.1',
    '100.64.0.1',
    '169.253.1.1',
    '0.0.0.0',
    '255.255.255.255',
    '010.0.0.1', // eight, to a URL
    '192.168.1.256',
    '192.168.1',
    '192.168.1.5.6',
    '3232235781',
    '0x7f000001',
    '192.168.1.5:0',
    '192.168.1.5:65536',
    '192.168.1.5@8.8.8.8',
    'https://192.168.1.5',
    '192.168.1.5/out',
    '[::1]',
    '１９２.168.1.5',
  ])('%j is not', (typed) => {
    expect(textToLetterbox(typed)).toEqual({ ok: false, error: { type: 'notNearby' } });
  });
});
