// A sentence on the paper. Pressed, it opens: its words can be written, it can be moved, divided, joined, given another
// form or taken out, and its sources stand beside. What is written saves itself; what may not stand there is refused
// in place, and what was typed stays in the field.

import { ArrowDown, ArrowUp, CircleAlert, List, Merge, Scissors, TextQuote, Trash2, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ElementView, FigureView } from '#renderer/engine/relatoria-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { names } from '#renderer/ui/names.ts';
import { Notice } from '#renderer/ui/notice.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import type { RecordId } from '#shared/base/ids.ts';
import { pathOf } from '#shared/record/paths.ts';
import { figureMark } from '#shared/report/figures.ts';
import type { TextPlace } from '#shared/report/relatoria.ts';
import type { Act, ActProblem } from './rapporteur.ts';
import { placeInText, placeInWords, shownWords, wordsAfter } from './figure-tokens.ts';
import { figureWithNumber, wordsWithFigures } from './relatoria-words.ts';
import styles from './relatoria.module.css';

export interface SentenceProps {
  readonly record: RecordId;
  readonly element: ElementView;
  readonly figures: readonly FigureView[];
  readonly lang: string;
  readonly isOpen: boolean;
  /** null: there is nothing above, or below, it under its heading */
  readonly up: TextPlace | null;
  readonly down: TextPlace | null;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly act: Act;
}

export function Sentence(props: SentenceProps): ReactNode {
  const { element, isOpen, onOpen, figures, lang } = props;
  const { t } = useTranslation('relatoria');
  const formats = useFormats();
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen);
  useLayoutEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  if (isOpen) return <OpenSentence key={element.id} {...props} />;
  const numbers = [...new Set(element.sources.flatMap(({ number }) => number ?? []))];
  return (
    <li className={names(styles.element, styles[element.form])}>
      <button ref={button} type="button" className={styles.sentence} onClick={onOpen}>
        <span lang={lang}>{wordsWithFigures(element.words, figures, t, formats)}</span>
        {numbers.map((number) => (
          <sup key={number} className={styles.ref}>
            <span className="hidden-visually">{t('paper.source', { number })}</span>
            <span aria-hidden>{number}</span>
          </sup>
        ))}
      </button>
      <Marks element={element} />
    </li>
  );
}

/** What is amiss with it, in words. */
function Marks({ element: { sources, otherWords } }: Pick<SentenceProps, 'element'>): ReactNode {
  const { t } = useTranslation('relatoria');
  const marks = [
    ...(sources.length === 0 ? [t('sentence.loose')] : []),
    ...(sources.some(({ state }) => state.type === 'denied') ? [t('sentence.denied')] : []),
    ...(sources.some(({ state }) => state.type === 'changed') ? [t('sentence.changed')] : []),
    ...(otherWords.length > 0 ? [t('sentence.twice')] : []),
  ];
  return marks.map((mark) => (
    <span key={mark} className={styles.mark}>
      <Icon of={CircleAlert} size="small" />
      {mark}
    </span>
  ));
}

