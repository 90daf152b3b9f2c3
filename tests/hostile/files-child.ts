// Reads hostile files in a process of its own with a small heap: node files-child.ts FOLDER. Each NAME.json there asks
// of the file NAME; one line of JSON a file says what was made of it and the processor's milliseconds it took.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Asked, sayOf, type Said } from './said.ts';

export interface Line {
  readonly name: string;
  readonly says: Said | { readonly threw: string };
  readonly ms: number;
  /** of the process so far, in MiB */
  readonly mostMiB: number;
}

const folder = process.argv[2] ?? '';
const names = readdirSync(folder).filter((name) => !name.endsWith('.json'));
for (const name of names.sort()) {
  const asked = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Asked;
  const file = Uint8Array.from(readFileSync(join(folder, name)));
  const before = process.cpuUsage();
  const says = await sayOf(file, asked).catch((error: unknown) => ({ threw: String(error) }));
  const { user, system } = process.cpuUsage(before);
  const mostMiB = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ name, says, ms: (user + system) / 1000, mostMiB } satisfies Line));
}
