// Which page: first run, lock, opening, the notebook, or the neutral page; and inside the notebook, which place.
// Places are loaded when first visited. A bug in one shows words and a way back, never a blank window.

import { type i18n as I18n } from 'i18next';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { I18nextProvider } from 'react-i18next';
import { Redirect, Route, Router, Switch } from 'wouter';
import { type StoreApi, useStore } from 'zustand';
import type { Desktop } from '#shared/wire/ipc.ts';
import { formatLocale } from './i18n/format.ts';
import { languageOf } from './i18n/language.ts';
import { EngineProvider } from './state/engine-context.tsx';
import { stayOf, useHashPath, useHashSearch } from './state/route.ts';
import { tellLink } from './state/link.ts';
import { noteCopies } from './state/note-copies.ts';
import { SaveProvider } from './state/save.tsx';
import type { Session } from './state/session.ts';
import { SettingsProvider, type SettingsState } from './state/settings.tsx';
import { TakeInProvider } from './state/take-in.tsx';
import { BugBoundary } from './ui/bug-boundary.tsx';
import { ToastProvider } from './ui/toast.tsx';
import { NeutralPage } from './views/unlock/neutral-page.tsx';
import { OpeningPage } from './views/unlock/opening-page.tsx';

const FirstRun = lazy(async () => ({ default: (await import('./views/first-run/first-run.tsx')).FirstRun }));
const SheetStep = lazy(async () => ({ default: (await import('./views/first-run/sheet-step.tsx')).SheetStep }));
const Unlock = lazy(async () => ({ default: (await import('./views/unlock/unlock.tsx')).Unlock }));
const NotErased = lazy(async () => ({ default: (await import('./views/travel/not-erased.tsx')).NotErased }));
const FailedPage = lazy(async () => ({ default: (await import('./views/unlock/failed-page.tsx')).FailedPage }));
const Frame = lazy(async () => ({ default: (await import('./views/frame/frame.tsx')).Frame }));
const Today = lazy(async () => ({ default: (await import('./views/today/today.tsx')).Today }));
const Board = lazy(async () => ({ default: (await import('./views/board/board.tsx')).Board }));
const Records = lazy(async () => ({ default: (await import('./views/records/records.tsx')).Records }));
const Spreadsheet = lazy(async () => ({ default: (await import('./views/spreadsheet/spreadsheet.tsx')).Spreadsheet }));
const Bin = lazy(async () => ({ default: (await import('./views/records/bin.tsx')).Bin }));
const RecordPage = lazy(async () => ({ default: (await import('./views/record/record.tsx')).RecordPage }));
const RecordForm = lazy(async () => ({ default: (await import('./views/record-form/record-form.tsx')).RecordForm }));
const HandOver = lazy(async () => ({ default: (await import('./views/hand-over/hand-over.tsx')).HandOver }));
const Inbox = lazy(async () => ({ default: (await import('./views/inbox/inbox.tsx')).Inbox }));
const Conflict = lazy(async () => ({ default: (await import('./views/inbox/conflict.tsx')).Conflict }));
const Bulk = lazy(async () => ({ default: (await import('./views/inbox/bulk.tsx')).Bulk }));
const Pair = lazy(async () => ({ default: (await import('./views/inbox/pair.tsx')).Pair }));
const Mechanism = lazy(async () => ({ default: (await import('./views/mechanism/mechanism.tsx')).Mechanism }));
const QuestionsIn = lazy(async () => ({ default: (await import('./views/questions/questions-in.tsx')).QuestionsIn }));
const Relatorias = lazy(async () => ({ default: (await import('./views/relatoria/relatorias.tsx')).Relatorias }));
const Relatoria = lazy(async () => ({ default: (await import('./views/relatoria/relatoria.tsx')).Relatoria }));
const Reports = lazy(async () => ({ default: (await import('./views/reports/reports.tsx')).Reports }));
const Profile = lazy(async () => ({ default: (await import('./views/profile/profile.tsx')).Profile }));
const Joining = lazy(async () => ({ default: (await import('./views/joining/joining.tsx')).Joining }));
const Travel = lazy(async () => ({ default: (await import('./views/travel/travel.tsx')).Travel }));
const SheetPage = lazy(async () => ({ default: (await import('./views/recovery/sheet-page.tsx')).SheetPage }));
const Receive = lazy(async () => ({ default: (await import('./views/network/receive.tsx')).Receive }));
const Workshop = lazy(async () => ({ default: (await import('./views/workshop/workshop.tsx')).Workshop }));
const ExercisePage = lazy(async () => ({ default: (await import('./views/workshop/exercise.tsx')).ExercisePage }));
const Guide = lazy(async () => ({ default: (await import('./views/workshop/guide.tsx')).Guide }));
const Room = lazy(async () => ({ default: (await import('./views/workshop/room.tsx')).Room }));
const Enter = lazy(async () => ({ default: (await import('./views/workshop/enter.tsx')).Enter }));
const Activity = lazy(async () => ({ default: (await import('./views/activity/activity.tsx')).Activity }));

export interface AppProps {
  readonly desktop: Desktop;
  readonly session: StoreApi<Session>;
  readonly settings: StoreApi<SettingsState>;
  readonly words: I18n;
}

