// The end of a sheet: what it still lacks, by the number of its row; then it is finished, or kept as a draft, and the next
// sheet begins. Nothing is finished that a record cannot do without, and nothing typed is lost either way.

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { RecordView } from '#renderer/engine/record-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { PAPER, useNewRecord } from '#renderer/state/new-record.ts';
import { go } from '#renderer/state/route.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import type { Kind } from '#shared/record/definition.ts';
import { componentsOf } from '#shared/record/paths.ts';
import { isEmpty } from './field-value.ts';
import { useFormDesk } from './form-desk.ts';
import { pathAfterForm } from './form-kind.ts';
import { useNextKey } from './form-keys.ts';
import type { PaperStep } from './paper-steps.ts';
import { problemText } from './problem-text.ts';
import styles from './paper.module.css';

export interface PaperEndProps {
  readonly view: RecordView;
  readonly kind: Kind;
  readonly steps: readonly PaperStep[];
  readonly onStep: (key: string) => void;
  /** saves now; false where it could not: the bar says why */
  readonly flush: () => Promise<boolean>;
}

interface Lacking {
  readonly step: PaperStep;
  readonly words: string;
}

export function PaperEnd({ view, kind, steps, onStep, flush }: PaperEndProps): ReactNode {
  const { t } = useTranslation(['form', 'record']);
  const formats = useFormats();
  const language = useLanguage();
  const engine = useEngine();
  const newRecord = useNewRecord();
  const { show } = useToast();
  const { valueOf } = useFormDesk();
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const main = useRef<HTMLDivElement>(null);
  useEffect(() => main.current?.querySelector('button')?.focus(), []);

  const needed = steps
    .filter(({ field }) => field.required === 'atFinishing' && isEmpty(field, valueOf(field)))
    .map((step) => ({ step, words: t('record:problem.missing') }));
  const wrong = view.problems.flatMap((each): readonly Lacking[] => {
    const step = steps.find(({ field }) => field.key === componentsOf(each.path)[0]);
    if (step === undefined || each.type === 'missing') return [];
    return [{ step, words: problemText(t, formats, each) }];
  });
  const open = steps.filter(({ field }) => field.recommended && isEmpty(field, valueOf(field)));
  const isWhole =
    needed.length === 0 && view.problems.every(({ severity, type }) => severity !== 'error' || type === 'missing');

  const next = async (): Promise<void> => {
    setWorking(true);
    setProblem(null);
    const isSaved = await flush();
    const finished = isSaved && isWhole ? await engine.finishRecord(view.row.id) : null;
    setWorking(false);
    if (!isSaved) return;
    if (finished?.ok === false && finished.error.type !== 'notFinished') return setProblem(finished.error);
    show(t(finished?.ok === true ? 'paper.finished' : 'paper.kept'));
    await newRecord(kind.key, {}, PAPER);
  };
  useNextKey(() => {
    if (!isWorking) void next();
  });
  const line = ({ step, words }: Lacking): ReactNode => (
    <li key={`${step.key} ${words}`}>
      <Button tone="plain" onPress={() => onStep(step.key)}>
        {t('paper.row', { row: step.row })} {step.field.label[language]}
      </Button>
      {words !== '' && <span>{words}</span>}
    </li>
  );
  return (
    <div className={styles.end}>
      <h2>{t(isWhole ? 'paper.endTitle' : 'paper.missingTitle')}</h2>
      <div ref={main} className={styles.next}>
        <Button tone="main" shortcut="Ctrl ↵" isPending={isWorking} onPress={() => void next()}>
          {t(isWhole ? 'paper.finishAndNext' : 'paper.keepAndNext')}
        </Button>
        <Button onPress={() => go(pathAfterForm(kind.key, view.row.id))}>{t('paper.leave')}</Button>
      </div>
      {problem !== null && <ErrorText problem={problem} />}
      {needed.length + wrong.length > 0 && <ul>{[...needed, ...wrong].map(line)}</ul>}
      {open.length > 0 && (
        <>
          <h3>{t('finish.open', { count: open.length })}</h3>
          <ul>{open.map((step) => line({ step, words: '' }))}</ul>
        </>
      )}
    </div>
  );
}
