// Two records that may tell of one event, side by side, with what differs marked. Keys: 1 the same event, 2 two
// events, S later. What is said is a signed change that counts everywhere and can be taken back; neither record
// is touched.

import { ArrowLeft, Check, Equal, EqualNot } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import type { EngineProblem, Judgement, PairView } from '#renderer/engine/door.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { go } from '#renderer/state/route.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import type { RecordId } from '#shared/base/ids.ts';
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
  if (view === null) {
    return (
      <Place title={t('pair.name')} isTitleShown={false} crumbs={crumbs}>
        <EmptyPlace title={t('pair.none')} actions={<LinkButton to="/inbox">{t('pair.back')}</LinkButton>} />
      </Place>
    );
  }
  const ids = view.sides.map(({ row }) => row.id).join(' ');
  return ids === `${a} ${b}` ? <Judge key={ids} view={view} crumbs={crumbs} /> : null; // the next is on its way
}

interface JudgeProps {
  readonly view: PairView;
  readonly crumbs: readonly { readonly label: string; readonly to?: string }[];
}

function Judge({ view, crumbs }: JudgeProps): ReactNode {
  const { t } = useTranslation('duplicates');
  const formats = useFormats();
  const desk = useJudgement(view);
  const { reasons, judgement } = view;
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
      {judgement !== null && (
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

function useJudgement({ sides: [one, other], judgement }: PairView) {
  const { t } = useTranslation('duplicates');
  const engine = useEngine();
  const { show, showProblem } = useToast();
  const duplicates = useDuplicates();
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const pair = { a: one.row, b: other.row };
  const all = duplicates?.pairs ?? [];
  const here = all.findIndex((each) => pairPath(each) === pairPath(pair));
  const next = all[here + 1] ?? all.find((_, index) => index !== here);

  const later = (): void => go(next === undefined ? '/inbox' : pairPath(next));
  const takeBack = async (): Promise<void> => {
    const undone = await engine.judgeSame([[pair.a.id, pair.b.id]], null);
    if (!undone.ok) showProblem(undone.error);
    else {
      show(t('done.undone'));
      go(pairPath(pair));
    }
  };
  const say = async (said: Judgement): Promise<void> => {
    if (isWorking) return;
    setWorking(true);
    const judged = await engine.judgeSame([[pair.a.id, pair.b.id]], said);
    setWorking(false);
    if (!judged.ok) {
      setProblem(judged.error);
      return;
    }
    if (judgement === null) show(t(`done.${said}`), { label: t('done.undo'), onPress: () => void takeBack() });
    else show(t(`done.${said}`));
    later();
  };
  usePageKeys({ '1': () => void say('same'), '2': () => void say('different'), s: later });
  return {
    isWorking,
    problem,
    place: here === -1 ? null : { number: here + 1, of: duplicates?.total ?? all.length },
    later,
    takeBack: () => void takeBack(),
    say: (said: Judgement) => void say(said),
  };
}
