// The paper: of one objective the six headings, each with its sentences, and the way to write or to find more.

import { FileText, PencilLine } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeadingView, RelatoriaView } from '#renderer/engine/relatoria-views.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Cord } from '#renderer/ui/cord.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { mesaOfObjective, objectiveByNumber } from '#shared/mechanism/compact.ts';
import type { Heading, TextPlace } from '#shared/report/relatoria.ts';
import { LEAST_SHOWN, LEAST_SHOWN_STRICT } from '#shared/report/suppression.ts';
import type { Act, ActProblem } from './rapporteur.ts';
import { headingWord } from './relatoria-words.ts';
import { ActProblemText, Sentence } from './sentence.tsx';
import styles from './relatoria.module.css';

export interface PaperProps {
  readonly view: RelatoriaView;
  readonly open: string | null;
  readonly onOpen: (element: string | null, heading: Heading) => void;
  readonly onTexts: (heading: Heading) => void;
  readonly act: Act;
}

export function Paper(props: PaperProps): ReactNode {
  const { view } = props;
  const { t } = useTranslation('relatoria');
  const language = useLanguage();
  const mesa = mesaOfObjective(view.objective);
  const [writing, setWriting] = useState<Heading | null>(null);
  return (
    <article className={styles.paper}>
      {mesa !== undefined && <Cord mesa={mesa.n} className={styles.hang} />}
      {mesa !== undefined && <p className={styles.over}>{t('mesa', { mesa: mesa.n, label: mesa.label[language] })}</p>}
      <h2 className={styles.objective}>
        {view.objective} {objectiveByNumber(view.objective)?.short[language] ?? ''}
      </h2>
      {view.headings.map((heading) => (
        <Under
          key={heading.heading}
          {...props}
          heading={heading}
          isWriting={writing === heading.heading}
          onWrite={(isWriting) => setWriting(isWriting ? heading.heading : null)}
        />
      ))}
      <p className={styles.note}>{t('figure.note', { least: LEAST_SHOWN, strict: LEAST_SHOWN_STRICT })}</p>
    </article>
  );
}

interface UnderProps extends PaperProps {
  readonly heading: HeadingView;
  readonly isWriting: boolean;
  readonly onWrite: (isWriting: boolean) => void;
}

function Under({ view, open, onOpen, onTexts, act, heading, isWriting, onWrite }: UnderProps): ReactNode {
  const { t } = useTranslation('relatoria');
  const language = useLanguage();
  const word = headingWord(heading.heading, language);
  const { elements } = heading;
  const place = (after: string | null): TextPlace => ({ objective: view.objective, heading: heading.heading, after });
  return (
    <section aria-label={word} className={styles.under}>
      <div className={styles.headline}>
        <h3>{word}</h3>
        <Button
          tone="plain"
          icon={FileText}
          aria-label={`${t('paper.texts', { count: heading.candidates })}: ${t('paper.showTexts', { heading: word })}`}
          onPress={() => onTexts(heading.heading)}
        >
          {t('paper.texts', { count: heading.candidates })}
        </Button>
        <Button
          tone="plain"
          icon={PencilLine}
          aria-label={`${t('paper.write')}: ${t('paper.writeIn', { heading: word })}`}
          onPress={() => onWrite(true)}
        >
          {t('paper.write')}
        </Button>
      </div>
      {elements.length > 0 && (
        <ul className={styles.elements}>
          {elements.map((element, at) => (
            <Sentence
              key={element.id}
              record={view.row.id}
              element={element}
              figures={view.figures}
              lang={view.language}
              isOpen={open === element.id}
              up={at === 0 ? null : place(elements[at - 2]?.id ?? null)}
              down={at === elements.length - 1 ? null : place(elements[at + 1]?.id ?? null)}
              onOpen={() => onOpen(element.id, heading.heading)}
              onClose={() => onOpen(null, heading.heading)}
              act={act}
            />
          ))}
        </ul>
      )}
      {isWriting && (
        <NewSentence
          label={t('paper.writeIn', { heading: word })}
          lang={view.language}
          onClose={() => onWrite(false)}
          onAdd={(words) =>
            act({
              type: 'insert',
              place: place(elements.at(-1)?.id ?? null),
              form: elements.at(-1)?.form === 'bullet' ? 'bullet' : 'sentence',
              words,
              sources: [],
            })
          }
        />
      )}
    </section>
  );
}

interface NewSentenceProps {
  readonly label: string;
  readonly lang: string;
  readonly onAdd: (words: string) => Promise<ActProblem | null>;
  readonly onClose: () => void;
}

function NewSentence({ label, lang, onAdd, onClose }: NewSentenceProps): ReactNode {
  const { t } = useTranslation('relatoria');
  const [words, setWords] = useState('');
  const [problem, setProblem] = useState<ActProblem | null>(null);
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (words.trim() === '') return onClose();
    const refused = await onAdd(words.trim());
    setProblem(refused);
    if (refused === null) onClose();
  };
  return (
    <form className={styles.new} onSubmit={(event) => void add(event)}>
      <TextField label={label} lines={2} value={words} onChange={setWords} lang={lang} autoFocus />
      <ActProblemText problem={problem} />
      <div className={styles.tools}>
        <Button type="submit">{t('paper.add')}</Button>
        <Button tone="plain" onPress={onClose}>
          {t('paper.cancel')}
        </Button>
      </div>
    </form>
  );
}
