import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import './without-tracks.ts';
import '../../renderer/styles/base.css';
import { type ReactNode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { startWords } from '#renderer/i18n/start.ts';
import { createSettingsStore, SettingsProvider } from '#renderer/state/settings.tsx';
import { FirstRun } from '#renderer/views/first-run/first-run.tsx';
import { Unlock } from '#renderer/views/unlock/unlock.tsx';
import type { Desktop } from '#shared/wire/ipc.ts';
import type { VaultProblem } from '#shared/wire/problems.ts';

let close: (() => void) | undefined;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  close?.();
  close = undefined;
});

async function show(content: ReactNode): Promise<void> {
  const words = await startWords('es');
  await words.loadNamespaces(['app', 'errors', 'unlock']);
  const desktop: Partial<Desktop> = { settingsWrite: async () => ({ ok: true, value: null }) };
  const settings = createSettingsStore(desktop as Desktop, words, { language: 'es', textSize: 100, theme: 'light' });
  const host = document.body.appendChild(document.createElement('div'));
  host.id = 'root';
  const root = createRoot(host);
  root.render(
    <I18nextProvider i18n={words}>
      <SettingsProvider store={settings}>
        <Suspense fallback={null}>{content}</Suspense>
      </SettingsProvider>
    </I18nextProvider>,
  );
  close = () => {
    root.unmount();
    host.remove();
  };
}

const noCopies = {
  desktop: {
    backupPick: async () => ({ ok: true, value: null }) as const,
    backupStop: async () => null,
    on: () => () => undefined,
  },
  onRestore: async () => null,
};

/** What was asked with which phrase, and the answer to give. */
function vault(answer: VaultProblem | null = null) {
  const asked: string[] = [];
  return {
    asked,
    ask: async (passphrase: string) => {
      asked.push(passphrase);
      return answer;
    },
  };
}

test('no notebook is begun while the two phrases differ, and it is said beside the second', async () => {
  const { asked, ask } = vault();
  await show(<FirstRun {...noCopies} onPractise={async () => null} onCreate={ask} onLeave={() => undefined} />);
  await userEvent.click(page.getByRole('button', { name: 'Seguir' }));
  await userEvent.fill(page.getByLabelText('Frase secreta'), 'quipu de lana azul');
  await userEvent.fill(page.getByLabelText('La misma frase, otra vez'), 'quipu de lana');
  await userEvent.click(page.getByRole('button', { name: 'Empezar el cuaderno' }));
  await expect.element(page.getByText('Las dos frases no son iguales.')).toBeVisible();
  expect(asked).toEqual([]);
  await userEvent.fill(page.getByLabelText('La misma frase, otra vez'), 'quipu de lana azul');
  await userEvent.click(page.getByRole('button', { name: 'Empezar el cuaderno' }));
  await expect.poll(() => asked).toEqual(['quipu de lana azul']);
});

test('what losing the phrase means is said before it is chosen', async () => {
  await show(<FirstRun {...noCopies} onPractise={async () => null} onCreate={vault().ask} onLeave={() => undefined} />);
  await userEvent.click(page.getByRole('button', { name: 'Seguir' }));
  await expect.element(page.getByText('Si se pierde, nadie puede recuperarla')).toBeVisible();
});

test('the language chosen at the door is the language of the next step', async () => {
  await show(<FirstRun {...noCopies} onPractise={async () => null} onCreate={vault().ask} onLeave={() => undefined} />);
  await userEvent.click(page.getByText('Kreyòl'));
  await userEvent.click(page.getByRole('button', { name: 'Kontinye' }));
  await expect.element(page.getByLabelText('Fraz sekrè')).toBeVisible();
});

test('a wrong phrase is told beside the field, which keeps it to be mended', async () => {
  const { ask } = vault({ type: 'wrongPassphrase', waitSeconds: 0 });
  await show(
    <Unlock
      onRecover={async () => null}
      waitSeconds={0}
      onUnlock={ask}
      onBeginAnother={() => undefined}
      onPractise={async () => null}
      onLeave={() => undefined}
    />,
  );
  await userEvent.fill(page.getByLabelText('Frase secreta'), 'otra frase');
  await userEvent.click(page.getByRole('button', { name: 'Abrir el cuaderno' }));
  await expect.element(page.getByText(/La frase no es esa/)).toBeVisible();
  await expect.element(page.getByLabelText('Frase secreta')).toHaveValue('otra frase');
});

test('while one has to wait nothing is asked, and how long is said', async () => {
  const { asked, ask } = vault();
  await show(
    <Unlock
      onRecover={async () => null}
      waitSeconds={3600}
      onUnlock={ask}
      onBeginAnother={() => undefined}
      onPractise={async () => null}
      onLeave={() => undefined}
    />,
  );
  await expect.element(page.getByText(/Podrá probar otra vez en 3\d\d\d segundos/)).toBeVisible();
  await userEvent.fill(page.getByLabelText('Frase secreta'), 'quipu de lana azul');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('button', { name: 'Abrir el cuaderno' })).toBeDisabled();
  expect(asked).toEqual([]);
});

test('before the notebook is open the window tells nothing, and F9 hides it', async () => {
  let left = 0;
  await show(
    <Unlock
      onRecover={async () => null}
      waitSeconds={0}
      onUnlock={vault().ask}
      onBeginAnother={() => undefined}
      onPractise={async () => null}
      onLeave={() => left++}
    />,
  );
  await expect.element(page.getByRole('heading', { name: 'El cuaderno está cerrado' })).toBeVisible();
  expect(document.title).toBe('Chasqui');
  await userEvent.keyboard('{F9}');
  expect(left).toBe(1);
});
