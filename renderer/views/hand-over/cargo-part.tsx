// What is carried sealed for others: how many, how large, since when. It can be given on by stick or letterbox, and put
// down with a plain warning.

import { Mailbox, PackageX, Usb } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CargoView, HandOverView } from '#renderer/engine/carry-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { STICK, useCarrying } from '#renderer/state/carry.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import { DeliveryLine } from './delivery-line.tsx';
import styles from './cargo-part.module.css';

export function CargoPart({ cargo, letterboxes }: Pick<HandOverView, 'cargo' | 'letterboxes'>): ReactNode {
  const { t } = useTranslation(['road', 'handover']);
  const { show } = useToast();
  const { size, day } = useFormats();
  const engine = useEngine();
  const carrying = useCarrying();
  const [leaving, setLeaving] = useState<CargoView | null>(null);
  if (cargo.length === 0) return null;
  const files = cargo.map(({ file }) => file);
  const saveAll = async (): Promise<void> => {
    if ((await carrying.carry(files, STICK)) === 'saved') show(t('handover:done.onStick'));
  };
  const putDown = async (file: CargoView['file']): Promise<void> => {
    await engine.putDown(file);
    setLeaving(null);
  };
  return (
    <section aria-labelledby="cargo" className={styles.cargo}>
      <h3 id="cargo">{t('cargo.title')}</h3>
      <p className="quiet small">{t('cargo.help')}</p>
      <ul>
        {cargo.map((each) => (
          <li key={each.file}>
            <span>
              <b>{each.code}</b> · {size(each.size)} · {t('cargo.since', { when: day(each.since, 'short') })}
            </span>
            <Button tone="plain" icon={PackageX} onPress={() => setLeaving(each)}>
              {t('cargo.putDown')}
              <span className="hidden-visually">: {each.code}</span>
            </Button>
            {each.delivery !== null && <DeliveryLine delivery={each.delivery} />}
          </li>
        ))}
      </ul>
      <div className={styles.ways}>
        <Button icon={Usb} onPress={() => void saveAll()}>
          {t('cargo.saveAll', { count: cargo.length })}
        </Button>
        {letterboxes.map(({ name, url }) => (
          <Button key={url} icon={Mailbox} onPress={() => void carrying.carry(files, url)}>
            {t('request.byLetterbox', { name })}
          </Button>
        ))}
      </div>
      {carrying.problem !== null && <ErrorText problem={carrying.problem} />}
      <Dialog
        title={t('cargo.ask', { code: leaving?.code ?? '' })}
        isOpen={leaving !== null}
        onClose={() => setLeaving(null)}
        mustDecide
        actions={
          <>
            <Button onPress={() => setLeaving(null)}>{t('cargo.keep')}</Button>
            <Button tone="danger" onPress={() => leaving !== null && void putDown(leaving.file)}>
              {t('cargo.putDown')}
            </Button>
          </>
        }
      >
        <p>{t('cargo.warning')}</p>
      </Dialog>
    </section>
  );
}