function OpenSentence({ record, element, figures, lang, up, down, onClose, act }: SentenceProps): ReactNode {
  const { t } = useTranslation('relatoria');
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const { text, write, flush, problem, run } = useWords(element, act);
  const formats = useFormats();
  const language = useLanguage();
  const shown = shownWords(text, (name) => {
    const figure = figures.find((each) => each.name === name) ?? null;
    return figureWithNumber(name, figure, t, formats, language);
  });
  const typed = useRef<{ readonly text: string; readonly caret: number } | null>(null);
  useEffect(() => input.current?.focus(), []);
  useLayoutEffect(() => {
    if (typed.current !== null && typed.current.text !== shown.text) {
      const at = placeInText(shown, typed.current.caret); // a field that is given other words goes to their end
      input.current?.setSelectionRange(at, at);
    }
    typed.current = null;
  });
  const type = (edited: string): void => {
    const after = wordsAfter(shown, edited);
    typed.current = { text: edited, caret: after.caret };
    write(after.words);
  };
  const placeOfCaret = (): number => placeInWords(shown, input.current?.selectionStart ?? shown.text.length);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  const move = (place: TextPlace | null): void => {
    if (place !== null) run({ type: 'move', element: element.id, place });
  };
  const split = (): void => run({ type: 'split', element: element.id, at: placeOfCaret() });
  const insertFigure = (name: string): void => {
    const at = placeOfCaret();
    const before = text.slice(0, at);
    write(`${before}${/\S$/u.test(before) ? ' ' : ''}${figureMark(name)}${text.slice(at)}`);
  };
  const isQuote = element.form === 'quote';
  return (
    <li className={names(styles.element, styles.open)} onKeyDown={onKeyDown}>
      <TextField
        label={<span className="hidden-visually">{t('sentence.words')}</span>}
        lines={3}
        value={shown.text}
        onChange={type}
        {...(shown.tokens.length > 0 ? { hint: t('sentence.figureNote') } : {})}
        onBlur={flush}
        lang={lang}
        inputRef={input}
      />
      <ActProblemText problem={problem} />
      {element.otherWords.length > 0 && (
        <Notice
          tone="danger"
          title={t('sentence.twice')}
          actions={
            <LinkButton to={`/inbox/conflict/${record}/${encodeURIComponent(pathOf('text', element.id, 'words'))}`}>
              {t('sentence.decide')}
            </LinkButton>
          }
        >
          {element.otherWords.map((words) => (
            <p key={words}>
              {words === ''
                ? t('sentence.otherGone')
                : t('sentence.otherWords', { words: wordsWithFigures(words, figures, t, formats) })}
            </p>
          ))}
        </Notice>
      )}
      <div role="group" aria-label={t('sentence.tools')} className={styles.tools}>
        <Button icon={ArrowUp} isDisabled={up === null} onPress={() => move(up)}>
          {t('sentence.up')}
        </Button>
        <Button icon={ArrowDown} isDisabled={down === null} onPress={() => move(down)}>
          {t('sentence.down')}
        </Button>
        {!isQuote && (
          <Button
            icon={element.form === 'bullet' ? TextQuote : List}
            onPress={() =>
              run({ type: 'form', element: element.id, form: element.form === 'bullet' ? 'sentence' : 'bullet' })
            }
          >
            {element.form === 'bullet' ? t('sentence.asSentence') : t('sentence.asBullet')}
          </Button>
        )}
        {!isQuote && (
          <Button icon={Scissors} onPress={split}>
            {t('sentence.split')}
          </Button>
        )}
        {up !== null && !isQuote && (
          <Button icon={Merge} onPress={() => run({ type: 'join', element: element.id })}>
            {t('sentence.join')}
          </Button>
        )}
        <Button icon={Trash2} onPress={() => run({ type: 'remove', element: element.id })}>
          {t('sentence.remove')}
        </Button>
        <Button icon={X} onPress={onClose}>
          {t('sentence.close')}
        </Button>
      </div>
      {!isQuote && figures.length > 0 && <FigurePick figures={figures} onPick={insertFigure} />}
    </li>
  );
}

function FigurePick({
  figures,
  onPick,
}: {
  readonly figures: readonly FigureView[];
  readonly onPick: (name: string) => void;
}): ReactNode {
  const { t } = useTranslation('relatoria');
  const language = useLanguage();
  const formats = useFormats();
  return (
    <Select
      label={t('sentence.figure')}
      placeholder={t('sentence.figurePick')}
      value=""
      onChange={onPick}
      options={figures.map((figure) => ({
        key: figure.name,
        label: figureWithNumber(figure.name, figure, t, formats, language),
      }))}
    />
  );
}

export function ActProblemText({ problem }: { readonly problem: ActProblem | null }): ReactNode {
  const { t } = useTranslation('relatoria');
  if (problem === null) return null;
  return (
    <div className={styles.problem}>
      <ErrorText problem={problem} look="line" />
      {'denial' in problem && <p>{t(`denial.${problem.denial}`)}</p>}
    </div>
  );
}

/** After this pause in typing, in milliseconds. */
const PAUSE = 600;

/** The words as they are typed, saved in pauses and before anything else is done with the sentence. */
function useWords(element: ElementView, act: Act) {
  const [text, setText] = useState(element.words);
  const [problem, setProblem] = useState<ActProblem | null>(null);
  const now = useRef(text);
  const known = useRef(element.words);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (now.current === known.current) {
      now.current = element.words;
      setText(element.words);
    }
    known.current = element.words;
  }, [element.words]);

  const save = useRef(async (): Promise<void> => undefined);
  save.current = async () => {
    clearTimeout(timer.current);
    const words = now.current;
    if (words === known.current || words.trim() === '') return;
    const refused = await act({ type: 'words', element: element.id, words });
    if (refused === null) known.current = words;
    setProblem(refused);
  };
  useEffect(() => () => void save.current(), []);

  return {
    text,
    problem,
    write: (words: string): void => {
      now.current = words;
      setText(words);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save.current(), PAUSE);
    },
    flush: (): void => void save.current(),
    run: (deed: Parameters<Act>[0]): void => {
      void save.current().then(async () => setProblem(await act(deed)));
    },
  };
}
