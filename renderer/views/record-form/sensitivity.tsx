// Who will be able to read an answer: a mark beside the field, and a way to keep it closer. The field's own
// level is the floor; from there it can be raised, never lowered. `LevelNote` says it in words where it matters.

import { Check, ChevronDown, Eye, Lock, type LucideIcon, Shield, UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import fieldStyles from '#renderer/ui/field.module.css';
import { Icon } from '#renderer/ui/icon.tsx';
import { names } from '#renderer/ui/names.ts';
import { LEVELS } from '#shared/log/change.ts';
import type { Field, Level } from '#shared/record/definition.ts';
import { useFormDesk } from './form-desk.ts';
import styles from './sensitivity.module.css';

export const LEVEL_ICONS: Readonly<Record<Level, LucideIcon>> = {
  open: Eye,
  mechanism: UsersRound,
  restricted: Shield,
  personal: Lock,
};

export const isRaised = (level: Level, floor: Level): boolean => LEVELS.indexOf(level) > LEVELS.indexOf(floor);

export function SensitivityMark({ field }: { readonly field: Field }): ReactNode {
  const { t } = useTranslation(['form', 'record']);
  const language = useLanguage();
  const { levelOf, setLevel } = useFormDesk();
  const level = levelOf(field);
  const offered = LEVELS.filter((each) => !isRaised(field.level, each));
  return (
    <MenuTrigger>
      <Button className={names(styles.mark, styles[level])}>
        <Icon of={LEVEL_ICONS[level]} size="small" />
        <span className="hidden-visually">{t('level.of', { field: field.label[language] })}</span>
        {t(`record:level.${level}.name`)}
        <Icon of={ChevronDown} size="small" />
      </Button>
      <Popover placement="bottom end" className={names(fieldStyles.popover, styles.popover)}>
        <Menu
          aria-label={t('level.title')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[level]}
          onSelectionChange={(keys) => {
            const [key] = keys === 'all' ? [] : keys;
            const next = LEVELS.find((each) => each === key);
            if (next !== undefined && next !== level) setLevel(field, next);
          }}
        >
          {offered.map((each) => (
            <MenuItem
              key={each}
              id={each}
              textValue={t(`record:level.${each}.name`)}
              className={names(fieldStyles.option, styles.option)}
            >
              <Icon of={LEVEL_ICONS[each]} size="small" />
              <span>
                {t(`record:level.${each}.name`)}
                <span className={styles.who}>{t(`record:level.${each}.who`)}</span>
              </span>
              <Icon of={Check} size="small" className={fieldStyles.tick} />
            </MenuItem>
          ))}
        </Menu>
        {field.level !== 'open' && (
          <p className={styles.floor}>{t('level.floor', { level: t(`record:level.${field.level}.name`) })}</p>
        )}
      </Popover>
    </MenuTrigger>
  );
}

/** Shown beside what is kept close, so that nobody writes there without knowing who reads it. */
export function LevelNote({ level }: { readonly level: Level }): ReactNode {
  const { t } = useTranslation(['form', 'record']);
  if (level === 'open' || level === 'mechanism') return null;
  return (
    <p className={names(styles.note, styles[`${level}Note`])}>
      <Icon of={LEVEL_ICONS[level]} size="small" />
      <span>
        <b>{t(`record:level.${level}.name`)}.</b> {t(`record:level.${level}.who`)}
      </span>
    </p>
  );
}
