// A sheet of 24 words, shown once: read, printed or copied by hand, and kept only when three of its words were typed
// back from the paper. Leaving, or a lock, forgets the words; what was valid before stays valid then.

import { Printer } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { problemWords } from '#renderer/i18n/problem-words.ts';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { go } from '#renderer/state/route.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import type { SheetProblem } from '#shared/wire/problems.ts';
import type { ShownSheet } from '#shared/wire/recovery.ts';
import { noonOf, RECOVERY } from './paths.ts';
import styles from './recovery.module.css';

export function SheetPage(): ReactNode {
  const { t } = useTranslation('recovery');
  const [sheet, problem] = useNewSheet();
  const [isInHand, setInHand] = useState(false);
  if (sheet === null)
    return <Place title={t('sheet.pageTitle')}>{problem !== null && <ErrorText problem={problem} />}</Place>;
  return isInHand ? (
    <CheckSheet sheet={sheet} onBack={() => setInHand(false)} />
  ) : (
    <ReadSheet sheet={sheet} onInHand={() => setInHand(true)} />
  );
}

/** Asked for once, in the language of the page. */
function useNewSheet(): readonly [ShownSheet | null, SheetProblem | null] {
  const desktop = useDesktop();
  const language = useLanguage();
  const [first] = useState(language);
  const [sheet, setSheet] = useState<ShownSheet | null>(null);
  const [problem, setProblem] = useState<SheetProblem | null>(null);
  useEffect(() => {
    let isGone = false;
    void desktop.sheetBegin({ language: first }).then((answer) => {
      if (isGone) return;
      if (answer.ok) setSheet(answer.value);
      else setProblem(answer.error);
    });
    return () => {
      isGone = true;
    };
  }, [desktop, first]);
  return [sheet, problem];
}

function ReadSheet({ sheet, onInHand }: { readonly sheet: ShownSheet; readonly onInHand: () => void }): ReactNode {
  const { t } = useTranslation('recovery');
  const desktop = useDesktop();
  const { day } = useFormats();
  return (
    <Place
      title={t('sheet.pageTitle')}
      lede={<span className={styles.notOnPaper}>{t('sheet.pageLede')}</span>}
      actionsStart={<Button onPress={() => go(RECOVERY)}>{t('sheet.later')}</Button>}
      actions={
        <>
          <Button icon={Printer} onPress={() => void desktop.printPage()}>
            {t('sheet.print')}
          </Button>
          <Button tone="main" onPress={onInHand}>
            {t('sheet.inHand')}
          </Button>
        </>
      }
    >
      <div className={styles.paper}>
        <p>
          <b>{t('sheet.mark', { mark: sheet.mark, day: day(noonOf(sheet.madeAt)) })}</b>
        </p>
        <ol className={styles.words}>
          {sheet.words.map((word, at) => (
            <li key={`${at} ${word}`}>
              <span className={styles.number}>{at + 1}</span>
              <span translate="no">{word}</span>
            </li>
          ))}
        </ol>
        <p>{t('sheet.opens')}</p>
        <p>{t('sheet.opensNot')}</p>
        <p>{t('sheet.alone')}</p>
        <p className="small">
          {t('sheet.phrase')} <code className={styles.phrase}>{sheet.phrase}</code>
        </p>
      </div>
    </Place>
  );
}

function CheckSheet({ sheet, onBack }: { readonly sheet: ShownSheet; readonly onBack: () => void }): ReactNode {
  const { t, i18n } = useTranslation(['recovery', 'errors']);
  const desktop = useDesktop();
  const { show } = useToast();
  const [words, setWords] = useState<readonly string[]>(sheet.asked.map(() => ''));
  const [problem, setProblem] = useState<SheetProblem | null>(null);
  const keep = async (): Promise<void> => {
    const kept = await desktop.sheetKeep({ words });
    setProblem(kept.ok ? null : kept.error);
    if (!kept.ok) return;
    show(t('sheet.kept'));
    go(RECOVERY, { replace: true });
  };
  const differs = problem?.type === 'wordDiffers' ? problem : null;
  return (
    <Place
      title={t('sheet.checkTitle')}
      lede={t('sheet.checkLede')}
      actionsStart={<Button onPress={onBack}>{t('sheet.back')}</Button>}
      actions={
        <Button tone="main" type="submit" form={FORM}>
          {t('sheet.keep')}
        </Button>
      }
    >
      <form
        id={FORM}
        className={styles.check}
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        {sheet.asked.map((at, place) => (
          <TextField
            key={at}
            label={t('sheet.word', { at })}
            value={words[place] ?? ''}
            onChange={(word) => setWords(words.with(place, word))}
            error={differs?.at === at ? problemWords(i18n, t, differs).join(' ') : undefined}
            maxLength={40}
            autoFocus={place === 0}
          />
        ))}
        {problem !== null && differs === null && <ErrorText problem={problem} />}
        <Notice tone="info" title={t('sheet.keepSafe')}>
          <p>{t('sheet.keepSafeWords')}</p>
        </Notice>
      </form>
    </Place>
  );
}

const FORM = 'check-sheet';
