// What this device asks others to bring again: exactly what, of whom, and the way to ask. A request is a small bundle
// of its own, to be taken there on a stick; where there is a letterbox it lies there already.

import { MessageCircleQuestion, Usb } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxParts, InboxView } from '#renderer/engine/inbox-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { STICK, useCarrying } from '#renderer/state/carry.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Pages } from '#renderer/ui/pages.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { usePart } from './use-part.ts';
import styles from './inbox.module.css';

export function Asking({ inbox }: { readonly inbox: InboxView }): ReactNode {
  const { t } = useTranslation('road');
  const { total, entries, pages } = usePart(inbox, 'asking');
  if (total === 0) return null;
  return (
    <section>
      <h2 className={styles.title}>{t('asking.title')}</h2>
      <p className={styles.help}>{t('asking.help')}</p>
      <ul className={styles.held}>
        {entries.map((each) => (
          <AskedOf key={each.device.kid} asked={each} />
        ))}
      </ul>
      <Pages label={t('asking.title')} {...pages} />
    </section>
  );
}

function AskedOf({ asked }: { readonly asked: InboxParts['asking'] }): ReactNode {
  const { t } = useTranslation('road');
  const { list } = useFormats();
  const wordsOf = useAuthorWords();
  const engine = useEngine();
  const carrying = useCarrying();
  const [saved, setSaved] = useState<string | null>(null);
  const { device, changesets, files, isPosted, canAsk } = asked;
  const what = [
    changesets > 0 ? t('changes', { count: changesets }) : '',
    files > 0 ? t('files', { count: files }) : '',
  ].filter((words) => words !== '');
  const save = async (): Promise<void> => {
    let code = '';
    const make = async () => {
      const made = await engine.askAgain(device.kid);
      if (made.ok) code = made.value.code;
      return made;
    };
    if ((await carrying.makeAndCarry(make, STICK)) === 'saved') setSaved(code);
  };
  return (
    <li>
      <Icon of={MessageCircleQuestion} size="small" />
      <div>
        <p>
          <b>{wordsOf(device)}</b> <span className="quiet">· {list(what)}</span>
        </p>
        {isPosted && <p>{t('asking.posted')}</p>}
        {canAsk ? (
          <div className={styles.press}>
            <Button
              icon={Usb}
              isPending={carrying.isWorking}
              aria-label={t('asking.saveFor', { device: wordsOf(device) })}
              onPress={() => void save()}
            >
              {t('asking.save')}
            </Button>
          </div>
        ) : (
          <p>{t('asking.byWord')}</p>
        )}
        <div role="status">{saved !== null && <p>{t('asking.saved', { name: saved })}</p>}</div>
        {carrying.problem !== null && <ErrorText problem={carrying.problem} />}
      </div>
    </li>
  );
}
