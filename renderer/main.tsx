// The page begins: settings, words, then the app. `window.chasqui` is the preload's bridge; the engine is a
// worker. Nothing of the notebook is touched before a passphrase is given.

import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Desktop } from '#shared/wire/ipc.ts';
import { App } from './app.tsx';
import { startEngine } from './engine/client.ts';
import { languageOf } from './i18n/language.ts';
import { startWords } from './i18n/start.ts';
import { createSessionStore } from './state/session.ts';
import { createSettingsStore } from './state/settings.tsx';

declare global {
  interface Window {
    readonly chasqui: Desktop;
  }
}

const desktop = window.chasqui;
const [settings, info] = await Promise.all([desktop.settingsRead(), desktop.appInfo()]);
const words = await startWords(settings.language ?? languageOf(info.locale));
const session = createSessionStore(desktop, startEngine);
await session.getState().begin();

const root = document.getElementById('root');
if (root === null) throw new Error('no root');
createRoot(root).render(
  <StrictMode>
    <App desktop={desktop} session={session} settings={createSettingsStore(desktop, words, settings)} words={words} />
  </StrictMode>,
);
