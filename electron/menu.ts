// The menu: every label in the person's language, every command one the page knows. Built anew when the language
// changes. Undo goes to the page (it knows whether a field or a record is meant); cut, copy and paste are the
// system's own. F9 is the quick exit, one key.

import type { MenuItemConstructorOptions } from 'electron';
import en from '#resources/locales/en/menu.json' with { type: 'json' };
import es from '#resources/locales/es/menu.json' with { type: 'json' };
import fr from '#resources/locales/fr/menu.json' with { type: 'json' };
import ht from '#resources/locales/ht/menu.json' with { type: 'json' };
import pt from '#resources/locales/pt/menu.json' with { type: 'json' };
import { type Language, LANGUAGES } from '#shared/mechanism/language.ts';
import type { MenuCommand } from '#shared/wire/ipc.ts';

export type MenuWords = typeof es;
export const MENU_WORDS: Readonly<Record<Language, MenuWords>> = { es, en, pt, fr, ht };

export interface MenuActions {
  readonly command: (command: MenuCommand) => void;
  readonly lock: () => void;
  /** quick exit */
  readonly leave: () => void;
}

export interface MenuFacts {
  readonly language: Language;
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
}

/** The nearest of the five languages; Spanish where there is none. */
export const languageFor = (locale: string): Language =>
  LANGUAGES.find((language) => language === locale.toLowerCase().split(/[-_]/)[0]) ?? 'es';

export function menuTemplate(
  { language, platform, isPackaged }: MenuFacts,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const words = MENU_WORDS[language];
  const isMac = platform === 'darwin';
  const item = (id: Exclude<MenuCommand, 'lock' | 'leave'>, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label: words[id],
    click: () => actions.command(id),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const system = (
    role: 'cut' | 'copy' | 'paste' | 'selectAll' | 'togglefullscreen' | 'quit' | 'hide' | 'minimize',
  ): MenuItemConstructorOptions => ({ id: role, role, label: words[role] });
  const lock: MenuItemConstructorOptions = {
    id: 'lock',
    label: words.lock,
    accelerator: 'CmdOrCtrl+L',
    click: actions.lock,
  };
  const leave: MenuItemConstructorOptions = {
    id: 'leave',
    label: words.leave,
    accelerator: 'F9',
    click: actions.leave,
  };
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const developer: MenuItemConstructorOptions = {
    id: 'developerTools',
    role: 'toggleDevTools',
    label: words.developerTools,
  };
  return [
    ...(isMac ? [{ id: 'app', label: 'Chasqui', submenu: [system('hide'), line, system('quit')] }] : []),
    {
      id: 'file',
      label: words.file,
      submenu: [
        item('newConsultation', 'CmdOrCtrl+N'),
        item('newPractice', 'CmdOrCtrl+Shift+N'),
        line,
        item('print', 'CmdOrCtrl+P'),
        line,
        lock,
        leave,
        ...(isMac ? [] : [line, system('quit')]),
      ],
    },
    {
      id: 'edit',
      label: words.edit,
      submenu: [
        item('undo', 'CmdOrCtrl+Z'),
        line,
        system('cut'),
        system('copy'),
        system('paste'),
        system('selectAll'),
        line,
        item('find', 'CmdOrCtrl+F'),
      ],
    },
    {
      id: 'view',
      label: words.view,
      submenu: [
        ...PLACES.map((place, at) => item(place, `CmdOrCtrl+${at + 1}`)),
        line,
        system('togglefullscreen'),
        ...(isMac ? [system('minimize')] : []),
        ...(isPackaged ? [] : [developer]),
      ],
    },
    { id: 'helpMenu', label: words.helpMenu, submenu: [item('help', 'F1')] },
  ];
}

const PLACES = ['today', 'board', 'records', 'handOver', 'inbox', 'profile', 'activity'] as const;
