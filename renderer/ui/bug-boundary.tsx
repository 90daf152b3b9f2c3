// Where bugs end: a view that throws is replaced by plain words and a way back. What was saved is on the disk
// already; nothing of the bug's own text is shown, for it may hold what somebody wrote.

import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import styles from './bug-boundary.module.css';

interface BugBoundaryProps {
  readonly children: ReactNode;
}

export class BugBoundary extends Component<BugBoundaryProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? <BugWords onAgain={() => this.setState({ isBroken: false })} /> : this.props.children;
  }
}

function BugWords({ onAgain }: { readonly onAgain: () => void }): ReactNode {
  const { t } = useTranslation('app');
  return (
    <main id="main" className={styles.bug}>
      <h1>{t('bug.title')}</h1>
      <p>{t('bug.kept')}</p>
      <p>{t('bug.next')}</p>
      <div className={styles.actions}>
        <Button onPress={onAgain}>{t('bug.again')}</Button>
        <Button tone="main" onPress={() => location.reload()}>
          {t('bug.reload')}
        </Button>
      </div>
    </main>
  );
}
