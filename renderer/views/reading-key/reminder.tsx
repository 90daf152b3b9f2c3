// Today's gentle word to the secretariat about its reading key: share it out, share the new one out, try the shares. One
// thing at a time, and after what is asked of every notebook (recovery/reminder.tsx).

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrustView } from '#renderer/engine/trust-views.ts';
import { LinkButton } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import type { MechanismProfile } from '#shared/log/profile.ts';
import type { KeySharesState } from '#shared/wire/key-shares.ts';
import { useRecovery } from '../recovery/use-recovery.ts';
import { READING } from './paths.ts';
import { useKeyShares } from './use-key-shares.ts';

export const ReadingReminder = ({ trust }: { readonly trust: TrustView }): ReactNode =>
  trust.isSecretariat && trust.profile !== null && isReader(trust) ? (
    <Reminder suite={trust.profile.suite} recipient={trust.device.recipient} />
  ) : null;

/** One whose key nobody seals for has nothing to share out. */
const isReader = ({ readers, device }: TrustView): boolean =>
  readers.some(({ kid, recipient }) => kid === device.kid || recipient === device.recipient);

interface ReminderProps {
  readonly suite: MechanismProfile['suite'];
  readonly recipient: string;
}

function Reminder({ suite, recipient }: ReminderProps): ReactNode {
  const { t } = useTranslation('reading');
  const { state: recovery } = useRecovery();
  const { state } = useKeyShares(suite, recipient);
  if (recovery === null || (recovery.sheet === null && recovery.declinedAt === null)) return null;
  const what = state === null ? null : lacking(state);
  if (what === null) return null;
  return (
    <Notice title={t(`reminder.${what}Title`)} actions={<LinkButton to={READING}>{t('reminder.makeGo')}</LinkButton>}>
      <p>{t(`reminder.${what}Words`)}</p>
    </Notice>
  );
}

function lacking({ made, drill }: KeySharesState): 'make' | 'again' | 'try' | null {
  if (made === null) return 'make';
  if (!made.isCurrent) return 'again';
  return drill?.isCurrent === true ? null : 'try';
}
