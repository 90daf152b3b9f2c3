// Finishing: saves first, then asks the engine. What a record cannot do without is listed with links to it;
// what is unusual, what was said of consent and place, and what is still open are listed too, and may be left. A finished record goes to its page.

import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { RecordView } from '#renderer/engine/record-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { go } from '#renderer/state/route.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import type { RecordId } from '#shared/base/ids.ts';
import { stillOpen } from '#shared/record/answers.ts';
import { fieldOfPath } from '#shared/record/cells.ts';
import type { Field, Kind } from '#shared/record/definition.ts';
import { componentsOf } from '#shared/record/paths.ts';
import type { Problem } from '#shared/record/validate.ts';
import { focusField } from './field-path.ts';
import { FinishFacts } from './finish-facts.tsx';
import { fieldsOnPage, isQuick, QUICK } from './form-kind.ts';
import { problemText } from './problem-text.ts';
import type { Saver } from './saver.ts';
import styles from './record-form.module.css';

export interface Finish {
  /** saves and shows what is missing or open; finishes at once where nothing is */
  readonly ask: () => Promise<void>;
  readonly confirm: () => Promise<void>;
  readonly close: () => void;
  readonly isAsking: boolean;
  readonly isWorking: boolean;
  /** from now on what is missing is marked in the form */
  readonly wasAsked: boolean;
  readonly missing: readonly Problem[];
  readonly problem: EngineProblem | null;
}

/** @param to where a finished record is shown */
export function useFinish(id: RecordId, to: string, saver: { readonly current: Saver | null }): Finish {
  const engine = useEngine();
  const { show } = useToast();
  const { t } = useTranslation('form');
  const [isAsking, setAsking] = useState(false);
  const [isWorking, setWorking] = useState(false);
  const [wasAsked, setAsked] = useState(false);
  const [missing, setMissing] = useState<readonly Problem[]>([]);
  const [problem, setProblem] = useState<EngineProblem | null>(null);

  const ask = useCallback(async () => {
    setWorking(true);
    const isSaved = (await saver.current?.flush()) ?? true;
    setWorking(false);
    if (!isSaved) return; // the bar says why
    setAsked(true);
    setProblem(null);
    setMissing([]);
    setAsking(true);
  }, [saver]);

  const confirm = useCallback(async () => {
    setWorking(true);
    const answer = await engine.finishRecord(id);
    setWorking(false);
    if (answer.ok) {
      setAsking(false);
      show(t('finish.done'));
      go(to);
    } else if (answer.error.type === 'notFinished') setMissing(answer.error.problems);
    else setProblem(answer.error);
  }, [engine, id, to, show, t]);

  const close = useCallback(() => setAsking(false), []);
  return { ask, confirm, close, isAsking, isWorking, wasAsked, missing, problem };
}

export interface FinishDialogProps {
  readonly kind: Kind;
  readonly view: RecordView;
  readonly finish: Finish;
  /** where one is in the form: a field that is on it is gone to there */
  readonly page: string | undefined;
}

export function FinishDialog({ kind, view, finish, page }: FinishDialogProps): ReactNode {
  const { t } = useTranslation(['form', 'record']);
  const formats = useFormats();
  const errors = [
    ...new Map(
      [...view.problems, ...finish.missing].map((problem) => [`${problem.path} ${problem.type}`, problem]),
    ).values(),
  ].filter(({ severity }) => severity === 'error');
  const flags = view.problems.filter(({ severity }) => severity === 'flag');
  const open = stillOpen(kind, new Map(view.cells.map(({ path, value }) => [path, value])));
  const here = isQuick(kind, page) ? fieldsOnPage(kind, page) : [];
  const pageOf = (field: Field | undefined): string =>
    here.some(({ key }) => key === field?.key) ? QUICK : (field?.section ?? '');
  const fieldLine = (field: Field | undefined, words: string, key: string | undefined): ReactNode => (
    <FieldLine
      key={key}
      to={`/record/${view.row.id}/edit/${pageOf(field)}`}
      field={field}
      words={words}
      onGo={finish.close}
    />
  );
  const problemLine = (problem: Problem): ReactNode =>
    fieldLine(
      kind.fields.find(({ key }) => key === componentsOf(problem.path)[0]) ?? fieldOfPath(kind.key, problem.path),
      problemText(t, formats, problem),
      `${problem.path} ${problem.type}`,
    );
  return (
    <Dialog
      title={errors.length > 0 ? t('finish.missingTitle') : t('finish.title')}
      isOpen={finish.isAsking}
      onClose={finish.close}
      actions={
        <>
          <Button onPress={finish.close}>{t('finish.goOn')}</Button>
          {errors.length === 0 && (
            <Button tone="main" onPress={() => void finish.confirm()} isPending={finish.isWorking}>
              {t('finish.now')}
            </Button>
          )}
        </>
      }
    >
      {finish.problem !== null && <ErrorText problem={finish.problem} />}
      {errors.length > 0 ? <p>{t('finish.missingWords')}</p> : <p>{t('finish.words')}</p>}
      {errors.length > 0 && <ul className={styles.finishList}>{errors.map(problemLine)}</ul>}
      <FinishFacts kind={kind} view={view} />
      {flags.length > 0 && (
        <>
          <h3>{t('finish.flags')}</h3>
          <ul className={styles.finishList}>{flags.map(problemLine)}</ul>
        </>
      )}
      {open.length > 0 && (
        <>
          <h3>{t('finish.open', { count: open.length })}</h3>
          <ul className={styles.finishList}>{open.map((field) => fieldLine(field, '', field.key))}</ul>
        </>
      )}
    </Dialog>
  );
}

interface FieldLineProps {
  readonly to: string;
  readonly field: Field | undefined;
  readonly words: string;
  readonly onGo: () => void;
}

function FieldLine({ to, field, words, onGo }: FieldLineProps): ReactNode {
  const language = useLanguage();
  if (field === undefined) return <li>{words}</li>;
  return (
    <li>
      <a
        href={`#${to}`}
        onClick={() => {
          onGo();
          focusField(field.key);
        }}
      >
        {field.label[language]}
      </a>
      {words !== '' && <span> {words}</span>}
    </li>
  );
}
