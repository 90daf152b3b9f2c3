// The bar's two choices of how the screen speaks: its language, and the size and ground of its letters.

import { ALargeSmall, Check, Languages } from 'lucide-react';
import type { ReactNode } from 'react';
import { Header, Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, languageOf, useLanguage } from '#renderer/i18n/language.ts';
import { useSettings } from '#renderer/state/settings.tsx';
import fieldStyles from '#renderer/ui/field.module.css';
import { Icon } from '#renderer/ui/icon.tsx';
import { names } from '#renderer/ui/names.ts';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import type { Settings } from '#shared/wire/ipc.ts';
import { Tool } from './tool.tsx';
import styles from './tool.module.css';

const SIZES: readonly Settings['textSize'][] = [100, 115, 130, 150];
const THEMES: readonly Settings['theme'][] = ['system', 'light', 'dark'];

export function LanguageTool(): ReactNode {
  const { t } = useTranslation('app');
  const { change } = useSettings();
  const language = useLanguage();
  return (
    <MenuTrigger>
      <Tool
        icon={Languages}
        label={t('language.label', { language: LANGUAGE_NAMES[language], code: language.toUpperCase() })}
      >
        <span className={styles.wide}>{LANGUAGE_NAMES[language]}</span>
        <span className={styles.narrow}>{language.toUpperCase()}</span>
      </Tool>
      <Popover className={names(fieldStyles.popover, styles.menu)}>
        <Menu
          aria-label={t('language.choose')}
          selectionMode="single"
          selectedKeys={[language]}
          onAction={(key) => change({ language: languageOf(String(key)) })}
        >
          {LANGUAGES.map((key) => (
            <Choice key={key} id={key} words={LANGUAGE_NAMES[key]} lang={key} />
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

export function TextTool(): ReactNode {
  const { t } = useTranslation('app');
  const { settings, change } = useSettings();
  return (
    <MenuTrigger>
      <Tool icon={ALargeSmall}>{t('text.button')}</Tool>
      <Popover className={names(fieldStyles.popover, styles.menu)}>
        <Menu aria-label={t('text.label')} shouldCloseOnSelect={false}>
          <MenuSection
            selectionMode="single"
            selectedKeys={[`${settings.textSize}`]}
            disallowEmptySelection
            onSelectionChange={(keys) => {
              const size = SIZES.find((one) => keys !== 'all' && keys.has(`${one}`));
              if (size !== undefined) change({ textSize: size });
            }}
          >
            <Header className={fieldStyles.group ?? ''}>{t('text.size')}</Header>
            {SIZES.map((size) => (
              <Choice key={size} id={`${size}`} words={t(`text.size${size}`)} />
            ))}
          </MenuSection>
          <MenuSection
            selectionMode="single"
            selectedKeys={[settings.theme]}
            disallowEmptySelection
            onSelectionChange={(keys) => {
              const theme = THEMES.find((one) => keys !== 'all' && keys.has(one));
              if (theme !== undefined) change({ theme });
            }}
          >
            <Header className={fieldStyles.group ?? ''}>{t('text.theme')}</Header>
            {THEMES.map((theme) => (
              <Choice key={theme} id={theme} words={t(`text.theme_${theme}`)} />
            ))}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

const Choice = ({
  id,
  words,
  lang,
}: {
  readonly id: string;
  readonly words: string;
  readonly lang?: string;
}): ReactNode => (
  <MenuItem id={id} textValue={words} className={fieldStyles.option ?? ''}>
    <Icon of={Check} size="small" className={fieldStyles.tick} />
    <span {...(lang === undefined ? {} : { lang })}>{words}</span>
  </MenuItem>
);
