// A conflict, side by side: what was there before, one version, the other, word by word, with who wrote each and
// when their clock says it was; below, what it will be. Keys: 1, 2, B (both), E (write), Ctrl+Enter decides. A
// decision is a new write that replaces all versions; they stay in the history.

import { ArrowLeft, Check, ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import type { ConflictView } from '#renderer/engine/inbox-views.ts';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { go } from '#renderer/state/route.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { ObjectiveChip } from '#renderer/ui/objective-chip.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import { cellName, type Words } from '#renderer/views/record/cell-words.ts';
import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { fieldOfPath } from '#shared/record/cells.ts';
import { fieldOf } from '#shared/record/kinds.ts';
import { componentsOf } from '#shared/record/paths.ts';
import { conflictPath } from './inbox.tsx';
import { isText, type Mode, outcomeOf, type Versions } from './outcome.ts';
import type { Decision } from './decision.ts';
import { usePageKeys } from './page-keys.ts';
import { OutcomePanel } from './outcome-panel.tsx';
import { BaseColumn, VersionColumn } from './version-column.tsx';
import styles from './conflict.module.css';

export function Conflict(): ReactNode {
  const { t } = useTranslation('inbox');
  const { record = '', cell = '' } = useParams();
  const path = cell.includes('%') ? decodeURIComponent(cell) : cell;
  const view = useRead((engine) => engine.conflict(record as RecordId, path), ['records', 'inbox'], [record, path]);
  const crumbs = [{ label: t('title'), to: '/inbox' }, { label: t('conflict.name') }];
  if (view === undefined) {
    return (
      <Place title={t('conflict.name')} isTitleShown={false} crumbs={crumbs}>
        <p className="quiet">{t('loading')}</p>
      </Place>
    );
  }
  if (view === null || view.sides.length < 2) {
    return (
      <Place title={t('conflict.name')} isTitleShown={false} crumbs={crumbs}>
        <EmptyPlace title={t('conflict.none')} actions={<LinkButton to="/inbox">{t('conflict.back')}</LinkButton>} />
      </Place>
    );
  }
  return <Decide key={`${record} ${path}`} view={view} crumbs={crumbs} />;
}

interface DecideProps {
  readonly view: ConflictView;
  readonly crumbs: readonly { readonly label: string; readonly to?: string }[];
}

function Decide({ view, crumbs }: DecideProps): ReactNode {
  const { t } = useTranslation('inbox');
  const { t: records } = useTranslation(['records', 'record']);
  const language = useLanguage();
  const formats = useFormats();
  const words: Words = { t: records, formats, language };
  const [at, setAt] = useState(1); // which of the other versions stands in the third column
  const first = view.sides[0];
  const second = view.sides[Math.min(at, view.sides.length - 1)];
  const desk = useDecision(view, { base: view.base, first: first?.value ?? null, second: second?.value ?? null });
  if (first === undefined || second === undefined) return null;
  const { row, cell } = view;
  const objective = objectiveOf(row.kind, cell);
  const title = row.title === '' ? t('untitled') : row.title;
  return (
    <Place
      title={view.sides.length === 2 ? t('conflict.title') : t('conflict.titleMany', { count: view.sides.length })}
      crumbs={crumbs}
      className={styles.place}
      lede={
        <p className={styles.where}>
          {objective !== undefined && <ObjectiveChip objective={objective} isShort />}
          <span>
            <b>{cellName(row.kind, cell, words)}</b> · <bdi>{title}</bdi>
          </span>
        </p>
      }
      head={
        <div className={styles.count}>
          {desk.place !== null && <b>{t('conflict.of', desk.place)}</b>}
          <Button tone="plain" onPress={desk.later}>
            {t('conflict.later')}
          </Button>
        </div>
      }
      actionsStart={
        <LinkButton tone="plain" icon={ArrowLeft} to="/inbox">
          {t('conflict.back')}
        </LinkButton>
      }
      actions={
        <>
          <p className={styles.kept}>{t('conflict.kept')}</p>
          <Button
            tone="main"
            icon={Check}
            shortcut="Ctrl ↵"
            isPending={desk.isWorking}
            onPress={() => void desk.decide()}
          >
            {t('conflict.decide')}
          </Button>
        </>
      }
    >
      {desk.problem !== null && <ErrorText problem={desk.problem} />}
      {view.sides.length > 2 && (
        <div className={styles.pager}>
          <p>{t('conflict.sides', { count: view.sides.length })}</p>
          <Button tone="plain" icon={ChevronLeft} isDisabled={at <= 1} onPress={() => setAt(at - 1)}>
            {t('conflict.before')}
          </Button>
          <span role="status">{t('conflict.other', { number: at, of: view.sides.length - 1 })}</span>
          <Button
            tone="plain"
            iconAfter={ChevronRight}
            isDisabled={at >= view.sides.length - 1}
            onPress={() => setAt(at + 1)}
          >
            {t('conflict.after')}
          </Button>
        </div>
      )}
      <div className={styles.three}>
        <BaseColumn view={view} words={words} />
        <VersionColumn view={view} side={first} hand={1} words={words} />
        <VersionColumn view={view} side={second} hand={2} words={words} />
      </div>
      <OutcomePanel view={view} desk={desk} words={words} />
    </Place>
  );
}

function useDecision({ row, cell }: ConflictView, versions: Versions): Decision {
  const { t } = useTranslation('inbox');
  const engine = useEngine();
  const { show } = useToast();
  const inbox = useRead((door) => door.inbox(), ['inbox']);
  const canMix = isText(versions);
  const [mode, setModeOnly] = useState<Mode>(canMix ? 'both' : 'first');
  const [written, setWritten] = useState<Json>('');
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const all = inbox?.conflicts ?? [];
  const here = all.findIndex((each) => each.row.id === row.id && each.cell === cell);
  const next = all[here + 1] ?? all.find((_, index) => index !== here);

  const setMode = (chosen: Mode): void => {
    if ((chosen === 'both' || chosen === 'written') && !canMix) return;
    if (chosen === 'written' && mode !== 'written') setWritten(outcomeOf(versions, mode, written));
    setModeOnly(chosen);
  };
  const later = (): void => go(next === undefined ? '/inbox' : conflictPath(next));
  const decide = async (): Promise<void> => {
    if (isWorking) return;
    setWorking(true);
    const decided = await engine.decideConflict(row.id, cell, outcomeOf(versions, mode, written));
    setWorking(false);
    if (decided.ok) {
      show(t('conflict.decided'));
      later();
    } else setProblem(decided.error);
  };

  usePageKeys({
    '1': () => setMode('first'),
    '2': () => setMode('second'),
    b: () => setMode('both'),
    e: () => setMode('written'),
    'Ctrl+Enter': () => void decide(),
  });

  const place = here === -1 ? null : { number: here + 1, of: all.length };
  return { versions, mode, setMode, written, setWritten, canMix, isWorking, problem, place, decide, later };
}

/** The objective a cell is about, where it is about one. */
function objectiveOf(kind: string, cell: string): number | undefined {
  const [key = '', part] = componentsOf(cell);
  const isPerObjective =
    fieldOf(kind, key)?.shape.type === 'longtextPerObjective' && fieldOfPath(kind, cell) !== undefined;
  return isPerObjective && /^\d+$/.test(part ?? '') ? Number(part) : undefined;
}
