// The review queue: what waits for this person to look at it, by table and country; several can be approved at once.
// What to return is opened first, since a reason is needed. Nothing where this device decides about nothing.

import { Check } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type QueueEntry, type QueueQuery, type QueueView, REVIEW_PAGE } from '#renderer/engine/review-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { useDeed } from '#renderer/state/use-deed.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { Pages, type PagesProps, pageWithin } from '#renderer/ui/pages.tsx';
import { Select, type SelectOption } from '#renderer/ui/select.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { ReviewMark } from '#renderer/views/record/review-mark.tsx';
import type { RecordId } from '#shared/base/ids.ts';
import { countryByCode } from '#shared/mechanism/countries.ts';
import { mesaByNumber } from '#shared/mechanism/compact.ts';
import styles from './inbox.module.css';
import own from './review-queue.module.css';

/** How many records wait for this person to look at them. */
export const useReviewCount = (): number => {
  const queue = useRead((engine) => engine.reviewQueue({ count: 0 }), ['records', 'inbox', 'trust']);
  return queue?.total ?? 0;
};

export function ReviewQueue(): ReactNode {
  const [query, setQuery] = useState<QueueQuery>({});
  const [wanted, setWanted] = useState(0);
  const queue = useRead(
    (engine) => engine.reviewQueue(wanted === 0 ? query : { ...query, from: wanted }),
    ['records', 'inbox', 'trust'],
    [query, wanted],
  );
  const from = pageWithin(wanted, REVIEW_PAGE, queue?.total ?? 0);
  useEffect(() => {
    if (queue !== undefined && from < wanted) setWanted(from); // what was on the last page is approved
  }, [queue, from, wanted]);
  if (queue === undefined || !queue.isReviewer || isNothing(queue, query)) return null;
  const narrow = (asked: QueueQuery): void => {
    setWanted(0);
    setQuery(asked);
  };
  return (
    <Queue
      queue={queue}
      query={query}
      onQuery={narrow}
      pages={{ from, size: REVIEW_PAGE, total: queue.total, onChange: setWanted }}
    />
  );
}

const isNothing = ({ total, returned }: QueueView, query: QueueQuery): boolean =>
  total + returned === 0 && Object.keys(query).length === 0;

interface QueueProps {
  readonly queue: QueueView;
  readonly query: QueueQuery;
  readonly onQuery: (query: QueueQuery) => void;
}

function Queue({
  queue,
  query,
  onQuery,
  pages,
}: QueueProps & { readonly pages: Omit<PagesProps, 'label'> }): ReactNode {
  const { t } = useTranslation('review');
  const { number } = useFormats();
  const engine = useEngine();
  const run = useDeed();
  const [chosen, setChosen] = useState<ReadonlySet<RecordId>>(new Set());
  const [isWorking, setWorking] = useState(false);
  const { entries, total, returned } = queue;
  const selected = entries.filter(({ row }) => chosen.has(row.id)).map(({ row }) => row.id);
  const choose = (id: RecordId, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const approve = async (): Promise<void> => {
    setWorking(true);
    const isDone = await run(engine.approveRecords(selected), t('queue.approved', { count: selected.length }));
    setWorking(false);
    if (isDone) setChosen(new Set());
  };
  return (
    <section aria-labelledby="review-queue">
      <h2 id="review-queue" className={styles.title}>
        {t('queue.title')} {total > 0 && <span className="number">{number(total)}</span>}
      </h2>
      <p className={styles.help}>{t('queue.help')}</p>
      <Narrow queue={queue} query={query} onQuery={onQuery} />
      {entries.length === 0 && <p className={own.none}>{t('queue.none')}</p>}
      {entries.length > 1 && (
        <Checkbox
          isSelected={selected.length === entries.length}
          onChange={(isAll) => setChosen(new Set(isAll ? entries.map(({ row }) => row.id) : []))}
        >
          {t('queue.selectAll')}
        </Checkbox>
      )}
      <ul className={own.entries}>
        {entries.map((entry) => (
          <Entry
            key={entry.row.id}
            entry={entry}
            isChosen={chosen.has(entry.row.id)}
            onChoose={(isChosen) => choose(entry.row.id, isChosen)}
          />
        ))}
      </ul>
      <Pages label={t('queue.title')} {...pages} />
      {returned > 0 && (
        <p className={own.returned}>
          {t('queue.returned', { count: returned })}{' '}
          <LinkButton tone="plain" to="/hand-over">
            {t('queue.handOver')}
          </LinkButton>
        </p>
      )}
      {selected.length > 0 && (
        <Button icon={Check} className={own.approve} isPending={isWorking} onPress={() => void approve()}>
          {t('queue.approve', { count: selected.length })}
        </Button>
      )}
    </section>
  );
}

function Narrow({ queue, query, onQuery }: QueueProps): ReactNode {
  const { t } = useTranslation('review');
  const language = useLanguage();
  const { number } = useFormats();
  const counted = (key: string, name: string, records: number): SelectOption => ({
    key,
    label: t('queue.option', { name, number: number(records) }),
  });
  const waiting = queue.mesas.filter(({ records }) => records > 0);
  if (waiting.length < 2 && queue.countries.length < 2 && Object.keys(query).length === 0) return null;
  const { mesa, country } = query;
  return (
    <div className={own.narrow}>
      <Select
        label={t('queue.mesa')}
        value={mesa === undefined ? '' : String(mesa)}
        onChange={(key) => onQuery(withChoice(query, 'mesa', key === '' ? undefined : Number(key)))}
        options={[
          { key: '', label: t('queue.allMesas') },
          ...waiting.map(({ mesa: n, records }) =>
            counted(String(n), mesaByNumber(n)?.name[language] ?? String(n), records),
          ),
        ]}
      />
      <Select
        label={t('queue.country')}
        value={country ?? ''}
        onChange={(key) => onQuery(withChoice(query, 'country', key === '' ? undefined : key))}
        options={[
          { key: '', label: t('queue.allCountries') },
          ...queue.countries.map(({ country: code, records }) =>
            counted(code, countryByCode(code)?.name[language] ?? code, records),
          ),
        ]}
      />
    </div>
  );
}

function withChoice<Key extends 'mesa' | 'country'>(query: QueueQuery, key: Key, value: QueueQuery[Key]): QueueQuery {
  const { [key]: _before, ...rest } = query;
  return value === undefined ? rest : { ...rest, [key]: value };
}

interface EntryProps {
  readonly entry: QueueEntry;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

function Entry({ entry: { row, state, authors }, isChosen, onChoose }: EntryProps): ReactNode {
  const { t } = useTranslation('review');
  const formats = useFormats();
  const wordsOf = useAuthorWords();
  const title = row.title === '' ? t('queue.untitled') : row.title;
  return (
    <li>
      <Checkbox isSelected={isChosen} onChange={onChoose} className={own.box}>
        <span className="hidden-visually">
          {t('queue.choose')}: {title}
        </span>
      </Checkbox>
      <div className={own.words}>
        <Link href={`/record/${row.id}`} {...(row.language === '' ? {} : { lang: row.language })}>
          <KindMark kind={row.kind} isHollow={row.state !== 'merged'} />
          <bdi>{title}</bdi>
        </Link>
        <div className={own.facts}>
          {state !== 'new' && <ReviewMark state={state} />}
          <p className="quiet small">{formats.list(authors.map(wordsOf))}</p>
        </div>
      </div>
    </li>
  );
}
