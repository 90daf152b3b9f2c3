// The history of a record as people read it: who, when they say it was, what they did, what changed from what to what,
// and which parts did not come. Newest first, in pages; a clock that is doubted is said, never used to decide
// anything. What stood there earlier can be brought back, as a new change.

import { EyeOff, Package, RotateCcw } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordView } from '#renderer/engine/record-views.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { useDeed } from '#renderer/state/use-deed.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import type { Json } from '#shared/base/json.ts';
import { kindOf } from '#shared/record/kinds.ts';
import { AuthorName } from './authors.tsx';
import type { Words } from './cell-words.ts';
import { ClaimedMoment } from './claimed-moment.tsx';
import { earlierOf, type Sitting, sittingsOf } from './history-lines.ts';
import { HistoryLineWords, lineName } from './history-line.tsx';
import { Roads } from './roads.tsx';
import styles from './record.module.css';

/** So many changes of a sitting are shown at first. */
const SHOWN = 4;
/** So many sittings a page. */
const PAGE = 10;

export interface HistoryProps {
  readonly view: RecordView;
  readonly words: Words;
}

export function History({ view: { row, cells }, words }: HistoryProps): ReactNode {
  const { t } = useTranslation('records');
  const history = useRead((engine) => engine.history(row.id), ['records'], [row.id]);
  const [shown, setShown] = useState(PAGE);
  const [isChoosing, setChoosing] = useState(false);
  const sittings = useMemo(() => sittingsOf(row.kind, history ?? []), [row.kind, history]);
  const now = useMemo(() => new Map(cells.map(({ path, value }) => [path, value])), [cells]);
  const canRestore = !row.deleted && kindOf(row.kind) !== undefined && sittings.length > 1;
  const older = sittings.length - shown;
  return (
    <section className={styles.history}>
      <h2>{t('history.title')}</h2>
      {history !== undefined && history.length === 0 && <p className="quiet">{t('history.none')}</p>}
      {canRestore && (
        <Button
          tone="plain"
          icon={RotateCcw}
          className={styles.moreChanges}
          aria-pressed={isChoosing}
          onPress={() => setChoosing(!isChoosing)}
        >
          {t('history.choose')}
        </Button>
      )}
      <ol>
        {sittings.slice(0, shown).map((sitting) => (
          <Entry
            key={sitting.last.changeset}
            sitting={sitting}
            record={row}
            now={canRestore && isChoosing ? now : null}
            words={words}
          />
        ))}
      </ol>
      {older > 0 && (
        <Button tone="plain" className={styles.moreChanges} onPress={() => setShown(shown + PAGE)}>
          {t('history.older', { count: older })}
        </Button>
      )}
    </section>
  );
}

interface EntryProps {
  readonly sitting: Sitting;
  readonly record: Pick<RecordView['row'], 'id' | 'kind'>;
  /** what stands in the record, where something earlier can be chosen */
  readonly now: ReadonlyMap<string, Json> | null;
  readonly words: Words;
}

function Entry({ sitting: { last, entries, lines }, record, now, words }: EntryProps): ReactNode {
  const { t } = useTranslation(['records', 'record']);
  const engine = useEngine();
  const run = useDeed();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? lines : lines.slice(0, SHOWN);
  const withheld = [...new Set(entries.flatMap((entry) => entry.withheld))];
  const bundles = [...new Set(entries.flatMap((entry) => entry.bundles))];
  return (
    <li className={styles.entry}>
      <AuthorName author={last.author} />
      <ClaimedMoment claimed={last.claimed} words={words} />
      {shown.length > 0 && (
        <ul className={styles.changes}>
          {shown.map((line, at) => {
            const earlier = now === null ? null : earlierOf(line, now);
            return (
              <li key={at}>
                <HistoryLineWords line={line} record={record.id} kind={record.kind} words={words} />
                {earlier !== null && (
                  <Button
                    tone="plain"
                    icon={RotateCcw}
                    className={styles.moreChanges}
                    aria-label={t('history.restoreOf', { name: lineName(line, record.kind, words) })}
                    onPress={() => void run(engine.restoreValues(record.id, earlier), t('history.restored'))}
                  >
                    {t('history.restore')}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {lines.length > SHOWN && (
        <Button tone="plain" className={styles.moreChanges} aria-expanded={isWhole} onPress={() => setWhole(!isWhole)}>
          {isWhole ? t('history.fewer') : t('history.more', { count: lines.length - SHOWN })}
        </Button>
      )}
      {withheld.length > 0 && (
        <p className={styles.aside}>
          <Icon of={EyeOff} size="small" />
          {t('history.withheld', {
            levels: words.formats.list(withheld.map((level) => t(`record:level.${level}.name`))),
          })}
        </p>
      )}
      <Roads roads={entries.flatMap(({ roads }) => roads)} />
      {bundles.length > 0 && (
        <p className={styles.aside}>
          <Icon of={Package} size="small" />
          {t('history.bundles', { codes: words.formats.list(bundles) })}
        </p>
      )}
    </li>
  );
}
