// What it will be: which version, both together, or what the person writes, and the text as it will stand.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components/Button';
import type { ConflictView } from '#renderer/engine/inbox-views.ts';
import { TextField } from '#renderer/ui/text-field.tsx';
import type { Words } from '#renderer/views/record/cell-words.ts';
import type { Decision } from './decision.ts';
import { Marked } from './marked.tsx';
import { canWrite, joinOf, type Mode, outcomeValue, textsTogether } from './outcome.ts';
import { useValueWords } from './value-words.ts';
import { langOf } from './version-column.tsx';
import styles from './conflict.module.css';

export interface OutcomePanelProps {
  readonly view: ConflictView;
  readonly desk: Decision;
  readonly words: Words;
}

export function OutcomePanel({ view, desk, words }: OutcomePanelProps): ReactNode {
  const { t } = useTranslation('inbox');
  const { mode, versions } = desk;
  const isPair = versions.values.length === 2;
  const offered: readonly { readonly mode: Mode; readonly key: string; readonly words: string }[] = [
    ...versions.values.map((_, at) => ({
      mode: at,
      key: String(at + 1),
      words: isPair ? t(at === 0 ? 'outcome.first' : 'outcome.second') : t('outcome.version', { number: at + 1 }),
    })),
    ...(joinOf(versions) === null
      ? []
      : [{ mode: 'both' as const, key: 'B', words: t(isPair ? 'outcome.both' : 'outcome.all') }]),
    ...(canWrite(versions) ? [{ mode: 'written' as const, key: 'E', words: t('outcome.written') }] : []),
  ];
  return (
    <section aria-labelledby="outcome" className={styles.outcome}>
      <div className={styles.outcomeHead}>
        <h2 id="outcome">{t('outcome.title')}</h2>
        <div role="group" aria-label={t('outcome.which')} className={styles.keys}>
          {offered.map((each) => (
            <Button
              key={each.mode}
              aria-pressed={mode === each.mode}
              aria-keyshortcuts={each.key}
              className={styles.key ?? ''}
              onPress={() => desk.setMode(each.mode)}
            >
              <kbd aria-hidden>{each.key}</kbd>
              {each.words}
            </Button>
          ))}
        </div>
      </div>
      <Outcome view={view} desk={desk} words={words} />
    </section>
  );
}

function Outcome({ view, desk, words }: OutcomePanelProps): ReactNode {
  const { t } = useTranslation('inbox');
  const { mode, versions, written, setWritten } = desk;
  const said = useValueWords(view, words);
  if (mode === 'written') {
    return (
      <TextField
        label={<span className="hidden-visually">{t('outcome.title')}</span>}
        value={typeof written === 'string' ? written : ''}
        onChange={setWritten}
        lines={3}
        lang={langOf(view)}
        autoFocus
        className={styles.write}
      />
    );
  }
  if (mode === 'both' && joinOf(versions) === 'texts') {
    return (
      <p className={styles.text} lang={langOf(view)}>
        {textsTogether(versions).map(({ hand, text }, at) =>
          hand === 0 ? (
            text
          ) : (
            <Marked
              key={at}
              as="mark"
              said={`${t(hand === 1 ? 'version.one' : 'version.other')}:`}
              text={text}
              className={styles[`mark${hand}`]}
            />
          ),
        )}
      </p>
    );
  }
  const text = said(outcomeValue(versions, mode, written));
  return text === '' ? (
    <p className="quiet">{t('version.empty')}</p>
  ) : (
    <p className={styles.text} lang={langOf(view)}>
      {text}
    </p>
  );
}
