// The extra questions that are here: which are asked, in which form, and by whom they can be brought.

import { FileUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { SheetHere } from '#renderer/engine/questions-door.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { useDeed } from '#renderer/state/use-deed.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { Cord } from '#renderer/ui/cord.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { names } from '#renderer/ui/names.ts';
import sheetStyles from '#renderer/ui/sheet.module.css';
import { kindOf } from '#shared/record/kinds.ts';
import { askedIn } from '#shared/record/question-sheet.ts';
import styles from './mechanism.module.css';

const useSheets = () => useRead((engine) => engine.questions(), ['records', 'trust']);

export function QuestionsPart(): ReactNode {
  const { t } = useTranslation('questions');
  const view = useSheets();
  if (view === undefined) return null;
  if (view.sheets.length === 0)
    return (
      <EmptyPlace title={t('here.none')}>
        <p>{t('lede')}</p>
        <p>{t('here.who')}</p>
      </EmptyPlace>
    );
  return (
    <div className={styles.mesas}>
      {view.sheets.map((sheet) => (
        <SheetCard key={sheet.id} sheet={sheet} mayAsk={view.mayAsk} />
      ))}
    </div>
  );
}

/** Only for those who may. */
export function BringQuestions(): ReactNode {
  const { t } = useTranslation('questions');
  if (useSheets()?.mayAsk !== true) return null;
  return (
    <LinkButton tone="main" icon={FileUp} to="/mechanism/questions">
      {t('bring')}
    </LinkButton>
  );
}

function SheetCard({ sheet, mayAsk }: { readonly sheet: SheetHere; readonly mayAsk: boolean }): ReactNode {
  const { t } = useTranslation('questions');
  const engine = useEngine();
  const formats = useFormats();
  const language = useLanguage();
  const act = useDeed();
  const { id, title, about, mesa, isAsked, isProposal } = sheet;
  const number = formats.number(askedIn(sheet.sheet).questions.length);
  const settle = (): void =>
    void act(engine.settleQuestions(id, !isAsked), t(isAsked ? 'here.closeDone' : 'here.askDone'));
  return (
    <section className={names(sheetStyles.sheet, styles.card)} aria-labelledby={`sheet-${id}`}>
      <h2 id={`sheet-${id}`} className={styles.mesa}>
        {mesa !== null && <Cord mesa={mesa} />}
        <Link href={`/record/${id}`} className={styles.rowLink}>
          <bdi>{title}</bdi>
        </Link>
      </h2>
      <p>{t('here.facts', { about: kindOf(about)?.label[language] ?? about, number })}</p>
      <p className="quiet">{t(isProposal ? 'here.proposal' : isAsked ? 'here.asked' : 'here.closed')}</p>
      {mayAsk && !isProposal && (
        <div className={sheetStyles.buttons}>
          <Button onPress={settle}>
            {t(isAsked ? 'here.close' : 'here.ask')}
            <span className="hidden-visually">: {title}</span>
          </Button>
        </div>
      )}
    </section>
  );
}
