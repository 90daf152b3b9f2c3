// Where planted words are looked for beside a profile: a temporary folder that is the app's own, and all that its
// processes say.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LaunchOptions, OpenApp } from './launch.ts';

export function canaryGround(openApp: OpenApp, folder: string) {
  const temp = join(folder, 'temp');
  mkdirSync(temp);
  let said = '';
  return {
    openHere: async (name: string, options: LaunchOptions = {}) => {
      const app = await openApp(name, { ...options, env: { ...options.env, TMPDIR: temp } });
      for (const stream of [app.process().stdout, app.process().stderr])
        stream?.on('data', (data: Buffer) => (said += String(data)));
      return app;
    },
    said: (): string => said,
  };
}
