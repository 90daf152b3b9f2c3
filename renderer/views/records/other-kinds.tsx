// Kinds that are begun seldom, behind one button, so that the two of every day stay large. Members and rules are begun
// where they are seen, in the place of the mesas. What is written where no computer is begins on paper: its blank form is
// here too.

import { FilePlus2, FileSpreadsheet, Keyboard, Printer } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import { useLanguage } from '#renderer/i18n/language.ts';
import { PAPER, useNewRecord } from '#renderer/state/new-record.ts';
import { go, searchWith } from '#renderer/state/route.ts';
import { Button } from '#renderer/ui/button.tsx';
import fieldStyles from '#renderer/ui/field.module.css';
import { Icon } from '#renderer/ui/icon.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { FormDialog } from '#renderer/views/paper/form-dialog.tsx';
import { kindOf } from '#shared/record/kinds.ts';

const OFFERED = ['commitment', 'recommendation', 'meeting', 'registration', 'relatoria'];

export function OtherKinds(): ReactNode {
  const { t } = useTranslation(['app', 'paper']);
  const language = useLanguage();
  const newRecord = useNewRecord();
  const search = useSearch();
  const [isOnPaper, setOnPaper] = useState(false);
  return (
    <>
      <MenuTrigger>
        <Button icon={FilePlus2}>{t('newOther')}</Button>
        <Popover placement="top end" className={fieldStyles.popover ?? ''}>
          <Menu aria-label={t('newOther')}>
            <MenuItem className={fieldStyles.option ?? ''} onAction={() => void newRecord('consultation', {}, PAPER)}>
              <Icon of={Keyboard} size="small" />
              {t('newFromPaper')}
            </MenuItem>
            {OFFERED.map((kind) => (
              <MenuItem key={kind} className={fieldStyles.option ?? ''} onAction={() => void newRecord(kind)}>
                <KindMark kind={kind} />
                {kindOf(kind)?.label[language] ?? kind}
              </MenuItem>
            ))}
            <MenuItem className={fieldStyles.option ?? ''} onAction={() => setOnPaper(true)}>
              <Icon of={Printer} size="small" />
              {t('paper:form.menu')}
            </MenuItem>
            <MenuItem
              className={fieldStyles.option ?? ''}
              onAction={() => go(`/records/spreadsheet${searchWith(search, {})}`)}
            >
              <Icon of={FileSpreadsheet} size="small" />
              {t('paper:spreadsheet')}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <FormDialog isOpen={isOnPaper} onClose={() => setOnPaper(false)} />
    </>
  );
}
