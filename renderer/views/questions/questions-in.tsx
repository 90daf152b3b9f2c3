// Bringing extra questions from a spreadsheet (XLSForm): first what was not understood and what will be asked, then one
// press, which can be taken back.

import { Check } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuestionsChoice, QuestionsPlan, QuestionsProblem } from '#renderer/engine/questions-door.ts';
import { useDesktop, useEngine } from '#renderer/state/engine-context.tsx';
import { go } from '#renderer/state/route.ts';
import { useSayDone } from '#renderer/state/use-deed.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { SheetIn } from '#renderer/views/spreadsheet/sheet-in.tsx';
import type { NamedFile } from '#shared/wire/files.ts';
import { QuestionsPlanView } from './questions-plan.tsx';
import styles from '#renderer/views/spreadsheet/spreadsheet.module.css';

interface Brought {
  readonly file: NamedFile;
  readonly plan: QuestionsPlan;
}

export function QuestionsIn(): ReactNode {
  const { t } = useTranslation(['questions', 'mechanism']);
  const engine = useEngine();
  const desktop = useDesktop();
  const say = useSayDone();
  const [brought, setBrought] = useState<Brought>();
  const [choice, setChoice] = useState<QuestionsChoice>({ about: 'consultation', mesa: null });
  const [problem, setProblem] = useState<QuestionsProblem | { readonly type: 'spreadsheetMoved' }>();
  const [isBusy, setBusy] = useState(false);

  const look = async (file: NamedFile): Promise<void> => {
    setProblem(undefined);
    setBusy(true);
    const plan = await engine.planQuestions(file.name, file.bytes);
    setBusy(false);
    if (plan.ok) setBrought({ file, plan: plan.value });
    else setProblem(plan.error);
  };
  const pick = async (): Promise<void> => {
    const picked = await desktop.filePick({ kind: 'xlsx' });
    if (!picked.ok) setProblem(picked.error);
    else if (picked.value !== null) await look(picked.value);
  };
  const take = async ({ file, plan }: Brought): Promise<void> => {
    setProblem(undefined);
    setBusy(true);
    const undone = t('undoneReason', { name: file.name });
    const taken = await engine.takeQuestions(file.name, file.bytes, { ...choice, seen: plan.seen, undone });
    setBusy(false);
    if (taken.ok) {
      say(t('taken', { title: plan.title }), taken.value);
      go('/mechanism?part=questions');
      return;
    }
    setProblem(taken.error);
    if (taken.error.type === 'spreadsheetMoved') await look(file);
  };
  return (
    <Place
      title={t('title')}
      lede={t('lede')}
      crumbs={[{ label: t('mechanism:title'), to: '/mechanism?part=questions' }, { label: t('title') }]}
      actions={
        brought === undefined ? undefined : (
          <>
            <Button onPress={() => setBrought(undefined)}>{t('plan.leave')}</Button>
            <Button tone="main" icon={Check} isPending={isBusy} onPress={() => void take(brought)}>
              {t('plan.take')}
            </Button>
          </>
        )
      }
    >
      <div className={styles.page}>
        {problem !== undefined && <ErrorText problem={problem} />}
        {brought === undefined ? (
          <div className={styles.halves}>
            <SheetIn
              words={{
                title: t('in.title'),
                words: t('in.words'),
                drop: t('in.drop'),
                choose: t('in.choose'),
                looking: t('in.looking'),
              }}
              isBusy={isBusy}
              onPick={() => void pick()}
              onFile={(file) => void look(file)}
            />
            <section aria-labelledby="subset" className={styles.half}>
              <h2 id="subset">{t('in.subset')}</h2>
              <p>{t('in.types')}</p>
              <p>{t('in.columns')}</p>
              <p>{t('in.required')}</p>
            </section>
          </div>
        ) : (
          <QuestionsPlanView plan={brought.plan} choice={choice} onChoice={setChoice} />
        )}
      </div>
    </Place>
  );
}
