// Bundles that were not taken in, because they would hide many records that are seen here. A person looks which, by whom
// and why, then has one taken in or leaves it waiting.

import { PackageOpen, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { WaitingBundle } from '#renderer/engine/bin-views.ts';
import type { InboxView } from '#renderer/engine/inbox-views.ts';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { Pages } from '#renderer/ui/pages.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { usePart } from './use-part.ts';
import styles from './inbox.module.css';
import own from './waiting-bundles.module.css';

export function WaitingBundles({ inbox }: { readonly inbox: InboxView }): ReactNode {
  const { t } = useTranslation('bin');
  const { total, entries, pages } = usePart(inbox, 'waiting');
  if (total === 0) return null;
  return (
    <section aria-labelledby="waiting-bundles">
      <h2 id="waiting-bundles" className={styles.title}>
        {t('waiting.title')} <span className="number">{total}</span>
      </h2>
      <p className={styles.help}>{t('waiting.help')}</p>
      <ul className={styles.held}>
        {entries.map((bundle) => (
          <li key={bundle.bundle}>
            <Icon of={TriangleAlert} size="small" />
            <WaitingLine waiting={bundle} />
          </li>
        ))}
      </ul>
      <Pages label={t('waiting.title')} {...pages} />
    </section>
  );
}

/** What it would do, who hands it over, and the way to look. */
export function WaitingLine({
  waiting,
}: {
  readonly waiting: Pick<WaitingBundle, 'bundle' | 'code' | 'from' | 'wouldHide'> & { readonly at?: string };
}): ReactNode {
  const { t } = useTranslation('bin');
  const { moment } = useFormats();
  const wordsOf = useAuthorWords();
  const [isOpen, setOpen] = useState(false);
  const [isTaken, setTaken] = useState(false);
  const { code, from, at, wouldHide } = waiting;
  if (isTaken) return <p>{t('waiting.done')}</p>;
  return (
    <div className={own.line}>
      <p>
        <b>{t('waiting.would', { count: wouldHide.count, code })}</b>
      </p>
      <p>{at === undefined ? t('waiting.notYet') : t('waiting.from', { name: wordsOf(from), when: moment(at) })}</p>
      <Button onPress={() => setOpen(true)}>{t('waiting.look')}</Button>
      {isOpen && <LookDialog waiting={waiting} onClose={() => setOpen(false)} onTaken={() => setTaken(true)} />}
    </div>
  );
}

interface LookDialogProps {
  readonly waiting: Pick<WaitingBundle, 'bundle' | 'code' | 'wouldHide'>;
  readonly onClose: () => void;
  readonly onTaken: () => void;
}

function LookDialog({ waiting: { bundle, code, wouldHide }, onClose, onTaken }: LookDialogProps): ReactNode {
  const { t } = useTranslation('bin');
  const engine = useEngine();
  const { show } = useToast();
  const wordsOf = useAuthorWords();
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const confirm = async (): Promise<void> => {
    setWorking(true);
    const taken = await engine.confirmTakeIn(bundle);
    setWorking(false);
    if (!taken.ok) return setProblem(taken.error);
    onClose();
    onTaken();
    show(t('waiting.done'));
  };
  const { count, records } = wouldHide;
  return (
    <Dialog
      title={t('waiting.dialog', { code })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('waiting.leave')}</Button>
          <Button tone="danger" icon={PackageOpen} isPending={isWorking} onPress={() => void confirm()}>
            {t('waiting.confirm')}
          </Button>
        </>
      }
    >
      <p>{t('waiting.would', { count, code })}</p>
      <p>{t('waiting.words')}</p>
      {problem !== null && <ErrorText problem={problem} />}
      <ul className={own.records}>
        {records.map(({ record, kind, title, by, reason }) => (
          <li key={record}>
            <p className={own.record}>
              <KindMark kind={kind} />
              <Link href={`/record/${record}`}>
                <bdi>{title === '' ? t('untitled') : title}</bdi>
              </Link>
            </p>
            <p className="quiet small">{t('waiting.record', { name: wordsOf(by), reason })}</p>
          </li>
        ))}
      </ul>
      {count > records.length && <p className="quiet">{t('waiting.more', { count: count - records.length })}</p>}
    </Dialog>
  );
}
