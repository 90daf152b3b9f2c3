// The real app, driven as a person would: on Electron where its binary is, else on the stand-in.

import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests',
  testMatch: ['e2e/**/*.spec.ts', 'standin/**/*.spec.ts'],
  workers: 2,
  timeout: 120_000,
  forbidOnly: true,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  outputDir: 'test-results',
});
