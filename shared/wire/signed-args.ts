// A signed thing as an argument of a call between page and main process.

import * as z from 'zod/mini';

const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
const text = (limit: number) => z.string().check(z.maxLength(limit));

export const signedArgs = z.object({
  type: text(200),
  body: text(300_000),
  signatures: z.array(z.object({ kid: id, sig: text(100) })).check(z.maxLength(20)),
});
