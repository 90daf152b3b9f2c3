// The tag tied to the end of the cord one is on, below the picture: it never covers other cords.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Focus } from './board-focus.ts';
import type { BoardLayout } from './board-layout.ts';
import type { CordWords } from './cord-words.ts';
import styles from './board.module.css';

export interface CordTagProps {
  readonly focus: Focus | null;
  readonly layout: BoardLayout;
  readonly words: CordWords;
}

export function CordTag({ focus, layout, words }: CordTagProps): ReactNode {
  const { t } = useTranslation('board');
  const cord = layout.cords.find(({ objective }) => objective === focus?.objective);
  if (focus === null || cord === undefined) return <p className={styles.tagHint}>{t('tagHint')}</p>;
  const { objective, name, counts, last, silence } = words.facts(focus.objective);
  const placed = focus.knot === null ? undefined : cord.knots[focus.knot];
  return (
    <div className={styles.tag} aria-hidden>
      <span className={styles.tie} style={{ left: `${cord.x}px` }} />
      <b>
        {objective} {name}
      </b>
      {placed !== undefined ? (
        <span>{words.knotSentence(placed)}</span>
      ) : (
        <>
          <span>{counts}</span>
          {last !== '' && <span>{last}</span>}
          {silence !== '' && <span className={styles.silence}>{silence}</span>}
        </>
      )}
    </div>
  );
}
