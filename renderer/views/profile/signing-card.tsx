// One thing that waits for the mechanism's keys: what it says, read from the very text that is signed, who has signed
// it, and the ways on. Once it is signed, the text to give.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SigningView } from '#renderer/engine/signing-views.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { TextOut, useSaveFile } from '#renderer/ui/text-out.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import { shortCodeOf } from '#shared/base/ids.ts';
import styles from './profile.module.css';
import { TwinNotice } from './twin-notice.tsx';

export function SigningCard({ signing }: { readonly signing: SigningView }): ReactNode {
  const { t } = useTranslation(['roots', 'app']);
  const engine = useEngine();
  const saveFile = useSaveFile();
  const { showProblem } = useToast();
  const [isDropping, setDropping] = useState(false);
  const { id, sets, state, given, text, isPast } = signing;
  const drop = async (): Promise<void> => {
    const dropped = await engine.dropSigning(id);
    setDropping(false);
    if (!dropped.ok) showProblem(dropped.error);
  };
  if (state === 'done') {
    return (
      <li className={styles.signing}>
        <What signing={signing} />
        <Notice tone="done" title={t('waiting.done')} />
        <TextOut label={t('waiting.given')} text={given ?? ''} fileName="inscripcion.json" />
        <div>
          <Button onPress={() => void drop()}>{t('waiting.putAway')}</Button>
        </div>
      </li>
    );
  }
  const labels = sets.length > 1 ? (['waiting.before', 'waiting.after'] as const) : (['waiting.signed'] as const);
  return (
    <li className={styles.signing}>
      <What signing={signing} />
      {signing.facts.type === 'organisation' && (
        <TwinNotice asked={{ kid: null, device: null, organisation: signing.facts.name, isOwnKey: false }} />
      )}
      {isPast && <Notice tone="wait" title={t('waiting.past')} />}
      {sets.map(({ signed, need }, at) => (
        <p key={labels[at]} className="quiet">
          {t(labels[at] ?? 'waiting.signed', { signed: signed.length, need })}
        </p>
      ))}
      <div className={styles.authorEnd}>
        {text !== null && (
          <Button onPress={() => void saveFile('a-medio-firmar.json', text)}>{t('waiting.carry')}</Button>
        )}
        <Button tone="plain" onPress={() => setDropping(true)}>
          {t('waiting.drop')}
        </Button>
      </div>
      {isDropping && (
        <Dialog
          title={t('waiting.dropTitle')}
          isOpen
          onClose={() => setDropping(false)}
          mustDecide
          actions={
            <>
              <Button onPress={() => setDropping(false)}>{t('app:cancel')}</Button>
              <Button tone="danger" onPress={() => void drop()}>
                {t('waiting.drop')}
              </Button>
            </>
          }
        >
          <p>{t('waiting.dropWords')}</p>
        </Dialog>
      )}
    </li>
  );
}

function What({ signing: { facts, names, isFounding } }: { readonly signing: SigningView }): ReactNode {
  const { t } = useTranslation('roots');
  if (facts.type === 'organisation')
    return <h3>{t(isFounding ? 'waiting.founding' : 'waiting.organisation', { name: facts.name })}</h3>;
  if (facts.type === 'succession') {
    const { keys, threshold } = facts.roots;
    return <h3>{t('waiting.succession', { need: threshold, of: keys.length })}</h3>;
  }
  return (
    <>
      <h3>{facts.isSuccession ? t('waiting.takeOver') : t('waiting.roster', { version: facts.version })}</h3>
      <ul>
        {facts.decided.map(({ what, kid, reason }) => (
          <li key={kid}>{t(`waiting.${what}`, { name: names[kid] || t('waiting.unknown'), reason })}</li>
        ))}
        {facts.reads?.map(({ name, key }) => (
          <li key={key}>{t('waiting.reads', { name, key: shortCodeOf(key) })}</li>
        ))}
      </ul>
    </>
  );
}
