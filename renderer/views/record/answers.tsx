// What a record says, section by section, to read: answers under their questions, texts per objective under
// their objectives, and beside what is not open, who reads it. What this app has no question for is shown last.

import { ExternalLink } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellView, RecordView } from '#renderer/engine/record-views.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { ObjectiveChip, ObjectiveChips } from '#renderer/ui/objective-chip.tsx';
import { choicesOf, wordOf } from '#renderer/views/record-form/options.ts';
import { isRaised, LEVEL_ICONS } from '#renderer/views/record-form/sensitivity.tsx';
import type { Json } from '#shared/base/json.ts';
import { isJsonObject } from '#shared/base/json.ts';
import { cellsToEntry } from '#shared/record/cells.ts';
import { isNotKnown } from '#shared/record/cell-value.ts';
import type { Field, Kind, Level } from '#shared/record/definition.ts';
import { fieldOf } from '#shared/record/kinds.ts';
import { pathOf } from '#shared/record/paths.ts';
import { Files } from '#renderer/views/files/files.tsx';
import { attachmentOf } from '#shared/record/attachment.ts';
import { cellName, isSheet, valueText, type Words } from './cell-words.ts';
import { isAt, type Reading, translationsAt } from './reading.ts';
import { TranslationMark } from './translation-mark.tsx';
import styles from './record.module.css';

export interface AnswersProps {
  readonly view: RecordView;
  readonly reading: Reading;
  readonly words: Words;
  /** with all extra questions that are known beside it; undefined: no kind of this app */
  readonly kind: Kind | undefined;
}

type Entry = Readonly<Record<string, Json>>;

