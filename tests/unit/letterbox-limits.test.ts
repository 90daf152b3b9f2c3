import { describe, expect, it } from 'vitest';
import { createRateLimit, createTurnstile } from '#secretariat/limits.ts';
import { originOf, originsOf } from '#secretariat/origins.ts';
import { rangeOf } from '#secretariat/range.ts';

describe('a rate limit', () => {
  it('lets a burst through, then one for each interval, and says how long to wait', () => {
    let time = 0;
    const limit = createRateLimit(30, 2, () => time);
    expect([limit('a'), limit('a'), limit('a')]).toEqual([0, 0, 2]);
    time += 1000;
    expect(limit('a')).toBe(1);
    time += 1000;
    expect([limit('a'), limit('a')]).toEqual([0, 2]);
    time += 3_600_000;
    expect([limit('a'), limit('a'), limit('a')]).toEqual([0, 0, 2]);
  });

  it('counts each key by itself, and keeps memory for no more than it must', () => {
    let time = 0;
    const limit = createRateLimit(60, 1, () => time);
    for (let at = 0; at < 50_000; at++) expect(limit(`key ${at}`)).toBe(0);
    expect(limit('key 49999')).toBe(1);
    time += 1000;
    expect(limit('key 49999')).toBe(0);
  });
});

describe('a turnstile', () => {
  it('lets in as many as there is room for, and counts a leaving once', () => {
    const turnstile = createTurnstile(2);
    const [first, second] = [turnstile.enter('a'), turnstile.enter('a')];
    expect(turnstile.enter('a')).toBeUndefined();
    expect(turnstile.enter('b')).toBeDefined();
    first?.();
    first?.();
    expect(turnstile.enter('a')).toBeDefined();
    expect(turnstile.enter('a')).toBeUndefined();
    second?.();
    expect(turnstile.enter('a')).toBeDefined();
  });
});

describe('a byte range', () => {
  it.each([
    [null, { start: 0, end: 100, isPart: false }],
    ['bytes=0-', { start: 0, end: 100, isPart: true }],
    ['bytes=10-19', { start: 10, end: 20, isPart: true }],
    ['bytes=10-1000', { start: 10, end: 100, isPart: true }],
    ['bytes=-10', { start: 90, end: 100, isPart: true }],
    ['bytes=-1000', { start: 0, end: 100, isPart: true }],
    ['bytes=5-4', { start: 0, end: 100, isPart: false }],
    ['bytes=0-1,5-6', { start: 0, end: 100, isPart: false }],
    ['bytes=-', { start: 0, end: 100, isPart: false }],
    ['chapters=1-2', { start: 0, end: 100, isPart: false }],
    ['bytes=100-', undefined],
    ['bytes=-0', undefined],
  ])('of %j is %o', (header, range) => {
    expect(rangeOf(header, 100)).toEqual(range);
  });
});

describe('the origins of a letterbox', () => {
  it('are its own address and those that are published for it', () => {
    expect(originOf('0.0.0.0', 80)).toBe('http://127.0.0.1');
    expect(originOf('::1', 8080)).toBe('http://[::1]:8080');
    const origins = originsOf('http://127.0.0.1:8080', '127.0.0.1', 8080, [
      'https://letterbox.example/chasqui/',
      'nonsense',
    ]);
    expect([...origins].sort()).toEqual([
      'http://127.0.0.1:8080',
      'http://[::1]:8080',
      'http://localhost:8080',
      'https://letterbox.example',
    ]);
  });

  it('are those of every address of the machine where it listens on all', () => {
    const origins = originsOf('http://127.0.0.1:8080', '0.0.0.0', 8080, []);
    expect(origins.has('http://localhost:8080')).toBe(true);
    expect(origins.has('http://127.0.0.1:8080')).toBe(true);
  });
});
