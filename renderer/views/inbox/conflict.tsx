// A conflict, side by side: what was there before, one version, the other, word by word, with who wrote each and
// when their clock says it was; below, what it will be. Keys: 1, 2 …, B (together), E (write), Ctrl+Enter decides.
// A decision is a new write that replaces all versions; they stay in the history, and what was decided can be
// decided again here from the same sides.

import { ArrowLeft, Check, ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import type { ConflictView } from '#renderer/engine/inbox-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useLinkNames } from '#renderer/state/link-names.ts';
import { useQuestions } from '#renderer/state/questions.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { ObjectiveChip } from '#renderer/ui/objective-chip.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { cellName, cellText, type Words } from '#renderer/views/record/cell-words.ts';
import { ClaimedMoment } from '#renderer/views/record/claimed-moment.tsx';
import type { RecordId } from '#shared/base/ids.ts';
import { listed } from '#shared/record/cell-value.ts';
import { fieldOfPath } from '#shared/record/cells.ts';
import { fieldOf, namesMeetings } from '#shared/record/kinds.ts';
import { componentsOf } from '#shared/record/paths.ts';
import { isElement } from './outcome.ts';
import { OutcomePanel } from './outcome-panel.tsx';
import { useDecision } from './use-decision.ts';
import { useValueWords } from './value-words.ts';
import { BaseColumn, langOf, VersionColumn } from './version-column.tsx';
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
  const desk = useDecision(view);
  const { row, cell, decision } = view;
  const { of: linkName } = useLinkNames(namesMeetings(row.kind));
  const { questionOf } = useQuestions();
  const words: Words = { t: records, formats, language, linkName, questionOf };
  const at = Math.min(desk.other, view.sides.length - 1); // which of the other versions stands in the third column
  const first = view.sides[0];
  const second = view.sides[at];
  if (first === undefined || second === undefined) return null;
  const objective = objectiveOf(row.kind, cell);
  const title = row.title === '' ? t('untitled') : row.title;
  return (
    <Place
      title={
        decision !== null
          ? t('conflict.titleDecided')
          : view.sides.length === 2
            ? t('conflict.title')
            : t('conflict.titleMany', { count: view.sides.length })
      }
      crumbs={crumbs}
      className={styles.place}
      lede={
        <p className={styles.where}>
          {objective !== undefined && <ObjectiveChip objective={objective} isShort />}
          <span>
            <b>{nameOf(row.kind, cell, words)}</b> · <bdi>{title}</bdi>
          </span>
        </p>
      }
      head={
        <div className={styles.count}>
          {desk.place !== null && <b>{t('conflict.of', desk.place)}</b>}
          <Button tone="plain" onPress={desk.later}>
            {decision === null ? t('conflict.later') : t('conflict.asIs')}
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
            {decision === null ? t('conflict.decide') : t('conflict.decideAgain')}
          </Button>
        </>
      }
    >
      {desk.problem !== null && <ErrorText problem={desk.problem} />}
      {decision !== null && <Decided view={view} decision={decision} words={words} />}
      {isElement(row.kind, cell) && <Notice title={t('element.title')}>{t('element.words')}</Notice>}
      {view.sides.length > 2 && (
        <div className={styles.pager}>
          <p>{t('conflict.sides', { count: view.sides.length })}</p>
          <Button tone="plain" icon={ChevronLeft} isDisabled={at <= 1} onPress={() => desk.setOther(at - 1)}>
            {t('conflict.before')}
          </Button>
          <span role="status">{t('conflict.other', { number: at, of: view.sides.length - 1 })}</span>
          <Button
            tone="plain"
            iconAfter={ChevronRight}
            isDisabled={at >= view.sides.length - 1}
            onPress={() => desk.setOther(at + 1)}
          >
            {t('conflict.after')}
          </Button>
        </div>
      )}
      <div className={styles.three}>
        <BaseColumn view={view} words={words} />
        <VersionColumn view={view} side={first} hand={1} words={words} />
        <VersionColumn view={view} side={second} hand={2} number={at + 1} words={words} />
      </div>
      <OutcomePanel view={view} desk={desk} words={words} />
    </Place>
  );
}

interface DecidedProps extends Pick<DecideProps, 'view'> {
  readonly decision: NonNullable<ConflictView['decision']>;
  readonly words: Words;
}

/** What was decided, by whom, and what was written since. */
function Decided({ view, decision, words }: DecidedProps): ReactNode {
  const { t } = useTranslation('inbox');
  const authorWords = useAuthorWords();
  const { author, claimed, value, since } = decision;
  const said = useValueWords(view, words);
  return (
    <Notice tone="done" title={t('decision.by', { author: authorWords(author) })}>
      <ClaimedMoment claimed={claimed} words={words} />
      <p className={styles.text} lang={langOf(view)}>
        {said(value)}
      </p>
      {since !== undefined && (
        <p className={styles.text}>
          <b>{t('decision.since')}</b> <bdi>{said(since)}</bdi>
        </p>
      )}
    </Notice>
  );
}

/** What the cell is called; of an element of a list, the list and the element. */
const nameOf = (kind: string, cell: string, words: Words): string => {
  const name = cellName(kind, cell, words);
  return isElement(kind, cell) ? `${name}: ${cellText(kind, cell, listed(0), words)}` : name;
};

/** The objective a cell is about, where it is about one. */
function objectiveOf(kind: string, cell: string): number | undefined {
  const [key = '', part] = componentsOf(cell);
  const isPerObjective =
    fieldOf(kind, key)?.shape.type === 'longtextPerObjective' && fieldOfPath(kind, cell) !== undefined;
  return isPerObjective && /^\d+$/.test(part ?? '') ? Number(part) : undefined;
}