export function Answers({ view, reading, words, kind }: AnswersProps): ReactNode {
  const { t } = useTranslation('records');
  const entry = cellsToEntry(view.row.kind, new Map(reading.cells.map(({ path, value }) => [path, value])));
  const known = new Set(kind?.fields.map(({ key }) => key));
  const others = Object.entries(entry).filter(([key]) => !known.has(key));
  const lang = view.row.language === '' ? undefined : view.row.language;
  const isEmpty = Object.keys(entry).length === 0;
  return (
    <div className={styles.answers}>
      {isEmpty && <p className="quiet">{t('page.empty')}</p>}
      {kind?.sections.map(({ key, label }) => (
        <Section
          key={key}
          kind={kind}
          section={key}
          label={label[words.language]}
          entry={entry}
          view={view}
          reading={reading}
          words={words}
          lang={lang}
        />
      ))}
      {others.length > 0 && (
        <section>
          <h2>{t('page.others')}</h2>
          <dl className={styles.list}>
            {others.map(([key, value]) => (
              <div key={key}>
                <dt>{cellName(view.row.kind, pathOf(key), words)}</dt>
                <dd className={styles.text}>{valueText(fieldOf(view.row.kind, key), value, words)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

interface SectionProps {
  readonly kind: Kind;
  readonly section: string;
  readonly label: string;
  readonly entry: Entry;
  readonly view: RecordView;
  readonly reading: Reading;
  readonly words: Words;
  readonly lang: string | undefined;
}

function Section({ kind, section, label, entry, view, reading, words, lang }: SectionProps): ReactNode {
  const { cells } = view;
  /** of a text as it stands there: all of it is translated, or it is in the record's own language */
  const langOf = (field: Field, part?: string): string | undefined => {
    const translated = translationsAt(reading, field.key, part).length;
    if (translated === 0) return isLong(field) ? lang : undefined;
    const all = cells.filter(({ path }) => isAt(path, field.key, part)).length;
    return translated === all ? (reading.language ?? undefined) : undefined;
  };
  const answered = kind.fields.filter(({ key, section: its }) => its === section && entry[key] !== undefined);
  const perObjective = answered.filter(
    ({ key, shape }) => shape.type === 'longtextPerObjective' && isJsonObject(entry[key]),
  );
  const others = answered.filter((field) => !perObjective.includes(field));
  if (answered.length === 0) return null;
  const objectives = [...new Set(perObjective.flatMap(({ key }) => Object.keys(entry[key] as object)))].sort(
    (a, b) => Number(a) - Number(b),
  );
  return (
    <section>
      <h2>{label}</h2>
      <dl className={styles.list}>
        {others.map((field) => (
          <div key={field.key} className={isLong(field) ? styles.long : undefined}>
            <dt>
              {field.label[words.language]}
              <LevelMark level={levelIn(cells, field)} />
            </dt>
            <dd>
              <div lang={langOf(field)}>
                <Answer field={field} value={entry[field.key] ?? null} view={view} words={words} />
              </div>
              <TranslationMark of={translationsAt(reading, field.key)} />
            </dd>
          </div>
        ))}
      </dl>
      {objectives.map((objective) => (
        <div key={objective} className={styles.objective}>
          <h3>
            <ObjectiveChip objective={Number(objective)} />
          </h3>
          <dl className={styles.list}>
            {perObjective.map((field) => {
              const text = (entry[field.key] as Entry)[objective];
              if (text === undefined) return null;
              return (
                <div key={field.key} className={styles.long}>
                  <dt>
                    {field.label[words.language]}
                    <LevelMark level={levelIn(cells, field, objective)} />
                  </dt>
                  <dd>
                    <div lang={langOf(field, objective)} className={styles.text}>
                      {valueText(undefined, text, words)}
                    </div>
                    <TranslationMark of={translationsAt(reading, field.key, objective)} />
                  </dd>
                </div>
              );
            })}
          </dl>
        </div>
      ))}
    </section>
  );
}

function Answer({
  field,
  value,
  view,
  words,
}: {
  readonly field: Field;
  readonly value: Json;
  readonly view: RecordView;
  readonly words: Words;
}): ReactNode {
  const { t } = useTranslation(['records', 'record']);
  const { shape } = field;
  if (isNotKnown(value)) return <span className="quiet">{t('record:notKnown')}</span>;
  if (shape.type === 'multichoice' && Array.isArray(value)) {
    if (shape.from.type === 'objectives') return <ObjectiveChips objectives={value.map(Number)} />;
    return words.formats.list(
      value.map((element: Json) => wordOf(shape.from, valueText(undefined, element, words), words.language)),
    );
  }
  if (shape.type === 'file' && Array.isArray(value)) {
    const files = value.flatMap((item: Json) => attachmentOf(item) ?? []);
    const others = value.filter((item: Json) => attachmentOf(item) === undefined);
    return (
      <>
        {files.length > 0 && <Files files={files} here={view.filesHere} />}
        {others.length > 0 && <span className={styles.text}>{valueText(undefined, others, words)}</span>}
      </>
    );
  }
  if (shape.type === 'counts' && isJsonObject(value)) return <Counts field={field} counts={value} words={words} />;
  if (Array.isArray(value)) {
    return (
      <ul className={styles.items}>
        {value.map((item: Json, at) => (
          <li key={at}>
            {isJsonObject(item) ? (
              <Group field={field} group={item} words={words} />
            ) : shape.type === 'repeatUrl' ? (
              <Url text={valueText(undefined, item, words)} />
            ) : (
              <span className={styles.text}>{valueText(field, item, words)}</span>
            )}
          </li>
        ))}
      </ul>
    );
  }
  if (isJsonObject(value) && !isSheet(field)) return <Group field={field} group={value} words={words} />;
  return <span className={styles.text}>{valueText(field, value, words)}</span>;
}

function Counts({
  field,
  counts,
  words,
}: {
  readonly field: Field;
  readonly counts: Entry;
  readonly words: Words;
}): ReactNode {
  const from = 'from' in field.shape ? field.shape.from : undefined;
  const order = from === undefined ? [] : choicesOf(from, words.language).map(({ key }) => key);
  const keys = [...order.filter((key) => key in counts), ...Object.keys(counts).filter((key) => !order.includes(key))];
  return (
    <ul className={styles.counts}>
      {keys.map((key) => (
        <li key={key}>
          <b className="number">{valueText(undefined, counts[key] ?? null, words)}</b>{' '}
          {from === undefined ? key : wordOf(from, key, words.language)}
        </li>
      ))}
    </ul>
  );
}

function Group({
  field,
  group,
  words,
}: {
  readonly field: Field;
  readonly group: Entry;
  readonly words: Words;
}): ReactNode {
  const subfields = 'subfields' in field.shape ? field.shape.subfields : [];
  const keys = [
    ...subfields.map(({ key }) => key).filter((key) => key in group),
    ...Object.keys(group).filter((key) => !subfields.some((each) => each.key === key)),
  ];
  return (
    <dl className={styles.group}>
      {keys.map((key) => {
        const subfield = subfields.find((each) => each.key === key);
        return (
          <Fragment key={key}>
            <dt>{subfield?.label[words.language] ?? key}</dt>
            <dd className={styles.text}>{valueText(subfield, group[key] ?? null, words)}</dd>
          </Fragment>
        );
      })}
    </dl>
  );
}

/** The page has no network: an address is shown, to be copied. */
const Url = ({ text }: { readonly text: string }): ReactNode => (
  <span className={styles.url}>
    <Icon of={ExternalLink} size="small" />
    <bdi>{text}</bdi>
  </span>
);

function LevelMark({ level }: { readonly level: Level }): ReactNode {
  const { t } = useTranslation(['records', 'record']);
  if (level === 'open') return null;
  return (
    <span className={styles[level]} title={t(`record:level.${level}.who`)}>
      <Icon of={LEVEL_ICONS[level]} size="small" />
      {t(`record:level.${level}.name`)}
    </span>
  );
}

/** The closest level of a field's answers, or of one part of it. */
function levelIn(cells: readonly CellView[], field: Field, part?: string): Level {
  return cells.reduce<Level>((closest, { path, level }) => {
    return isAt(path, field.key, part) && isRaised(level, closest) ? level : closest;
  }, 'open');
}

const isLong = ({ shape }: Field): boolean =>
  shape.type === 'longtext' ||
  shape.type === 'repeatGroup' ||
  shape.type === 'repeatText' ||
  shape.type === 'repeatUrl' ||
  shape.type === 'counts' ||
  shape.type === 'group' ||
  shape.type === 'file';