export function App({ desktop, session, settings, words }: AppProps): ReactNode {
  const locale = useLocale(words);
  return (
    <I18nextProvider i18n={words}>
      <I18nProvider locale={locale}>
        <SettingsProvider store={settings}>
          <Router hook={useHashPath} searchHook={useHashSearch}>
            <BugBoundary>
              <Suspense fallback={null}>
                <Page desktop={desktop} session={session} />
              </Suspense>
            </BugBoundary>
          </Router>
        </SettingsProvider>
      </I18nProvider>
    </I18nextProvider>
  );
}

function Page({ desktop, session }: Pick<AppProps, 'desktop' | 'session'>): ReactNode {
  const { phase, create, unlock, recover, restore, settleIn, beginAnother, lock, leave, erase, comeBack, practise } =
    useStore(session);
  useEffect(() => desktop.on('lock', lock), [desktop, lock]);
  useEffect(() => noteCopies(desktop), [desktop]);
  useEffect(() => tellLink(desktop), [desktop]);
  switch (phase.type) {
    case 'starting':
      return null;
    case 'neutral':
      return <NeutralPage onBack={comeBack} />;
    case 'firstRun':
      return phase.isAnother ? (
        <FirstRun
          desktop={desktop}
          onCreate={create}
          onRestore={restore}
          onPractise={practise}
          onLeave={leave}
          onCancel={comeBack}
        />
      ) : (
        <FirstRun desktop={desktop} onCreate={create} onRestore={restore} onPractise={practise} onLeave={leave} />
      );
    case 'locked':
      return (
        <Unlock
          waitSeconds={phase.waitSeconds}
          onUnlock={unlock}
          onRecover={recover}
          onBeginAnother={beginAnother}
          onPractise={practise}
          onLeave={leave}
        />
      );
    case 'opening':
      return <OpeningPage done={phase.done} of={phase.of} onLeave={leave} />;
    case 'failed':
      return <FailedPage problem={phase.problem} onBack={comeBack} />;
    case 'notErased':
      return <NotErased problem={phase.problem} onBack={comeBack} />;
    case 'open':
      if (phase.isBegun === true) return <SheetStep onDone={settleIn} onLeave={leave} />;
      return (
        <EngineProvider engine={phase.engine} desktop={desktop}>
          <SaveProvider>
            <ToastProvider>
              <TakeInProvider>
                <Frame
                  report={phase.report}
                  onLock={lock}
                  onLeave={leave}
                  {...(phase.isWorkshop && { onStartAgain: practise })}
                >
                  <Places onErase={erase} isWorkshop={phase.isWorkshop} />
                </Frame>
              </TakeInProvider>
            </ToastProvider>
          </SaveProvider>
        </EngineProvider>
      );
  }
}

interface PlacesProps {
  readonly onErase: () => Promise<void>;
  readonly isWorkshop: boolean;
}

function Places({ onErase, isWorkshop }: PlacesProps): ReactNode {
  const [path] = useHashPath();
  return (
    <BugBoundary key={stayOf(path)}>
      <Suspense fallback={<main id="main" aria-busy />}>
        <Switch>
          <Route path="/today" component={Today} />
          <Route path="/board" component={Board} />
          <Route path="/records" component={Records} />
          <Route path="/records/bin" component={Bin} />
          <Route path="/records/spreadsheet" component={Spreadsheet} />
          <Route path="/record/:id" component={RecordPage} />
          <Route path="/record/:id/edit/:section?" component={RecordForm} />
          <Route path="/hand-over" component={HandOver} />
          <Route path="/hand-over/network" component={Receive} />
          <Route path="/inbox" component={Inbox} />
          <Route path="/inbox/conflict/:record/:cell" component={Conflict} />
          <Route path="/inbox/conflicts/:authors" component={Bulk} />
          <Route path="/inbox/pair/:a/:b" component={Pair} />
          <Route path="/mechanism" component={Mechanism} />
          <Route path="/mechanism/questions" component={QuestionsIn} />
          <Route path="/relatoria" component={Relatorias} />
          <Route path="/relatoria/:id" component={Relatoria} />
          <Route path="/reports" component={Reports} />
          <Route path="/profile" component={Profile} />
          <Route path="/profile/joining" component={Joining} />
          <Route path="/travel">
            <Travel onErase={onErase} />
          </Route>
          <Route path="/profile/sheet" component={SheetPage} />
          <Route path="/activity" component={Activity} />
          {isWorkshop && <Route path="/workshop" component={Workshop} />}
          {isWorkshop && <Route path="/workshop/exercise/:name" component={ExercisePage} />}
          {isWorkshop && <Route path="/workshop/guide" component={Guide} />}
          {isWorkshop && <Route path="/workshop/room" component={Room} />}
          {isWorkshop && <Route path="/workshop/enter" component={Enter} />}
          <Route>
            <Redirect to="/today" replace />
          </Route>
        </Switch>
      </Suspense>
    </BugBoundary>
  );
}

/** The locale for react-aria's own words and for the direction of the text. */
function useLocale(words: I18n): string {
  const [locale, setLocale] = useState(() => formatLocale(languageOf(words.language)));
  useEffect(() => {
    const follow = (language: string): void => setLocale(formatLocale(languageOf(language)));
    words.on('languageChanged', follow);
    return () => words.off('languageChanged', follow);
  }, [words]);
  return locale;
}
