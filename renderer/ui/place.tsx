// A place: its title (which takes the focus when the person arrives), what stands in the middle, what helps
// beside it, and the action bar below, which never scrolls away. One main button a screen, at the bar's end.
// The four are landmarks; F6 goes round them (see views/frame/regions.ts).

import { ChevronRight } from 'lucide-react';
import { type ReactNode, use, useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ActionBar } from './action-bar.tsx';
import { CrumbSlot } from './crumb-slot.ts';
import { Icon } from './icon.tsx';
import { names } from './names.ts';
import styles from './place.module.css';

export interface Crumb {
  readonly label: string;
  /** a path of the app; without one it is where the person is */
  readonly to?: string;
}

export interface PlaceProps {
  /** the place's one <h1>, and the window's title */
  readonly title: string;
  /** false: the title is only for the window and for screen readers */
  readonly isTitleShown?: boolean;
  /** one sentence under the title */
  readonly lede?: ReactNode;
  /** beside the title: filters, a small picture */
  readonly head?: ReactNode;
  /** the way here, for places inside a place; without it the bar says the place's own name */
  readonly crumbs?: readonly Crumb[];
  readonly aside?: ReactNode;
  readonly asideLabel?: string;
  /** at the right end of the action bar; the main button last */
  readonly actions?: ReactNode;
  /** at its left end */
  readonly actionsStart?: ReactNode;
  /** `full`: no padding, and the children scroll by themselves */
  readonly layout?: 'page' | 'full';
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function Place(props: PlaceProps): ReactNode {
  const {
    title,
    isTitleShown = true,
    lede,
    head,
    crumbs,
    aside,
    asideLabel,
    actions,
    actionsStart,
    layout = 'page',
    className,
    children,
  } = props;
  const { t } = useTranslation('app');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t('name')}`;
  }, [title, t]);
  useEffect(() => {
    const main = heading.current?.closest('main');
    const { activeElement } = document;
    // A place is loaded when it is wanted: whoever began to write in the bar meanwhile, or is led round, is left there.
    const isKept = activeElement?.matches('input, [data-keeps-focus] *') === true;
    if (isKept || main?.contains(activeElement) === true) return;
    heading.current?.focus({ preventScroll: true });
  }, []);
  const h1 = (
    <h1 ref={heading} tabIndex={-1} className={isTitleShown ? undefined : 'hidden-visually'}>
      {title}
    </h1>
  );
  return (
    <>
      {crumbs !== undefined && <Crumbs crumbs={crumbs} />}
      <main id="main" data-region className={names(styles.main, styles[layout], className)}>
        {isTitleShown ? (
          <div className={styles.lede}>
            <div className={styles.ledeWords}>
              {h1}
              {lede !== undefined && <div className={styles.ledeText}>{lede}</div>}
            </div>
            {head}
          </div>
        ) : (
          h1
        )}
        {children}
      </main>
      {aside !== undefined && (
        <aside data-region tabIndex={-1} aria-label={asideLabel} className={styles.aside}>
          {aside}
        </aside>
      )}
      {(actions !== undefined || actionsStart !== undefined) && <ActionBar start={actionsStart}>{actions}</ActionBar>}
    </>
  );
}

function Crumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }): ReactNode {
  const slot = use(CrumbSlot);
  if (slot === null) return null;
  return createPortal(
    crumbs.map(({ label, to }, index) => (
      <span key={`${index} ${label}`} className={styles.crumb}>
        {index > 0 && <Icon of={ChevronRight} size="small" />}
        {to === undefined ? <bdi>{label}</bdi> : <Link href={to}>{label}</Link>}
      </span>
    )),
    slot,
  );
}
