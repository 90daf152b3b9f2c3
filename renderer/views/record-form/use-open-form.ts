// The form of one record while it is open, whatever page of it is seen: what is written and read again, who may read
// each field, what is to be looked at. One page after another is shown over the same form, so that nothing is lost
// between the short page, the whole form and the mode for typing from paper.

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { RecordView } from '#renderer/engine/record-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { useSave } from '#renderer/state/save.tsx';
import type { RecordId } from '#shared/base/ids.ts';
import type { Field, Kind, Level } from '#shared/record/definition.ts';
import { componentsOf } from '#shared/record/paths.ts';
import { emptyOf, fieldValueOf, type FieldValue } from './field-value.ts';
import { type Finish, useFinish } from './finish.tsx';
import type { FormDesk, FormValues } from './form-desk.ts';
import { pathAfterForm } from './form-kind.ts';
import { problemText } from './problem-text.ts';
import { createSaver, type Saver } from './saver.ts';
import { isRaised } from './sensitivity.tsx';

export interface OpenForm {
  readonly desk: FormDesk;
  readonly finish: Finish;
  /** saves now; false where it could not */
  readonly flush: () => Promise<boolean>;
}

/** @param mark of the saver before the view was read */
export function useOpenForm(view: RecordView, mark: number, kind: Kind, saverRef: { current: Saver | null }): OpenForm {
  const { t } = useTranslation(['form', 'record']);
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

  const finish = useFinish(id, pathAfterForm(kind.key, id), saver);
  const write = useCallback((field: Field, value: FieldValue) => form.setValue(field.key, value), [form]);
  const desk = useMemo(
    (): FormDesk => ({
      control: form.control,
      valueOf: (field) => (form.getValues(field.key) as FieldValue | undefined) ?? emptyOf(field),
      write,
      levelOf: (field) => levels.get(field.key) ?? field.level,
      setLevel: (field, level) => {
        setLevels((all) => new Map(all).set(field.key, level));
        saver.current?.setLevel(field, level);
      },
      problemOf: (field) => {
        const problem = view.problems.find(
          ({ path, type }) =>
            componentsOf(path)[0] === field.key && type !== 'consentBlocks' && (type !== 'missing' || finish.wasAsked),
        );
        return problem === undefined ? undefined : problemText(t, formats, problem);
      },
      isClosed: (field, part) =>
        view.closed.some((path) => {
          const [key, its] = componentsOf(path);
          return key === field.key && (part === undefined || its === part);
        }),
      filesHere: view.filesHere,
      lang: view.row.language === '' ? undefined : view.row.language,
    }),
    [
      form,
      write,
      levels,
      saver,
      view.problems,
      view.closed,
      view.filesHere,
      view.row.language,
      finish.wasAsked,
      t,
      formats,
    ],
  );
  const flush = useCallback(async () => (await saver.current?.flush()) ?? true, [saver]);
  return { desk, finish, flush };
}

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
