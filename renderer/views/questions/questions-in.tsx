// Bringing extra questions from a spreadsheet (XLSForm): first what was not understood and what will be asked, then one
// press, which can be taken back.

import { Check } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuestionsChoice, QuestionsPlan } from '#renderer/engine/questions-door.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { go } from '#renderer/state/route.ts';
import { useBroughtSheet } from '#renderer/state/use-brought-sheet.ts';
import { useSayDone } from '#renderer/state/use-deed.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { SheetIn } from '#renderer/views/spreadsheet/sheet-in.tsx';
import { QuestionsPlanView } from './questions-plan.tsx';
import styles from '#renderer/views/spreadsheet/spreadsheet.module.css';

export function QuestionsIn(): ReactNode {
  const { t } = useTranslation(['questions', 'mechanism']);
  const engine = useEngine();
  const say = useSayDone();
  const [choice, setChoice] = useState<QuestionsChoice>({ about: 'consultation', mesa: null });
  const { brought, problem, isBusy, look, pick, take, leave } = useBroughtSheet<QuestionsPlan>({
    plan: ({ name, bytes }) => engine.planQuestions(name, bytes),
    take: ({ file: { name, bytes }, plan: { seen } }) =>
      engine.takeQuestions(name, bytes, { ...choice, seen, undone: t('undoneReason', { name }) }),
    onTaken: ({ plan: { title } }, saved) => {
      say(t('taken', { title }), saved);
      go('/mechanism?part=questions');
    },
  });
  return (
    <Place
      title={t('title')}
      lede={t('lede')}
      crumbs={[{ label: t('mechanism:title'), to: '/mechanism?part=questions' }, { label: t('title') }]}
      actions={
        brought === undefined ? undefined : (
          <>
            <Button onPress={leave}>{t('plan.leave')}</Button>
            <Button tone="main" icon={Check} isPending={isBusy} onPress={() => void take()}>
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
