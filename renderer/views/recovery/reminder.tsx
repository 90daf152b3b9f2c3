// Today's gentle word about a loss: make a sheet, until there is one or the person said no; then, a copy once a month.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { NEW_SHEET, noonOf, RECOVERY } from './paths.ts';
import { useRecovery } from './use-recovery.ts';

export function RecoveryReminder(): ReactNode {
  const { t } = useTranslation('recovery');
  const desktop = useDesktop();
  const { state, readAgain } = useRecovery();
  if (state === null) return null;
  if (state.sheet !== null && isOld(state.backup?.at ?? state.sheet.madeAt))
    return (
      <Notice title={t('reminder.copyTitle')} actions={<LinkButton to={RECOVERY}>{t('reminder.copyGo')}</LinkButton>}>
        <p>{t('reminder.copyWords')}</p>
      </Notice>
    );
  if (state.sheet !== null || state.declinedAt !== null) return null;
  return (
    <Notice
      title={t('reminder.title')}
      actions={
        <>
          <Button tone="plain" onPress={() => void desktop.sheetDecline().then(readAgain)}>
            {t('reminder.decline')}
          </Button>
          <LinkButton to={NEW_SHEET}>{t('sheet.make')}</LinkButton>
        </>
      }
    >
      <p>{t('reminder.words')}</p>
    </Notice>
  );
}

const OLD_DAYS = 30;
const isOld = (day: string): boolean => Date.now() - Date.parse(noonOf(day)) > OLD_DAYS * 86_400_000;
