// All conflicts between the same authors, decided together: one choice for each row, or one rule for every row in
// sight, and under each row what it will be before anything is written. What is chosen is written at once, in one
// signed changeset; a row without a choice stays a conflict.

import { ArrowLeft, Check } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { ConflictGroup, ConflictView } from '#renderer/engine/inbox-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { go } from '#renderer/state/route.ts';
import { useSayDone } from '#renderer/state/use-deed.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { BulkRow } from './bulk-row.tsx';
import { type Choice, joinOf, outcomeOf, versionsOf } from './outcome.ts';
import styles from './bulk.module.css';

/** So many rows at a time: they can be read through, and one changeset can hold them. */
const SHOWN = 25;

export function Bulk(): ReactNode {
  const { t } = useTranslation('conflicts');
  const { t: inbox } = useTranslation('inbox');
  const { authors = '' } = useParams();
  const group = useRead((engine) => engine.conflictGroup(authors.split('.'), SHOWN), ['records', 'inbox'], [authors]);
  const crumbs = [{ label: inbox('title'), to: '/inbox' }, { label: t('name') }];
  if (group === undefined || group.total === 0) {
    return (
      <Place title={t('name')} isTitleShown={false} crumbs={crumbs}>
        {group === undefined ? (
          <p className="quiet">{inbox('loading')}</p>
        ) : (
          <EmptyPlace title={t('none')} actions={<LinkButton to="/inbox">{inbox('conflict.back')}</LinkButton>} />
        )}
      </Place>
    );
  }
  return <Decide key={authors} group={group} crumbs={crumbs} />;
}

interface DecideProps {
  readonly group: ConflictGroup;
  readonly crumbs: readonly { readonly label: string; readonly to?: string }[];
}

function Decide({ group, crumbs }: DecideProps): ReactNode {
  const { t } = useTranslation('conflicts');
  const { t: inbox } = useTranslation('inbox');
  const formats = useFormats();
  const authorWords = useAuthorWords();
  const say = useSayDone();
  const engine = useEngine();
  const [picks, setPicks] = useState<ReadonlyMap<string, Choice>>(new Map());
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const { authors, conflicts, total } = group;
  const chosen = conflicts.flatMap((view) => {
    const pick = picks.get(keyOf(view));
    return pick === undefined ? [] : [{ view, pick }];
  });

  const rule = (pickFor: (view: ConflictView) => Choice | undefined): void =>
    setPicks(
      new Map(
        conflicts.flatMap((view) => {
          const pick = pickFor(view);
          return pick === undefined ? [] : [[keyOf(view), pick] as const];
        }),
      ),
    );
  const pickOne = (view: ConflictView, pick: Choice | null): void => {
    const next = new Map(picks);
    if (pick === null) next.delete(keyOf(view));
    else next.set(keyOf(view), pick);
    setPicks(next);
  };
  const write = async (): Promise<void> => {
    setWorking(true);
    const decided = await engine.decideConflicts(
      chosen.map(({ view, pick }) => {
        const { value, more } = outcomeOf(versionsOf(view), pick, null);
        return { record: view.row.id, cell: view.cell, value, seen: view.live, more };
      }),
    );
    setWorking(false);
    setProblem(decided.ok ? null : decided.error);
    if (!decided.ok) return;
    setPicks(new Map());
    if (chosen.length === total) go('/inbox'); // first, since a toast goes with the place
    say(t('decided', { count: chosen.length }), decided.value);
  };

  return (
    <Place
      title={t('title', {
        count: total,
        number: formats.number(total),
        authors: formats.list(authors.map(authorWords)),
      })}
      crumbs={crumbs}
      lede={t('lede')}
      actionsStart={
        <LinkButton tone="plain" icon={ArrowLeft} to="/inbox">
          {inbox('conflict.back')}
        </LinkButton>
      }
      actions={
        <>
          <p role="status" className={styles.left}>
            {t('left', { count: total - chosen.length })}
          </p>
          <Button
            tone="main"
            icon={Check}
            isDisabled={chosen.length === 0}
            isPending={isWorking}
            onPress={() => void write()}
          >
            {t('write', { count: chosen.length })}
          </Button>
        </>
      }
    >
      <div role="group" aria-label={t('rule.label')} className={styles.rules}>
        <b>{t('rule.label')}</b>
        {authors.length > 1 &&
          authors.map((author) => (
            <Button key={author.kid} onPress={() => rule((view) => sideOf(view, author.kid))}>
              {t('rule.author', { author: authorWords(author) })}
            </Button>
          ))}
        <Button onPress={() => rule((view) => (joinOf(versionsOf(view)) === null ? picks.get(keyOf(view)) : 'both'))}>
          {t('rule.both')}
        </Button>
        <Button tone="plain" onPress={() => setPicks(new Map())}>
          {t('rule.none')}
        </Button>
      </div>
      {problem !== null && <ErrorText problem={problem} />}
      <ol className={styles.rows}>
        {conflicts.map((view) => (
          <BulkRow
            key={keyOf(view)}
            view={view}
            pick={picks.get(keyOf(view)) ?? null}
            onPick={(pick) => pickOne(view, pick)}
          />
        ))}
      </ol>
      {total > conflicts.length && <p className="quiet">{t('more', { count: total - conflicts.length })}</p>}
    </Place>
  );
}

/** Another version of it is another question. */
const keyOf = ({ row, cell, live }: ConflictView): string => `${row.id} ${cell} ${live.join(' ')}`;

/** What the author said, where they said one thing. */
function sideOf({ sides }: ConflictView, kid: string): Choice | undefined {
  const theirs = sides.flatMap(({ author, also }, at) =>
    [author, ...also].some((one) => one.kid === kid) ? [at] : [],
  );
  return theirs.length === 1 ? theirs[0] : undefined;
}
