// Takes consent back to some answers or files of a record and leaves the rest. What can be chosen is what this device
// may take back; a question is one choice, a file and the text for one objective are each their own. As with the whole
// record it cannot be undone, so the dialog says what happens where, what it cannot reach, and asks for one more press.

import { Eraser } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { RecordView } from '#renderer/engine/record-views.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import { cellName, cellText, type Words } from './cell-words.ts';
import { type ChoosableAnswer, choosableAnswers } from './choosable-answers.ts';
import styles from './withdrawal.module.css';

export interface WithdrawPartDialogProps {
  readonly view: RecordView;
  readonly words: Words;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const LONGEST_REASON = 500;

export function WithdrawPartDialog({ view, words, isOpen, onClose }: WithdrawPartDialogProps): ReactNode {
  const { t } = useTranslation(['consent', 'app']);
  const engine = useEngine();
  const { show } = useToast();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('');
  const [isUnderstood, setUnderstood] = useState(false);
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const answers = choosableAnswers(view);
  const close = (): void => {
    setChosen(new Set());
    setReason('');
    setUnderstood(false);
    setProblem(null);
    onClose();
  };
  const choose = (key: string, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(key);
    else next.delete(key);
    setChosen(next);
  };
  const withdraw = async (): Promise<void> => {
    const cells = answers.filter(({ key }) => chosen.has(key)).flatMap(({ paths }) => paths);
    setWorking(true);
    const done = await engine.withdrawRecord(view.row.id, cells, reason.trim());
    setWorking(false);
    if (!done.ok) {
      setProblem(done.error);
      return;
    }
    close();
    show(t('part.done'));
  };
  return (
    <Dialog
      title={t('part.title')}
      isOpen={isOpen}
      onClose={close}
      mustDecide
      isWide
      actions={
        <>
          <Button onPress={close}>{t('app:cancel')}</Button>
          <Button
            tone="danger"
            icon={Eraser}
            isDisabled={!isUnderstood || chosen.size === 0}
            isPending={isWorking}
            onPress={() => void withdraw()}
          >
            {t('now')}
          </Button>
        </>
      }
    >
      <fieldset className={styles.choices}>
        <legend>{t('part.choose')}</legend>
        {!view.mayWithdraw && <p>{t('part.own')}</p>}
        {answers.map((answer) => (
          <Checkbox
            key={answer.key}
            isSelected={chosen.has(answer.key)}
            onChange={(isChosen) => choose(answer.key, isChosen)}
            hint={<span className={styles.said}>{saidIn(view, answer, words)}</span>}
          >
            {cellName(view.row.kind, answer.key, words)}
          </Checkbox>
        ))}
      </fieldset>
      <ul className={styles.list}>
        <li>{t('part.here')}</li>
        <li>{t('there')}</li>
        <li>{t('part.notes')}</li>
        <li>{t('beyond')}</li>
      </ul>
      <TextField
        label={t('part.reason')}
        hint={t('part.reasonHint')}
        value={reason}
        onChange={setReason}
        maxLength={LONGEST_REASON}
      />
      {problem !== null && <ErrorText problem={problem} />}
      <Checkbox isSelected={isUnderstood} onChange={setUnderstood}>
        {t('understood')}
      </Checkbox>
    </Dialog>
  );
}

function saidIn({ row, cells }: RecordView, { paths }: ChoosableAnswer, words: Words): string {
  return words.formats.list(
    cells.flatMap(({ path, value }) => {
      const text = paths.includes(path) ? cellText(row.kind, path, value, words) : '';
      return text === '' ? [] : [text];
    }),
  );
}
