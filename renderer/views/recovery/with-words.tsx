// At the lock, for whoever forgot the passphrase: the 24 words of the sheet open the data, under a new passphrase. Said
// before it is done: from then on this computer signs with a new key, and is enrolled again.

import { LockKeyholeOpen } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemWords } from '#renderer/i18n/problem-words.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Door } from '../unlock/door.tsx';
import door from '../unlock/door.module.css';
import { isAboutWords, type NewPassphrase, PassphraseTwice, usePassphraseTwice } from './passphrase-twice.tsx';
import { WordsField } from './words-field.tsx';

export interface WithWordsProps<Problem extends { readonly type: string }> {
  readonly title: string;
  readonly lede: string;
  readonly button: string;
  /** answers a problem, or null: then the notebook is opening */
  readonly onWords: (words: string, passphrase: string) => Promise<Problem | null>;
  readonly onBack: () => void;
  readonly onLeave: () => void;
  readonly children?: ReactNode;
}

export function WithWords<Problem extends { readonly type: string }>(props: WithWordsProps<Problem>): ReactNode {
  const { title, lede, button, onWords, onBack, onLeave, children } = props;
  const { t, i18n } = useTranslation(['recovery', 'unlock', 'errors']);
  const [words, setWords] = useState('');
  const passphrase: NewPassphrase = usePassphraseTwice();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isPending, setPending] = useState(false);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isPending || !passphrase.check()) return;
    setPending(true);
    const answer = await onWords(words, passphrase.first);
    setPending(false);
    setProblem(answer);
  };

  const isOfWords = problem !== null && isAboutWords(problem);
  const isShort = problem?.type === 'passphraseTooShort';
  const said = problem === null ? undefined : problemWords(i18n, t, problem).join(' ');
  return (
    <Door title={title} lede={lede} onLeave={onLeave}>
      <form className={door.form} onSubmit={(event) => void submit(event)}>
        {children}
        <WordsField value={words} onChange={setWords} autoFocus error={isOfWords ? said : undefined} />
        <PassphraseTwice of={passphrase} short={isShort ? said : undefined} />
        {problem !== null && !isOfWords && !isShort && <ErrorText problem={problem} />}
        <Notice tone="wait" title={t('withWords.newKeyTitle')}>
          <p>{t('withWords.newKey')}</p>
        </Notice>
        <div className={door.actions}>
          <Button onPress={onBack}>{t('withWords.back')}</Button>
          <Button tone="main" type="submit" icon={LockKeyholeOpen} isPending={isPending}>
            {button}
          </Button>
        </div>
      </form>
    </Door>
  );
}
