// What the app's menu and the keyboard can do from any place. The menu's commands come from the main process;
// where there is no native menu the keys alone do the same. F9 is the quick exit: one key, no question.

import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { useNewRecord } from '#renderer/state/new-record.ts';
import { go } from '#renderer/state/route.ts';
import { useToast } from '#renderer/ui/toast.tsx';
import type { MenuCommand } from '#shared/wire/ipc.ts';
import { QUICK } from '../record-form/form-kind.ts';
import { QUICK_EXIT_KEY } from './quick-exit.ts';
import { goToNextRegion } from './regions.ts';

export interface CommandTargets {
  readonly onLock: () => void;
  readonly onLeave: () => void;
  readonly onFind: () => void;
  readonly onHelp: () => void;
}

const PATHS: Readonly<Partial<Record<MenuCommand, string>>> = {
  today: '/today',
  board: '/board',
  records: '/records',
  handOver: '/hand-over',
  inbox: '/inbox',
  profile: '/profile',
  activity: '/activity',
};

export function useCommands(targets: CommandTargets): void {
  const desktop = useDesktop();
  const newRecord = useNewRecord();
  const { show, shown, hide } = useToast();
  const { t } = useTranslation('app');

  const run = (command: MenuCommand): void => {
    switch (command) {
      case 'newConsultation':
        void newRecord('consultation');
        break;
      case 'newPractice':
        void newRecord('practice');
        break;
      case 'find':
        targets.onFind();
        break;
      case 'print':
        void desktop.printPage();
        break;
      case 'undo':
        if (isWriting(document.activeElement)) document.execCommand('undo');
        else if (shown?.action !== undefined) {
          shown.action.onPress();
          hide();
        }
        break;
      case 'lock':
        targets.onLock();
        break;
      case 'leave':
        targets.onLeave();
        break;
      case 'help':
        targets.onHelp();
        break;
      default: {
        const path = PATHS[command];
        if (path !== undefined) go(path);
      }
    }
  };

  const press = (event: KeyboardEvent): void => {
    const handled = keyActionOf(event, {
      run,
      leave: targets.onLeave,
      saved: () => show(t('save.already')),
      region: goToNextRegion,
      quick: () => void newRecord('consultation', {}, QUICK),
    });
    if (handled === undefined) return;
    event.preventDefault();
    handled();
  };

  const current = useRef({ run, press });
  useEffect(() => {
    current.current = { run, press };
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => current.current.press(event);
    addEventListener('keydown', onKey);
    const stopMenu = desktop.on('menu', (command) => current.current.run(command));
    const stopBundles = desktop.on('bundlesArrived', () => go('/hand-over'));
    return () => {
      removeEventListener('keydown', onKey);
      stopMenu();
      stopBundles();
    };
  }, [desktop]);
}

interface KeyTargets {
  readonly run: (command: MenuCommand) => void;
  readonly leave: () => void;
  readonly saved: () => void;
  readonly region: (direction: 1 | -1) => void;
  /** the short page of a new consultation */
  readonly quick: () => void;
}

function keyActionOf(event: KeyboardEvent, { run, leave, saved, region, quick }: KeyTargets): (() => void) | undefined {
  if (event.key === QUICK_EXIT_KEY) return leave;
  if (event.key === 'F1') return () => run('help');
  if (event.key === 'F6') return () => region(event.shiftKey ? -1 : 1);
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined;
  if (event.shiftKey) return event.key.toLowerCase() === 'n' ? quick : undefined;
  switch (event.key.toLowerCase()) {
    case 'n':
      return () => run('newConsultation');
    case 'f':
      return () => run('find');
    case 'p':
      return () => run('print');
    case 'l':
      return () => run('lock');
    case 's':
      return saved;
    case 'z':
      return isWriting(event.target) ? undefined : () => run('undo'); // a field undoes by itself
    default:
      return undefined;
  }
}

/** A tick is no writing: what it did is taken back like any other deed. */
const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea'));
