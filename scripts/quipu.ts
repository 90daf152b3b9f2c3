// npm run quipu -- verify|inspect|dsse FILE [--identity KEYFILE] [--roster FILE] [--json] [--out DIR]
// Looks at a bundle without taking it in, on the product's own code. Changes nothing but the folder of dsse.
// Exit 0: good; 1: refused, with the typed reason; 2: usage. See quipu/arguments.ts.

import { runQuipu } from './quipu/run.ts';

process.exitCode = await runQuipu(process.argv.slice(2), { out: console.log, err: console.error });
