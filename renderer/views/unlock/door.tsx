// The page before the notebook is open: a fixed drawing of cords (the same on every laptop, so that it tells
// nothing), the languages, and whatever asks for the passphrase. The quick exit works here too.

import { EyeOff } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { Button } from 'react-aria-components/Button';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, useLanguage } from '#renderer/i18n/language.ts';
import { useSettings } from '#renderer/state/settings.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { Brand } from '../frame/brand.tsx';
import { QUICK_EXIT_KEY } from '../frame/quick-exit.ts';
import { DoorPicture } from './door-picture.tsx';
import styles from './door.module.css';

export interface DoorProps {
  readonly title: string;
  readonly lede?: ReactNode;
  /** above the title, such as "step 1 of 2" */
  readonly over?: ReactNode;
  readonly foot?: ReactNode;
  /** false where the page itself is about choosing the language */
  readonly hasLanguages?: boolean;
  readonly onLeave?: () => void;
  readonly children?: ReactNode;
}

export function Door({ title, lede, over, foot, hasLanguages = true, onLeave, children }: DoorProps): ReactNode {
  const { t } = useTranslation('unlock');
  useEffect(() => {
    document.title = 'Chasqui';
  }, []);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== QUICK_EXIT_KEY || onLeave === undefined) return;
      event.preventDefault();
      onLeave();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [onLeave]);
  return (
    <div className={styles.frame}>
      <div className={styles.door}>
        <div className={styles.picture} aria-hidden>
          <DoorPicture />
        </div>
        <header className={styles.top}>
          <span className={styles.brand}>
            <Brand />
            <span>Chasqui</span>
          </span>
          {hasLanguages && <DoorLanguages label={t('doorLanguages')} />}
          {onLeave !== undefined && (
            <Button className={styles.tool ?? ''} onPress={onLeave}>
              <Icon of={EyeOff} size="small" />
              <span>{t('hide')}</span>
              <kbd>{QUICK_EXIT_KEY}</kbd>
            </Button>
          )}
        </header>
        <main id="main" className={styles.main}>
          <div className={styles.middle}>
            {over !== undefined && <p className={styles.over}>{over}</p>}
            <h1>{title}</h1>
            {lede !== undefined && <p className={styles.lede}>{lede}</p>}
            {children}
          </div>
        </main>
        {foot !== undefined && <footer className={styles.foot}>{foot}</footer>}
      </div>
    </div>
  );
}

function DoorLanguages({ label }: { readonly label: string }): ReactNode {
  const { change } = useSettings();
  const here = useLanguage();
  return (
    <div role="group" aria-label={label} className={styles.languages}>
      {LANGUAGES.map((language) => (
        <Button
          key={language}
          className={styles.tool ?? ''}
          aria-pressed={language === here}
          onPress={() => change({ language })}
        >
          <span lang={language}>{LANGUAGE_NAMES[language]}</span>
        </Button>
      ))}
    </div>
  );
}
