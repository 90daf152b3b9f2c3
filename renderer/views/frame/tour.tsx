// One stop of the tour, in a strip between the bar and the place: it never covers what it tells of, which is the place
// itself or has a line around it. The focus stays on its buttons while the places change below.

import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { goToStop, leaveTour, STOPS, useTour } from '#renderer/state/tour.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import styles from './tour.module.css';

/** Its buttons go: the focus is handed to the place. */
function leave(): void {
  document.querySelector<HTMLElement>('main h1')?.focus();
  leaveTour();
}

export function Tour(): ReactNode {
  const { t } = useTranslation(['tour', 'app']);
  const at = useTour();
  useEffect(() => leaveTour, []); // a notebook that was locked begins without it
  const stop = at === null ? undefined : STOPS[at];
  if (at === null || stop === undefined) return null;
  const { key } = stop;
  const name = key === 'bar' ? t('bar') : key === 'help' ? t('app:help.button') : t(`app:place.${key}`);
  const isLast = at === STOPS.length - 1;
  return (
    <section data-region data-keeps-focus data-stop={key} tabIndex={-1} aria-label={t('title')} className={styles.tour}>
      <Notice
        title={<span aria-live="polite">{t('step', { at: at + 1, of: STOPS.length, name })}</span>}
        actions={
          <>
            {!isLast && <Button onPress={leave}>{t('leave')}</Button>}
            {at > 0 && <Button onPress={() => goToStop(at - 1)}>{t('back')}</Button>}
            <Button autoFocus onPress={isLast ? leave : () => goToStop(at + 1)}>
              {isLast ? t('end') : t('next')}
            </Button>
          </>
        }
      >
        <p aria-live="polite">{t(`stop.${key}`)}</p>
      </Notice>
    </section>
  );
}
