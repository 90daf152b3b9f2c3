// What the fake engine answers about the mechanism: its authors are a list, asked for a page at a time.

import type { Engine } from '#renderer/engine/door.ts';
import { twinsOf } from '#shared/log/twins.ts';
import { mechanismNow } from '#shared/report/mechanism-records.ts';
import type { FakeTrust } from './fake-samples.ts';

export const fakeTrust = (world: {
  readonly trust: FakeTrust;
}): Pick<
  Engine,
  'trust' | 'authors' | 'organisations' | 'twins' | 'roots' | 'turnReadingKey' | 'letRead' | 'mechanism' | 'questions'
> => ({
  trust: async () => world.trust,
  turnReadingKey: async () => ({ ok: true, value: 'done' }),
  letRead: async () => ({ ok: true, value: 'done' }),
  mechanism: async () => mechanismNow([], '2026-01-15', () => true),
  questions: async () => ({ sheets: [], mayAsk: true }),
  roots: async () => ({ areOnSticks: false, roots: [], threshold: 0, signings: [], past: [] }),
  authors: async ({ text = '', from = 0, count = 20 }) => {
    const { authors, unknown } = world.trust;
    const found = authors.filter(({ name, organisation }) => `${organisation} ${name}`.includes(text));
    return { total: found.length, authors: found.slice(from, from + count), unknown, unknownTotal: unknown.length };
  },
  twins: async (asked) =>
    twinsOf(new Map(world.trust.authors.map((author) => [author.kid, author])), asked).map(({ author, ...twin }) => ({
      ...twin,
      kid: author.kid,
      name: author.name,
      organisation: author.organisation,
    })),
  organisations: async (text) =>
    [...new Set(world.trust.authors.map(({ organisation }) => organisation))].filter((name) => name.includes(text)),
});
