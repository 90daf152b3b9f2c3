// By whose hands a change came here, one line a road.

import { Waypoints } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoadView } from '#renderer/engine/record-views.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { useAuthorWords } from './author-words.ts';
import styles from './record.module.css';

export function Roads({ roads }: { readonly roads: readonly RoadView[] }): ReactNode {
  const { t } = useTranslation('road');
  const wordsOf = useAuthorWords();
  const byHands = new Map(
    roads.map(({ hops, isWhole }) => [hops.map(({ device }) => wordsOf(device)).join(' → '), isWhole]),
  );
  return [...byHands]
    .filter(([hands]) => hands !== '')
    .map(([hands, isWhole]) => (
      <p key={hands} className={styles.aside}>
        <Icon of={Waypoints} size="small" />
        <span>
          {t('hop.came', { hops: hands })} {!isWhole && t('hop.unknown')}
        </span>
      </p>
    ));
}
