// The frame around every place: the rail of places with the cord down its edge, and the bar above (where I am,
// search, what is saved, what waits, language, text size, lock). A place fills the rest of the grid by itself
// (ui/place.tsx). Keyboard and menu commands live here, once.

import { Lock } from 'lucide-react';
import { type ReactNode, Suspense, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenReport } from '#renderer/engine/door.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { findInRecords } from '#renderer/state/route.ts';
import { CrumbSlot } from '#renderer/ui/crumb-slot.ts';
import { ToastRegion } from '#renderer/ui/toast.tsx';
import { useCommands } from './commands.ts';
import { Help } from './help.tsx';
import { HubStrip } from './hub-strip.tsx';
import { DiskNotice } from './disk-notice.tsx';
import { OpeningNotice } from './opening-notice.tsx';
import { Queue } from './queue.tsx';
import { QUICK_EXIT_KEY } from './quick-exit.ts';
import { Rail } from './rail.tsx';
import { SavedMark } from './saved-mark.tsx';
import { Search } from './search.tsx';
import { LanguageTool, TextTool } from './tools.tsx';
import { Tour } from './tour.tsx';
import { TakingIn } from './taking-in.tsx';
import { Waiting } from './waiting.tsx';
import { Where } from './where.tsx';
import { Tool } from './tool.tsx';
import { WorkshopStrip } from './workshop-strip.tsx';
import styles from './frame.module.css';

export interface FrameProps {
  readonly report: OpenReport;
  readonly onLock: () => void;
  readonly onLeave: () => void;
  /** a workshop's notebook: a new one, where this was */
  readonly onStartAgain?: () => Promise<unknown>;
  readonly children: ReactNode;
}

export function Frame({ report, onLock, onLeave, onStartAgain, children }: FrameProps): ReactNode {
  const { t } = useTranslation('app');
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const find = useCallback(() => {
    const input = search.current;
    if (input === null || input.getClientRects().length === 0) findInRecords();
    else {
      input.focus();
      input.select();
    }
  }, []);
  const help = useCallback(() => setHelpOpen(true), []);
  useCommands({ onLock, onLeave, onFind: find, onHelp: help });
  const today = useRead((engine) => engine.today(), ['records', 'drafts', 'deliveries', 'inbox']);
  const waiting = today?.counts.toHandOver ?? 0;
  const toLookAt = (today?.counts.conflicts ?? 0) + (today?.counts.held ?? 0);
  return (
    <div className={styles.frame}>
      {onStartAgain !== undefined && <WorkshopStrip onStartAgain={onStartAgain} />}
      <Suspense fallback={null}>
        <HubStrip />
      </Suspense>
      <div className={styles.grid}>
        <a href="#main" className={styles.skip} onClick={skip}>
          {t('skip')}
        </a>
        <Rail counts={{ 'hand-over': waiting, inbox: toLookAt }} onHelp={help} />
        <header data-region tabIndex={-1} aria-label={t('regions.bar')} className={styles.bar}>
          <Where slotRef={setSlot} />
          <Search inputRef={search} />
          <SavedMark />
          <TakingIn />
          <Queue />
          <Waiting count={waiting} />
          <LanguageTool />
          <TextTool />
          <Tool icon={Lock} onPress={onLock}>
            {t('lock')}
          </Tool>
          <Tool className={styles.exit} onPress={onLeave} shortcut={QUICK_EXIT_KEY}>
            {t('leave')}
          </Tool>
        </header>
        <CrumbSlot value={slot}>{children}</CrumbSlot>
        <Suspense fallback={null}>
          <Tour />
        </Suspense>
        <OpeningNotice report={report} />
        <DiskNotice />
        <ToastRegion />
      </div>
      <Help isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}

const skip = (event: { preventDefault: () => void }): void => {
  event.preventDefault();
  document.querySelector<HTMLElement>('main h1')?.focus();
};
