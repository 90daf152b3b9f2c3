// What the fake engine answers about requests and what is carried for others.

import type { Engine } from '#renderer/engine/door.ts';
import { sampleTicket } from './fake-samples.ts';

type Flow = <T>(name: string, args: readonly unknown[], done: () => T) => Promise<{ ok: true; value: T }>;
type Carrying = Pick<
  Engine,
  'askAgain' | 'answerRequest' | 'saveBundles' | 'carrySealed' | 'putDown' | 'keepPlace' | 'openHub' | 'takeFromHub'
>;

export const fakeCarrying = (flow: Flow): Carrying => ({
  askAgain: async (device) => flow('askAgain', [device], () => sampleTicket()),
  answerRequest: async (device) => flow('answerRequest', [device], () => sampleTicket()),
  saveBundles: async (bundles) => flow('saveBundles', [bundles], () => ({ name: 'MEMORIA' })),
  carrySealed: async (bytes) => flow('carrySealed', [bytes.length], () => ({ code: 'C4R-G00' })),
  keepPlace: async (typed) => flow('keepPlace', [typed], () => `http://${typed}:4723`),
  openHub: async () => flow('openHub', [], () => ({ open: null, left: 0 })),
  takeFromHub: async () => flow('takeFromHub', [], () => []),
  putDown: async (file) => flow('putDown', [file], () => null),
});
