import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { languageFor, MENU_WORDS, menuTemplate } from '#electron/menu.ts';
import { LANGUAGES } from '#shared/mechanism/language.ts';

const PLATFORMS = ['linux', 'win32', 'darwin'] as const;

function itemsOf(template: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])]);
}

const build = (
  language: (typeof LANGUAGES)[number],
  platform: (typeof PLATFORMS)[number],
  happened: string[] = [],
): readonly MenuItemConstructorOptions[] =>
  itemsOf(
    menuTemplate(
      { language, platform, isPackaged: true },
      {
        command: (command) => happened.push(command),
        lock: () => happened.push('LOCK'),
        leave: () => happened.push('LEAVE'),
      },
    ),
  );

test('every item has a label of the language it is shown in, with no label of the system among them', () => {
  for (const language of LANGUAGES) {
    const words = Object.values(MENU_WORDS[language]);
    for (const platform of PLATFORMS) {
      for (const item of build(language, platform)) {
        if (item.type === 'separator') continue;
        expect([...words, 'Chasqui'], `${language} ${item.id}`).toContain(item.label);
      }
    }
  }
});

test('every language has every word, none empty, and every word stands in some menu', () => {
  const keys = Object.keys(MENU_WORDS.es).sort();
  for (const language of LANGUAGES) {
    expect(Object.keys(MENU_WORDS[language]).sort(), language).toEqual(keys);
    expect(Object.values(MENU_WORDS[language]).every((word) => word.trim() === word && word !== '')).toBe(true);
  }
  const used = PLATFORMS.flatMap((platform) =>
    itemsOf(
      menuTemplate(
        { language: 'es', platform, isPackaged: false },
        { command: () => undefined, lock: () => undefined, leave: () => undefined },
      ),
    ).map((item) => item.label),
  );
  expect(Object.values(MENU_WORDS.es).filter((word) => !used.includes(word))).toEqual([]);
});

test('no accelerator and no id stands for two things', () => {
  for (const platform of PLATFORMS) {
    const items = build('es', platform);
    for (const of of [items.map((item) => item.accelerator), items.map((item) => item.id)]) {
      const given = of.filter((value) => value !== undefined);
      expect(new Set(given).size).toBe(given.length);
    }
  }
});

test('each command does its own thing, by the keys people know', () => {
  const happened: string[] = [];
  const items = build('es', 'linux', happened);
  const byKey = new Map(items.map((item) => [item.accelerator, item]));
  for (const key of [
    'CmdOrCtrl+N',
    'CmdOrCtrl+F',
    'CmdOrCtrl+P',
    'CmdOrCtrl+Z',
    'F1',
    'CmdOrCtrl+L',
    'F9',
    'CmdOrCtrl+1',
  ]) {
    const click = byKey.get(key)?.click as (() => void) | undefined;
    click?.();
  }
  expect(happened).toEqual(['newConsultation', 'find', 'print', 'undo', 'help', 'LOCK', 'LEAVE', 'today']);
});

test('developer tools are not in a packaged app', () => {
  expect(build('es', 'linux').some((item) => item.role === 'toggleDevTools')).toBe(false);
});

test('the system’s language is the nearest of the five, Spanish where there is none', () => {
  expect(['pt-BR', 'fr', 'ht', 'en_US', 'ES-mx', 'de', 'ar-EG', '', 'estonian'].map(languageFor)).toEqual([
    'pt',
    'fr',
    'ht',
    'en',
    'es',
    'es',
    'es',
    'es',
    'es',
  ]);
});
