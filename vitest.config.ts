// Unit, property, simulation and service tests run on Node; what needs a real IndexedDB, a real worker or a
// real page runs in Chromium (fake-indexeddb ends transactions differently: see 2-architecture, law 2).

import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumFlags, chromiumPath } from './scripts/chromium.ts';

const nodeRooms = [
  'architecture',
  'contract',
  'electron',
  'faults',
  'hostile',
  'i18n',
  'packaging',
  'property',
  'renderer',
  'scripts',
  'secretariat',
  'simulation',
  'unit',
  'vectors',
];
const launchOptions = {
  args: [...chromiumFlags],
  ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: [`tests/{${nodeRooms.join(',')}}/**/*.test.ts`],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        plugins: [react()],
        cacheDir: '.cache/vite',
        optimizeDeps: { entries: ['renderer/**/*.{ts,tsx}', 'tests/{store,flow,ui}/**/*.{ts,tsx}'] },
        worker: { format: 'es' },
        test: {
          name: 'browser',
          include: ['tests/{store,flow,ui}/**/*.test.{ts,tsx}'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          expect: { poll: { timeout: 20_000 } }, // a busy machine paints late
          browser: {
            enabled: true,
            headless: true,
            ui: false,
            screenshotFailures: false,
            provider: playwright({ launchOptions }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
