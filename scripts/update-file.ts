// `npm run update-file -- key|make|check`: files with which the app is updated from a stick (shared/log/release.ts), made
// where the release key is and nowhere else: on a machine without network. See docs/install.md.
// Exit 0: made, or good; 1: refused, with the reason; 2: usage.

import { runUpdateFile } from './update/run.ts';

process.exitCode = await runUpdateFile(process.argv.slice(2), { out: console.log, err: console.error });
