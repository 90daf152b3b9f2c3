// The writer's worker, and nothing else: one file, then it is ended.

import { expose, transfer } from 'comlink';
import { write, type Writing } from './writer.ts';

export interface WriterWorker {
  readonly write: (writing: Writing) => Promise<Uint8Array>;
}

const writer: WriterWorker = {
  write: async (writing) => {
    const bytes = await write(writing);
    return transfer(bytes, [bytes.buffer]);
  },
};
expose(writer);
