// Records: all that is in the notebook, by filter, order and search. Ten thousand rows scroll as ten do: only
// those in sight are in the page (virtual-rows.tsx) and only those around are read (use-rows.ts).

import { GitFork, Plus, Share2, SlidersHorizontal, Trash2 } from 'lucide-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import type { RecordRow } from '#renderer/engine/record-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useNewRecord } from '#renderer/state/new-record.ts';
import { go, searchWith } from '#renderer/state/route.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { SummaryDialog } from '#renderer/views/summary/summary-dialog.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FilterWords } from './filter-words.tsx';
import { Filters } from './filters.tsx';
import { MoreFilters } from './more-filters.tsx';
import { OtherKinds } from './other-kinds.tsx';
import { isFiltered, queryOf } from './query.ts';
import { COLUMNS, recordCells } from './record-cells.tsx';
import { useRows } from './use-rows.ts';
import { VirtualRows } from './virtual-rows.tsx';
import styles from './records.module.css';

export function Records(): ReactNode {
  const { t } = useTranslation('records');
  const formats = useFormats();
  const language = useLanguage();
  const newRecord = useNewRecord();
  const search = useSearch();
  const query = queryOf(search);
  const [first, setFirst] = useState(0);
  const [isFiltering, setFiltering] = useState(false);
  const [isSharing, setSharing] = useState(false);
  const rows = useRows(query, first);
  const { total } = rows;
  const put = (changes: Readonly<Record<string, string | null>>): void =>
    go(`/records${searchWith(search, changes)}`, { replace: true });
  const open = useCallback(
    (index: number) => {
      const row = rows.at(index);
      if (row !== undefined) go(`/record/${row.id}`);
    },
    [rows],
  );
  const columns = useMemo(() => COLUMNS.map((key) => ({ key, label: t(`column.${key}`) })), [t]);
  const cellsOf = useCallback((row: RecordRow) => recordCells(row, { t, formats, language }), [t, formats, language]);
  const isBare = total === 0 && !isFiltered(query) && query.deleted !== true;
  return (
    <Place
      title={t('title')}
      isTitleShown={false}
      layout="full"
      actionsStart={
        isBare ? undefined : (
          <>
            <ExportMenu query={query} isDisabled={total === 0} />
            <Button tone="plain" icon={Share2} isDisabled={total === 0} onPress={() => setSharing(true)}>
              {t('share')}
            </Button>
          </>
        )
      }
      actions={
        <>
          <OtherKinds />
          <Button icon={Plus} onPress={() => void newRecord('practice')}>
            {t('new.practice')}
          </Button>
          <Button tone="main" icon={Plus} onPress={() => void newRecord('consultation')}>
            {t('new.consultation')}
          </Button>
        </>
      }
    >
      <div className={styles.page}>
        {!isBare && (
          <>
            <Filters search={search} />
            <MoreFilters search={search} isOpen={isFiltering} onClose={() => setFiltering(false)} />
            <div className={styles.summary}>
              <p role="status">
                {total === undefined
                  ? t('list.loading')
                  : t('list.count', { count: total, number: formats.number(total) })}
                {rows.isPartial && ` ${t('list.partial')}`}
                {rows.counted !== total && rows.counted !== undefined && (
                  <> {t('list.events', { number: formats.number(rows.counted) })}</>
                )}
                <FilterWords filter={query} />
              </p>
              <Button tone="plain" icon={SlidersHorizontal} onPress={() => setFiltering(true)}>
                {t('filters.more')}
              </Button>
              <Button
                tone="plain"
                icon={GitFork}
                aria-pressed={query.onlyConflicts === true}
                onPress={() => put({ conflicts: query.onlyConflicts === true ? null : 'yes' })}
              >
                {t('filters.conflicts')}
              </Button>
              {query.deleted === true ? (
                <Button tone="plain" icon={Trash2} aria-pressed onPress={() => put({ bin: null })}>
                  {t('list.deleted')}
                </Button>
              ) : (
                <LinkButton tone="plain" icon={Trash2} to="/records/bin">
                  {t('filters.bin')}
                </LinkButton>
              )}
              {isFiltered(query) && (
                <Button tone="plain" onPress={() => go('/records', { replace: true })}>
                  {t('filters.clear')}
                </Button>
              )}
            </div>
          </>
        )}
        {isBare && (
          <EmptyPlace
            title={t('empty.title')}
            actions={
              <LinkButton tone="plain" icon={Trash2} to="/records/bin">
                {t('filters.bin')}
              </LinkButton>
            }
          >
            {t('empty.words')}
          </EmptyPlace>
        )}
        {total === 0 && !isBare && !rows.isPartial && (
          <EmptyPlace
            title={query.deleted === true ? t('empty.bin') : t('empty.filtered')}
            actions={
              <Button onPress={() => go('/records', { replace: true })}>
                {query.deleted === true ? t('page.toRecords') : t('filters.clear')}
              </Button>
            }
          />
        )}
        {total !== undefined && total > 0 && (
          <VirtualRows
            label={t('title')}
            columns={columns}
            total={total}
            itemAt={rows.at}
            cellsOf={cellsOf}
            onOpen={open}
            onScroll={setFirst}
            listKey={search}
          />
        )}
      </div>
      {isSharing && <SummaryDialog asked={query} isPart={isFiltered(query)} onClose={() => setSharing(false)} />}
    </Place>
  );
}
