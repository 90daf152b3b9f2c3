// What was taken in, the newest first: the last one as it was, whatever went wrong in full, the others in a line that
// opens.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxParts, InboxView } from '#renderer/engine/inbox-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Pages } from '#renderer/ui/pages.tsx';
import { ReportCard } from '#renderer/views/hand-over/report-card.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { usePart } from './use-part.ts';
import styles from './inbox.module.css';
import own from './taken-in.module.css';

export function TakenIn({ inbox }: { readonly inbox: InboxView }): ReactNode {
  const { t } = useTranslation('inbox');
  const { number } = useFormats();
  const { total, entries, pages } = usePart(inbox, 'takenIn');
  return (
    <section className={styles.column}>
      <h2 className={styles.title}>
        {t('takenIn.title')} {total > 0 && <span className="number">{number(total)}</span>}
      </h2>
      {total === 0 && <p className="quiet">{t('takenIn.none')}</p>}
      {entries.map((entry, index) => (
        <Report key={`${pages.from + index} ${entry.at}`} entry={entry} isFirst={pages.from + index === 0} />
      ))}
      <Pages label={t('takenIn.title')} {...pages} />
    </section>
  );
}

function Report({ entry, isFirst }: { readonly entry: InboxParts['takenIn']; readonly isFirst: boolean }): ReactNode {
  const { t } = useTranslation(['inbox', 'handover']);
  const { number, moment } = useFormats();
  const wordsOf = useAuthorWords();
  const [isOpen, setOpen] = useState(false);
  const { at, ...report } = entry;
  const { from, problem, wouldHide, records, code } = report;
  if (isFirst || isOpen || problem !== null || wouldHide !== undefined)
    return <ReportCard report={report} at={at} isOpen={isFirst || isOpen} />;
  const who = from === null ? t('handover:report.fromLetterbox') : t('handover:report.from', { author: wordsOf(from) });
  return (
    <div className={own.line}>
      <div>
        <h3>{who}</h3>
        <p className="quiet small">
          {moment(at)}
          {records > 0 && ` · ${number(records)} ${t('handover:report.records', { count: records })}`}
        </p>
      </div>
      <Button tone="plain" onPress={() => setOpen(true)}>
        {t('takenIn.open')}
        <span className="hidden-visually">
          : {who} {code}
        </span>
      </Button>
    </div>
  );
}
