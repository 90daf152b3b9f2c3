// What protects this notebook from a loss: the sheet of words, the copies, and that both were tried.

import { FileText } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { LinkButton } from '#renderer/ui/button.tsx';
import paper from '#renderer/ui/sheet.module.css';
import profile from '../profile/profile.module.css';
import { RecoverKey } from '../reading-key/recover-key.tsx';
import { BackupPart } from './backup-part.tsx';
import { DrillPart } from './drill-part.tsx';
import { NEW_SHEET, noonOf } from './paths.ts';
import { useRecovery } from './use-recovery.ts';

/** @param mechanism whose secretariat's key may be got back here; null: none */
export function RecoveryPart({ mechanism }: { readonly mechanism: string | null }): ReactNode {
  const { t } = useTranslation('recovery');
  const { day } = useFormats();
  const { state, readAgain } = useRecovery();
  if (state === null) return null;
  const { sheet } = state;
  return (
    <div className={profile.halves}>
      <section className={paper.told}>
        <h2>{t('sheet.title')}</h2>
        <p>{t('sheet.what')}</p>
        <p>
          <b>
            {sheet === null ? t('sheet.none') : t('sheet.made', { mark: sheet.mark, day: day(noonOf(sheet.madeAt)) })}
          </b>
        </p>
        <div>
          <LinkButton to={NEW_SHEET} icon={FileText}>
            {sheet === null ? t('sheet.make') : t('sheet.makeAgain')}
          </LinkButton>
        </div>
        {sheet !== null && <p className="small">{t('sheet.again')}</p>}
      </section>
      <BackupPart state={state} onChange={readAgain} />
      <DrillPart state={state} onChange={readAgain} />
      {mechanism !== null && <RecoverKey mechanism={mechanism} />}
    </div>
  );
}
