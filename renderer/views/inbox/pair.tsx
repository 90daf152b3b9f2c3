// Two records that may tell of one event, side by side, with what differs marked. Keys: 1 the same event, 2 two
// events, S later. What is said is a signed change that counts everywhere and can be taken back; neither record
// is touched.

import { ArrowLeft, Check, Equal, EqualNot } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import type { DuplicatesView, Judgement, PairView } from '#renderer/engine/inbox-views.ts';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { go } from '#renderer/state/route.ts';
import { useSayDone } from '#renderer/state/use-deed.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import type { RecordId } from '#shared/base/ids.ts';
import { cellOn } from '#shared/merge/same-event.ts';
import { pairPath, useDuplicates } from './likely-duplicates.tsx';
import { usePageKeys } from './page-keys.ts';
import { PairTable } from './pair-table.tsx';
import { reasonWords } from './reason-words.ts';
import styles from './conflict.module.css';

export function Pair(): ReactNode {
  const { t } = useTranslation('duplicates');
  const { t: inbox } = useTranslation('inbox');
  const { a = '', b = '' } = useParams();
  const view = useRead((engine) => engine.pair(a as RecordId, b as RecordId), ['records', 'inbox'], [a, b]);
  const crumbs = [{ label: inbox('title'), to: '/inbox' }, { label: t('pair.name') }];
  if (view === undefined) {
    return (
      <Place title={t('pair.name')} isTitleShown={false} crumbs={crumbs}>
        <p className="quiet">{t('loading')}</p>
      </Place>
    );
  }
  if (view === null) return <Missing a={a} b={b} crumbs={crumbs} />;
  const ids = view.sides.map(({ row }) => row.id).join(' ');
  return ids === `${a} ${b}` ? <Judge key={ids} view={view} crumbs={crumbs} /> : null; // the next is on its way
}

/** One of the two is not here. What people said of it differently can be decided all the same. */
function Missing({ a, b, crumbs }: { readonly a: string; readonly b: string } & Pick<JudgeProps, 'crumbs'>): ReactNode {
  const { t } = useTranslation('duplicates');
  const { t: inbox } = useTranslation('inbox');
  const cell = cellOn(b as RecordId);
  const place = useRead((engine) => engine.conflictPlace(a as RecordId, cell), ['inbox'], [a, cell]);
  const isDisputed = place !== undefined && place !== null;
  return (
    <Place title={t('pair.name')} isTitleShown={false} crumbs={crumbs}>
      <EmptyPlace
        title={t('pair.none')}
        actions={
          <>
            <LinkButton to="/inbox">{t('pair.back')}</LinkButton>
            {isDisputed && (
              <LinkButton to={`/inbox/conflict/${a}/${encodeURIComponent(cell)}`}>
                {inbox('conflicts.decide', { count: 1 })}
              </LinkButton>
            )}
          </>
        }
      />
    </Place>
  );
}

interface JudgeProps {
  readonly view: PairView;
  readonly crumbs: readonly { readonly label: string; readonly to?: string }[];
}

function Judge({ view, crumbs }: JudgeProps): ReactNode {
  const { t } = useTranslation('duplicates');
  const formats = useFormats();
  const desk = useJudgement(view);
  const { reasons, judgement, isDisputed } = view;
  return (
    <Place
      title={t('pair.question')}
      crumbs={crumbs}
      className={styles.place}
      lede={
        <>
          {reasons.length === 0 ? t('pair.unlike') : t('pair.alike', { reasons: reasonWords(reasons, t, formats) })}{' '}
          {t('pair.kept')}
        </>
      }
      head={
        <div className={styles.count}>
          {desk.place !== null && <b>{t('pair.of', desk.place)}</b>}
          <Button tone="plain" shortcut="S" onPress={desk.later}>
            {t('pair.later')}
          </Button>
        </div>
      }
      actionsStart={
        <LinkButton tone="plain" icon={ArrowLeft} to="/inbox">
          {t('pair.back')}
        </LinkButton>
      }
      actions={
        <>
          <Button icon={EqualNot} shortcut="2" isDisabled={desk.isWorking} onPress={() => desk.say('different')}>
            {t('pair.different')}
          </Button>
          <Button tone="main" icon={Equal} shortcut="1" isPending={desk.isWorking} onPress={() => desk.say('same')}>
            {t('pair.same')}
          </Button>
        </>
      }
    >
      {desk.problem !== null && <ErrorText problem={desk.problem} />}
      {isDisputed && (
        <Notice tone="wait" title={t('said.disputed')}>
          {t('said.decide')}
        </Notice>
      )}
      {judgement !== null && !isDisputed && (
        <Notice
          tone="done"
          title={t(`said.${judgement}`)}
          actions={
            <Button icon={Check} onPress={desk.takeBack}>
              {t('said.takeBack')}
            </Button>
          }
        >
          {t('said.words')}
        </Notice>
      )}
      <PairTable sides={view.sides} />
    </Place>
  );
}

function useJudgement({ sides: [one, other] }: PairView) {
  const { t } = useTranslation('duplicates');
  const engine = useEngine();
  const { show, showProblem } = useToast();
  const sayDone = useSayDone();
  const duplicates = useDuplicates();
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const pair = { a: one.row, b: other.row };
  const here = duplicates?.pairs.findIndex((each) => pairPath(each) === pairPath(pair)) ?? -1;

  /** To the next question after this one, as they stand now; past the last, to the first. */
  const goOn = async (before: DuplicatesView): Promise<void> => {
    const { pairs } = await engine.duplicates();
    const placeOf = (path: string): number => before.pairs.findIndex((each) => pairPath(each) === path);
    const others = pairs.map(pairPath).filter((path) => path !== pairPath(pair));
    const next = others.find((path) => placeOf(path) > placeOf(pairPath(pair))) ?? others[0];
    go(next ?? '/inbox');
  };
  const later = async (): Promise<void> => goOn(await engine.duplicates());
  const takeBack = async (): Promise<void> => {
    const undone = await engine.judgeSame([[pair.a.id, pair.b.id]], null);
    if (!undone.ok) showProblem(undone.error);
    else {
      go(pairPath(pair));
      show(t('done.undone'));
    }
  };
  const say = async (said: Judgement): Promise<void> => {
    if (isWorking) return;
    setWorking(true);
    const before = await engine.duplicates();
    const judged = await engine.judgeSame([[pair.a.id, pair.b.id]], said);
    if (!judged.ok) {
      setWorking(false);
      setProblem(judged.error);
      return;
    }
    await goOn(before);
    sayDone(t(`done.${said}`), judged.value, () => go(pairPath(pair)));
  };
  usePageKeys({ '1': () => void say('same'), '2': () => void say('different'), s: () => void later() });
  return {
    isWorking,
    problem,
    place: duplicates === undefined || here === -1 ? null : { number: here + 1, of: duplicates.total },
    later: () => void later(),
    takeBack: () => void takeBack(),
    say: (said: Judgement) => void say(said),
  };
}
