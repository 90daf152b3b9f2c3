// The form of a record, made from the definition of its kind: the sections as knots on a cord, one section at a
// time, everything saved by itself. The form owns what is written; a reading of the engine only ever adds what
// another hand changed (see saver.ts), so that neither a new language nor a new reading loses a letter.

import { ArrowLeft, ArrowRight } from 'lucide-react';
import {
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import type { RecordView } from '#renderer/engine/record-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { go, useHashSearch } from '#renderer/state/route.ts';
import { useSave } from '#renderer/state/save.tsx';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { SectionTrack } from '#renderer/ui/section-track.tsx';
import type { RecordId } from '#shared/base/ids.ts';
import type { Field, Kind, Level } from '#shared/record/definition.ts';
import { componentsOf } from '#shared/record/paths.ts';
import { focusField } from './field-path.ts';
import { emptyOf, fieldValueOf, type FieldValue } from './field-value.ts';
import { FinishDialog, useFinish } from './finish.tsx';
import { FormDeskContext, type FormValues } from './form-desk.ts';
import { FormHelp } from './form-help.tsx';
import { formKindOf, pathAfterForm } from './form-kind.ts';
import { FormSection } from './form-section.tsx';
import { problemText } from './problem-text.ts';
import { createSaver, type Saver } from './saver.ts';
import { SectionNav } from './section-nav.tsx';
import { isRaised } from './sensitivity.tsx';
import styles from './record-form.module.css';

export function RecordForm(): ReactNode {
  const { t } = useTranslation('form');
  const { id = '', section } = useParams();
  const saver = useRef<Saver | null>(null);
  const read = useRead(
    async (engine) => {
      const mark = saver.current?.mark() ?? 0;
      return { view: await engine.record(id as RecordId), mark };
    },
    ['records', 'drafts'],
    [id],
  );
  if (read === undefined)
    return (
      <Place title={t('title')} isTitleShown={false}>
        <p className={styles.loading}>{t('loading')}</p>
      </Place>
    );
  const kind = formKindOf(read.view?.row.kind ?? '');
  if (read.view === null || kind === undefined) {
    return (
      <Place title={t('title')} isTitleShown={false}>
        <EmptyPlace
          title={read.view === null ? t('none') : t('unknownKind')}
          actions={<LinkButton to={read.view === null ? '/records' : `/record/${id}`}>{t('toRecords')}</LinkButton>}
        />
      </Place>
    );
  }
  return <OpenForm key={id} view={read.view} mark={read.mark} kind={kind} section={section} saverRef={saver} />;
}

interface OpenFormProps {
  readonly view: RecordView;
  readonly mark: number;
  readonly kind: Kind;
  readonly section: string | undefined;
  readonly saverRef: { current: Saver | null };
}

function OpenForm({ view, mark, kind, section, saverRef }: OpenFormProps): ReactNode {
  const { t } = useTranslation(['form', 'record']);
  const language = useLanguage();
  const formats = useFormats();
  const id = view.row.id;
  const { fields } = kind;
  const values = useMemo(() => valuesOf(fields, view), [fields, view]);
  const form = useForm<FormValues>({ defaultValues: Object.fromEntries(values) });
  const [levels, setLevels] = useState(() => raisedIn(fields, view));
  const saver = useSaver(saverRef, id, fields, values, levels);

  useEffect(() => {
    const byKey = new Map(fields.map((field) => [field.key, field]));
    return form.subscribe({
      formState: { values: true },
      callback: ({ name, values: now }) => {
        const field = byKey.get(name ?? '');
        if (field !== undefined) saver.current?.write(field, now[field.key] as FieldValue);
      },
    });
  }, [form, fields, saver]);
  useEffect(() => {
    for (const [key, value] of saver.current?.reread(values, mark) ?? []) form.resetField(key, { defaultValue: value });
  }, [form, values, mark, saver]);

  const at = Math.max(
    0,
    kind.sections.findIndex(({ key }) => key === section),
  );
  const current = kind.sections[at];
  const before = kind.sections[at - 1];
  const after = kind.sections[at + 1];
  const toSection = useCallback((key: string) => go(`/record/${id}/edit/${key}`), [id]);
  const finish = useFinish(id, pathAfterForm(kind.key, id), saver);
  const { scroller, heading, toFirstField } = useArrival(at);
  const asked = new URLSearchParams(useHashSearch()).get('field');
  useEffect(() => {
    if (asked !== null) focusField(asked);
  }, [asked]);
  useNextKey(() => {
    if (after === undefined) void finish.ask();
    else {
      toFirstField();
      toSection(after.key);
    }
  });

  const desk = useMemo(
    () => ({
      control: form.control,
      valueOf: (field: Field) => (form.getValues(field.key) as FieldValue | undefined) ?? emptyOf(field),
      levelOf: (field: Field): Level => levels.get(field.key) ?? field.level,
      setLevel: (field: Field, level: Level) => {
        setLevels((all) => new Map(all).set(field.key, level));
        saver.current?.setLevel(field, level);
      },
      problemOf: (field: Field) => {
        const problem = view.problems.find(
          ({ path, type }) =>
            componentsOf(path)[0] === field.key && type !== 'consentBlocks' && (type !== 'missing' || finish.wasAsked),
        );
        return problem === undefined ? undefined : problemText(t, formats, problem);
      },
      isClosed: (field: Field, part?: string) =>
        view.closed.some((path) => {
          const [key, its] = componentsOf(path);
          return key === field.key && (part === undefined || its === part);
        }),
      lang: view.row.language === '' ? undefined : view.row.language,
    }),
    [form, levels, saver, view.problems, view.closed, view.row.language, finish.wasAsked, t, formats],
  );
  if (current === undefined) return null;
  const title = view.row.title === '' ? t('untitled') : view.row.title;
  const sections = view.sections.filter(({ key }) => kind.sections.some((each) => each.key === key));
  const isLettered = kind.sections.every(({ key }) => /^[A-Z]$/.test(key));
  const nameOf = (key: string, label: string): string => (isLettered ? `${key} ${label}` : label);
  const faulty = sections
    .filter(({ state }) => state === 'errors')
    .map(({ key }) => kind.sections.find((each) => each.key === key));
  return (
    <Place
      title={`${kind.label[language]}: ${title}`}
      isTitleShown={false}
      layout="full"
      crumbs={[{ label: t('records'), to: '/records' }, { label: kind.label[language] }]}
      actionsStart={
        <>
          <Button
            icon={ArrowLeft}
            onPress={() => (before === undefined ? go(pathAfterForm(kind.key, id)) : toSection(before.key))}
          >
            {before === undefined ? (
              t('bar.leave')
            ) : isLettered ? (
              <Shortened short={before.key} rest={before.label[language]} />
            ) : (
              <>
                <span className={styles.short}>{t('bar.back')}</span>
                <span className={styles.rest}>{before.label[language]}</span>
              </>
            )}
          </Button>
          <div className={styles.progress}>
            <SectionTrack sections={sections} />
            <p>
              <b>{t('bar.part', { part: at + 1, of: kind.sections.length })}</b>{' '}
              {faulty[0] !== undefined && faulty[0].key !== current.key && (
                <a href={`#/record/${id}/edit/${faulty[0].key}`}>
                  {t('bar.toReview', { section: nameOf(faulty[0].key, faulty[0].label[language]) })}
                </a>
              )}
            </p>
          </div>
        </>
      }
      actions={
        after === undefined ? (
          <Button tone="main" onPress={() => void finish.ask()} isPending={finish.isWorking} shortcut="Ctrl ↵">
            {t('bar.finish')}
          </Button>
        ) : (
          <>
            <Button onPress={() => void finish.ask()} isPending={finish.isWorking}>
              {t('bar.finish')}
            </Button>
            <Button tone="main" iconAfter={ArrowRight} onPress={() => toSection(after.key)}>
              {t('bar.next')}{' '}
              {isLettered ? <Shortened short={after.key} rest={after.label[language]} /> : after.label[language]}
            </Button>
          </>
        )
      }
    >
      <FormDeskContext value={desk}>
        <div className={styles.form}>
          <SectionNav
            kind={kind}
            record={id}
            sections={sections}
            problems={view.problems}
            current={current.key}
            isFinished={view.row.finished}
          />
          <div ref={scroller} className={styles.column}>
            <p className={styles.name}>
              <KindMark kind={kind.key} isHollow={view.row.state !== 'merged'} />
              <bdi>{title}</bdi>
            </p>
            <h2 ref={heading} tabIndex={-1} className={styles.title}>
              {current.label[language]}
            </h2>
            <FormSection kind={kind} section={current.key} fields={fields} />
          </div>
          <FormHelp objectives={view.row.objectives} />
        </div>
      </FormDeskContext>
      <FinishDialog kind={kind} view={view} finish={finish} />
    </Place>
  );
}

const Shortened = ({ short, rest }: { readonly short: string; readonly rest: string }): ReactNode => (
  <>
    {short}
    <span className={styles.rest}> {rest}</span>
  </>
);

/** One saver as long as the form is open; leaving the form saves and ends the sitting. */
function useSaver(
  ref: { current: Saver | null },
  id: RecordId,
  fields: readonly Field[],
  values: ReadonlyMap<string, FieldValue>,
  levels: ReadonlyMap<string, Level>,
): { readonly current: Saver | null } {
  const engine = useEngine();
  const { writing, saved, failed } = useSave();
  const initial = useRef({ values, levels });
  useEffect(() => {
    const saver = createSaver(engine, id, fields, initial.current.values, initial.current.levels, {
      writing,
      saved,
      failed,
    });
    ref.current = saver;
    const onHide = (): void => void saver.flush();
    addEventListener('pagehide', onHide);
    return () => {
      removeEventListener('pagehide', onHide);
      ref.current = null;
      void saver.leave();
    };
  }, [engine, id, fields, writing, saved, failed, ref]);
  return ref;
}

/** A section one comes to begins at its top, with the focus on its heading; by key, in its first field. */
function useArrival(at: number): {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly toFirstField: () => void;
} {
  const scroller = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const last = useRef(at);
  const isByKey = useRef(false);
  useLayoutEffect(() => {
    if (last.current === at) return;
    last.current = at;
    scroller.current?.scrollTo(0, 0);
    heading.current?.scrollIntoView({ block: 'nearest' });
    const first = scroller.current?.querySelector<HTMLElement>('input, textarea, button');
    (isByKey.current && first ? first : heading.current)?.focus({ preventScroll: true });
    isByKey.current = false;
  }, [at]);
  const toFirstField = useCallback(() => {
    isByKey.current = true;
  }, []);
  return { scroller, heading, toFirstField };
}

/** Ctrl+Enter: on to the next section, from wherever one writes. */
function useNextKey(next: () => void): void {
  const current = useRef(next);
  useEffect(() => {
    current.current = next;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (
        event.key !== 'Enter' ||
        !(event.ctrlKey || event.metaKey) ||
        document.querySelector('[role="dialog"]') !== null
      )
        return;
      event.preventDefault();
      current.current();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

function valuesOf(fields: readonly Field[], view: RecordView): ReadonlyMap<string, FieldValue> {
  const cells = new Map(view.cells.map(({ path, value }) => [path, value]));
  return new Map(fields.map((field) => [field.key, fieldValueOf(field, cells)]));
}

/** Fields that have some answer closer than their floor: by key, the closest. */
function raisedIn(fields: readonly Field[], view: RecordView): ReadonlyMap<string, Level> {
  const floors = new Map(fields.map(({ key, level }) => [key, level]));
  const raised = new Map<string, Level>();
  for (const { path, level } of view.cells) {
    const key = componentsOf(path)[0] ?? '';
    const known = raised.get(key) ?? floors.get(key);
    if (known !== undefined && isRaised(level, known)) raised.set(key, level);
  }
  return raised;
}
