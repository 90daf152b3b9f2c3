// Which of the waiting records go, and which classes of what is written in them stay here.

import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { useRowTitle } from '#renderer/views/records/row-title.ts';
import type { RecordId } from '#shared/base/ids.ts';
import type { Give } from './use-give.ts';
import styles from './hand-over.module.css';

export interface ChooseDialogProps {
  readonly give: Give;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function ChooseDialog({ give, isOpen, onClose }: ChooseDialogProps): ReactNode {
  const { t } = useTranslation('handover');
  const titleOf = useRowTitle();
  const { date } = useFormats();
  const rows = give.view?.waiting ?? [];
  const total = give.view?.waitingCount ?? 0;
  const chosen: ReadonlySet<RecordId> = give.chosen ?? new Set(rows.map(({ id }) => id));
  const isOnlyOpen = give.withheld.includes('mechanism');
  const put = (next: ReadonlySet<RecordId>): void => give.setChosen(next.size === total ? null : next);
  return (
    <Dialog
      title={t('choose.title')}
      isOpen={isOpen}
      onClose={onClose}
      isWide
      actions={
        <>
          <p className={styles.chosen} role="status">
            {t('choose.count', { count: give.chosen?.size ?? total, of: total })}
          </p>
          <Button tone="main" onPress={onClose} isDisabled={chosen.size === 0}>
            {t('choose.done')}
          </Button>
        </>
      }
    >
      <Checkbox
        isSelected={give.withheld.includes('restricted')}
        isDisabled={isOnlyOpen}
        onChange={(stays) => give.setWithheld(stays ? ['restricted'] : [])}
        hint={t('choose.restrictedHint')}
      >
        {t('choose.restricted')}
      </Checkbox>
      <Checkbox
        isSelected={isOnlyOpen}
        onChange={(stays) => give.setWithheld(stays ? ['mechanism', 'restricted'] : [])}
        hint={t('choose.onlyOpenHint')}
      >
        {t('choose.onlyOpen')}
      </Checkbox>
      <Checkbox
        isSelected={give.chosen === null}
        onChange={(all) => give.setChosen(all ? null : new Set())}
        className={styles.all}
      >
        {t('choose.all')}
      </Checkbox>
      <ul className={styles.choices}>
        {rows.map((row) => (
          <li key={row.id}>
            <Checkbox
              isSelected={chosen.has(row.id)}
              onChange={(isIn) => {
                const next = new Set(chosen);
                if (isIn) next.add(row.id);
                else next.delete(row.id);
                put(next);
              }}
              hint={[row.organisation, row.date === '' ? '' : date(row.date, 'short')]
                .filter((part) => part !== '')
                .join(' · ')}
            >
              <bdi>{titleOf(row)}</bdi>
            </Checkbox>
          </li>
        ))}
      </ul>
      {total > rows.length && <p className="quiet">{t('choose.newest', { shown: rows.length, of: total })}</p>}
    </Dialog>
  );
}
