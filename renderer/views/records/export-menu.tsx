// The list as it is filtered, as a file for a spreadsheet. Of many records it says how far it is, and can be stopped.

import { FileSpreadsheet } from 'lucide-react';
import type { ReactNode } from 'react';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from 'react-i18next';
import type { ListQuery } from '#renderer/engine/record-views.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { useSaving } from '#renderer/state/use-saving.ts';
import { Button } from '#renderer/ui/button.tsx';
import { SavingState } from '#renderer/ui/saving-state.tsx';
import fieldStyles from '#renderer/ui/field.module.css';

export interface ExportMenuProps {
  readonly query: ListQuery;
  readonly isDisabled: boolean;
}

export function ExportMenu({ query, isDisabled }: ExportMenuProps): ReactNode {
  const { t } = useTranslation('records');
  const engine = useEngine();
  const saving = useSaving((name) => t('export.saved', { name }));
  const saveAs = (format: 'csv' | 'xlsx'): void => void saving.save((goOn) => engine.exportTable(query, format, goOn));
  if (saving.progress !== null) return <SavingState {...saving} />;
  return (
    <MenuTrigger>
      <Button tone="plain" icon={FileSpreadsheet} isDisabled={isDisabled}>
        {t('export.button')}
      </Button>
      <Popover placement="top start" className={fieldStyles.popover ?? ''}>
        <Menu aria-label={t('export.button')}>
          <MenuItem className={fieldStyles.option ?? ''} onAction={() => saveAs('xlsx')}>
            {t('export.xlsx')}
          </MenuItem>
          <MenuItem className={fieldStyles.option ?? ''} onAction={() => saveAs('csv')}>
            {t('export.csv')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
