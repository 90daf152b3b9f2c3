// Practising recovery: the words of the paper are typed, and with a copy everything is restored for real into a place
// of its own, compared with what is here, and taken away again. The notebook is not touched.

import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { problemWords } from '#renderer/i18n/problem-words.ts';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import type { PickedFile } from '#shared/wire/files.ts';
import type { DiskProblem, RestoreProblem } from '#shared/wire/problems.ts';
import type { Practised } from '#shared/wire/recovery.ts';
import type { BackupPartProps } from './backup-part.tsx';
import { CopyProgress } from './copy-progress.tsx';
import { isAboutWords } from './passphrase-twice.tsx';
import { noonOf } from './paths.ts';
import { PickCopy } from './pick-copy.tsx';
import styles from './recovery.module.css';
import { WordsField } from './words-field.tsx';

export function DrillPart({ state, onChange }: BackupPartProps): ReactNode {
  const { t } = useTranslation('recovery');
  const { day } = useFormats();
  const [isOpen, setOpen] = useState(false);
  const { drill } = state;
  return (
    <section className={sheet.told}>
      <h2>{t('drill.title')}</h2>
      <p>{t('drill.what')}</p>
      <p>
        <b>
          {drill === null
            ? t('drill.none')
            : t(drill.withBackup ? 'drill.lastWithCopy' : 'drill.last', { day: day(noonOf(drill.at)) })}
        </b>
      </p>
      <div>
        <Button isDisabled={state.sheet === null} onPress={() => setOpen(true)}>
          {t('drill.open')}
        </Button>
      </div>
      {isOpen && <DrillDialog onChange={onChange} onClose={() => setOpen(false)} />}
    </section>
  );
}

interface DrillDialogProps {
  readonly onChange: () => void;
  readonly onClose: () => void;
}

/** What was typed goes with it. */
function DrillDialog({ onChange, onClose }: DrillDialogProps): ReactNode {
  const { t, i18n } = useTranslation(['recovery', 'app', 'errors']);
  const { day } = useFormats();
  const desktop = useDesktop();
  const [words, setWords] = useState('');
  const [copy, setCopy] = useState<PickedFile | null>(null);
  const [isUnderWay, setUnderWay] = useState(false);
  const [right, setRight] = useState<Practised | null>(null);
  const [problem, setProblem] = useState<RestoreProblem | DiskProblem | null>(null);
  const practise = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    if (isUnderWay) return;
    setUnderWay(true);
    const answer = await desktop.recoveryPractise({ words, pick: copy?.pick ?? null });
    setUnderWay(false);
    setRight(answer.ok ? answer.value : null);
    setProblem(answer.ok ? null : answer.error);
    if (answer.ok) setWords('');
    if (answer.ok) onChange();
  };
  const isOfWords = problem !== null && isAboutWords(problem);
  const said = isOfWords ? problemWords(i18n, t, problem).join(' ') : undefined;
  const close = (): void => {
    void desktop.backupStop();
    onClose();
  };
  return (
    <Dialog
      title={t('drill.title')}
      isOpen
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{right === null ? t('app:cancel') : t('app:understood')}</Button>
          {right === null && (
            <Button tone="main" isPending={isUnderWay} onPress={() => void practise()}>
              {t('drill.button')}
            </Button>
          )}
        </>
      }
    >
      {right === null ? (
        <form className={styles.stack} onSubmit={(event) => void practise(event)}>
          <p>{t('drill.how')}</p>
          <WordsField value={words} onChange={setWords} error={said} autoFocus />
          <PickCopy desktop={desktop} copy={copy} onCopy={setCopy} onProblem={setProblem} hint={t('drill.copyHint')} />
          {isUnderWay && <CopyProgress label={t('drill.underWay')} onStop={() => void desktop.backupStop()} />}
          {problem !== null && !isOfWords && <ErrorText problem={problem} />}
        </form>
      ) : (
        <Notice tone="done" title={t('drill.right')}>
          <p>
            {right.backup === null
              ? t('drill.rightSheet')
              : t('drill.rightCopy', {
                  day: day(noonOf(right.backup.madeAt)),
                  entries: right.backup.entries,
                  files: right.backup.files,
                })}
          </p>
        </Notice>
      )}
    </Dialog>
  );
}
