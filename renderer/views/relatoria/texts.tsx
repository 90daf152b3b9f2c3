// The texts of records that could stand under a heading: each goes into the text with one press, or to the sentence
// that is open as one more source. Of those that may not be cited only the number and the reasons are shown.

import { Check, Link2, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CandidateView, ElementView, RelatoriaView } from '#renderer/engine/relatoria-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import { type Heading, HEADINGS, sourceName } from '#shared/report/relatoria.ts';
import type { Act } from './rapporteur.ts';
import { headingWord } from './relatoria-words.ts';
import { SourceName } from './sources.tsx';
import { Support } from './support.tsx';
import { names } from '#renderer/ui/names.ts';
import sheet from '#renderer/ui/sheet.module.css';
import styles from './relatoria.module.css';

export interface TextsProps {
  readonly view: RelatoriaView;
  readonly heading: Heading;
  readonly onHeading: (heading: Heading) => void;
  readonly onMore: () => void;
  /** the sentence that is open; a text becomes one more source of it */
  readonly open: ElementView | undefined;
  readonly act: Act;
}

export function Texts({ view, heading, onHeading, onMore, open, act }: TextsProps): ReactNode {
  const { t } = useTranslation('relatoria');
  const language = useLanguage();
  const { candidates, candidatesInAll, withheld } = view;
  return (
    <section className={styles.texts}>
      <h2>{t('texts.title')}</h2>
      <Select
        label={t('texts.heading')}
        value={heading}
        onChange={(key) => onHeading(HEADINGS.find((each) => each === key) ?? heading)}
        options={view.headings.map((each) => ({
          key: each.heading,
          label: `${headingWord(each.heading, language)} · ${each.candidates}`,
        }))}
      />
      {candidates.length === 0 && withheld.length === 0 && <p className="quiet">{t('texts.none')}</p>}
      <ul className={styles.cards}>
        {candidates.map((candidate) => (
          <li key={candidate.key} className={names(sheet.sheet, styles.card)}>
            <Candidate candidate={candidate} view={view} heading={heading} open={open} act={act} />
          </li>
        ))}
      </ul>
      {candidates.length < candidatesInAll && (
        <div className={styles.more}>
          <p className="quiet">{t('texts.shown', { shown: candidates.length, all: candidatesInAll })}</p>
          <Button onPress={onMore}>{t('texts.more')}</Button>
        </div>
      )}
      <Withheld withheld={withheld} />
    </section>
  );
}

interface CandidateProps extends Pick<TextsProps, 'view' | 'heading' | 'open' | 'act'> {
  readonly candidate: CandidateView;
}

function Candidate({ candidate, view, heading, open, act }: CandidateProps): ReactNode {
  const { t } = useTranslation('relatoria');
  const { showProblem } = useToast();
  const { words, language, isQuote, isUsed, sources, support } = candidate;
  const refs = sources.map(({ ref }) => ref);
  const last = view.headings.find((each) => each.heading === heading)?.elements.at(-1)?.id ?? null;
  const put = async (): Promise<void> => {
    const place = { objective: view.objective, heading, after: last };
    const problem = await act(
      open === undefined
        ? { type: 'insert', place, form: isQuote ? 'quote' : 'bullet', words, sources: refs }
        : { type: 'attach', element: open.id, sources: refs },
    );
    if (problem !== null) showProblem(problem);
  };
  const isThere =
    open === undefined
      ? isUsed
      : refs.every((ref) => open.sources.some((each) => sourceName(each.ref) === sourceName(ref)));
  return (
    <>
      {isQuote && <p className={styles.quoteMark}>{t('sources.quote')}</p>}
      <p lang={language} className={styles.said}>
        {words}
      </p>
      {sources.slice(0, 3).map((source) => (
        <p key={sourceName(source.ref)}>
          <SourceName source={source} />
        </p>
      ))}
      <Support support={support} />
      <div className={styles.cardTools}>
        {isThere && (
          <p className={styles.used}>
            <Icon of={Check} size="small" />
            {t('texts.used')}
          </p>
        )}
        <Button icon={open === undefined ? Plus : Link2} onPress={() => void put()}>
          {open === undefined ? t('texts.add') : t('texts.attach')}
        </Button>
      </div>
    </>
  );
}

function Withheld({ withheld }: Pick<RelatoriaView, 'withheld'>): ReactNode {
  const { t } = useTranslation('relatoria');
  const { number } = useFormats();
  const all = withheld.reduce((sum, { texts }) => sum + texts, 0);
  if (all === 0) return null;
  return (
    <div className={styles.withheld}>
      <h3>{t('texts.withheld', { count: all })}</h3>
      <ul>
        {withheld.map(({ denial, texts }) => (
          <li key={denial}>{t('texts.why', { texts: number(texts), reason: t(`denial.${denial}`) })}</li>
        ))}
      </ul>
    </div>
  );
}
