// The left half: to whom, what, how; then the ticket of the last bundle.

import { Eye, Lock, Mailbox, PencilLine, Usb, Wifi } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BundlePreview, BundleView, HandOverView } from '#renderer/engine/carry-views.ts';
import type { RecordRow } from '#renderer/engine/record-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { NEARBY, STICK } from '#renderer/state/carry.ts';
import { useSettings } from '#renderer/state/settings.tsx';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { CodeIn } from '#renderer/ui/code-in.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { names } from '#renderer/ui/names.ts';
import { Notice } from '#renderer/ui/notice.tsx';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import { Select } from '#renderer/ui/select.tsx';
import steps from '#renderer/ui/steps.module.css';
import { SearchSelect } from '#renderer/views/record-form/search-select.tsx';
import { useRowTitle } from '#renderer/views/records/row-title.ts';
import { CargoPart } from './cargo-part.tsx';
import { ChooseDialog } from './choose-dialog.tsx';
import { SeenDialog } from './seen-dialog.tsx';
import { SendingChoice } from './sending-choice.tsx';
import { Ticket } from './ticket.tsx';
import type { Give } from './use-give.ts';
import styles from './hand-over.module.css';

/** More readers than these are found by typing. */
const FEW_READERS = 12;

/** So many records are named; the rest are counted. */
const NAMED = 4;

export function GiveHalf({ give }: { readonly give: Give }): ReactNode {
  const { t } = useTranslation('handover');
  const { view, done, isSecretariat } = give;
  const last = view === undefined ? [] : lastOf(view.bundles);
  const isUnderWay = view?.bundles.some(({ bundle, state }) => bundle === done?.ticket.bundle && state === 'packed');
  return (
    <section aria-labelledby="give" className={styles.give}>
      <div className={styles.head}>
        <h2 id="give">{t('give.title')}</h2>
        {view !== undefined && view.readers.length > 0 && !isSecretariat && (
          <p>{t('give.waiting', { count: view.waitingCount })}</p>
        )}
      </div>
      {give.problem !== null && <ErrorText problem={give.problem} />}
      <div role="status" className={styles.now}>
        {done !== null && (done.type !== 'sent' || isUnderWay === true) && <Done done={done} />}
      </div>
      {view === undefined && <p className="quiet">{t('loading')}</p>}
      {view?.readers.length === 0 && <NoReaders isSecretariat={isSecretariat} />}
      {view !== undefined && view.readers.length > 0 && <Steps give={give} />}
      {view !== undefined && view.letterboxes.length > 0 && <SendingChoice />}
      {view !== undefined && <CargoPart cargo={view.cargo} letterboxes={give.letterboxes} />}
      {last.map((bundle) => (
        <Ticket key={bundle.bundle} bundle={bundle} give={give} title={t('ticket.last')} />
      ))}
    </section>
  );
}

function NoReaders({ isSecretariat }: { readonly isSecretariat: boolean }): ReactNode {
  const { t } = useTranslation('handover');
  return isSecretariat ? (
    <EmptyPlace
      title={t('give.office')}
      actions={<LinkButton to="/profile?part=secretariat">{t('give.toEnrol')}</LinkButton>}
    >
      {t('give.officeWords')}
    </EmptyPlace>
  ) : (
    <EmptyPlace title={t('give.noReaders')} actions={<LinkButton to="/profile">{t('give.toProfile')}</LinkButton>}>
      {t('give.noReadersWords')}
    </EmptyPlace>
  );
}

/** The newest bundle of text, and those of attachments that were made after it, the newest of them last. */
function lastOf(bundles: readonly BundleView[]): readonly BundleView[] {
  const text = bundles.findIndex(({ files }) => files === 0);
  return bundles
    .slice(0, text + 1 || 1)
    .toReversed()
    .slice(0, NAMED);
}

function Steps({ give }: { readonly give: Give }): ReactNode {
  const { t } = useTranslation(['handover', 'network']);
  const { view, reader, preview } = give;
  const [isChoosing, setChoosing] = useState(false);
  if (view === undefined) return null;
  const isNothing = preview?.ok === false && preview.error.type === 'nothingToPack';
  return (
    <ol className={names(steps.steps, styles.steps)}>
      <li>
        {view.readers.length === 1 && reader !== undefined ? (
          <>
            <h3>{t('give.to')}</h3>
            <p>
              <b>{reader.name}</b>
            </p>
          </>
        ) : (
          <Readers give={give} readers={view.readers} />
        )}
      </li>
      <li>
        <h3>{t('give.what')}</h3>
        {preview === undefined && (
          <p className="quiet">{reader === undefined ? t('give.readerFirst') : t('loading')}</p>
        )}
        {isNothing && give.chosen === null && <p>{t('give.nothing')}</p>}
        {isNothing && give.chosen !== null && (
          <p className={styles.what}>
            <span>{t('choose.count', { count: give.chosen.size, of: view.waitingCount })}</span>
            <Choose onPress={() => setChoosing(true)} />
          </p>
        )}
        {preview?.ok === false && !isNothing && <ErrorText problem={preview.error} look="line" />}
        {preview?.ok === true && <What give={give} preview={preview.value} onChoose={() => setChoosing(true)} />}
        {/* Here, whatever the preview says: where nothing is chosen for a moment, the choosing goes on. */}
        <ChooseDialog give={give} isOpen={isChoosing} onClose={() => setChoosing(false)} />
      </li>
      {!isNothing && reader !== undefined && (
        <li>
          <RadioGroup
            label={t('give.how')}
            look="cards"
            value={give.way}
            onChange={give.setWay}
            className={styles.ways}
            options={[
              { key: STICK, label: <Way icon={Usb} words={t('give.stick')} />, hint: t('give.stickHint') },
              ...give.letterboxes.map(({ name, url, isNearby }) => ({
                key: url,
                label: <Way icon={isNearby ? Wifi : Mailbox} words={name} />,
                hint: t(isNearby ? 'network:give.hint' : 'give.letterboxHint'),
              })),
              { key: NEARBY, label: <Way icon={Wifi} words={t('network:give.other')} />, hint: t('network:give.hint') },
            ]}
          />
          {give.way === NEARBY && (
            <CodeIn
              label={t('network:give.address')}
              hint={t('network:give.addressHint')}
              value={give.address}
              onChange={give.setAddress}
              problem={null}
              lines={1}
            />
          )}
        </li>
      )}
    </ol>
  );
}

function Readers({ give, readers }: { readonly give: Give; readonly readers: HandOverView['readers'] }): ReactNode {
  const { t } = useTranslation('handover');
  const choices = readers.map(({ id, name }) => ({ key: id, label: name }));
  const shared = { label: t('give.to'), placeholder: t('give.chooseReader'), className: styles.to };
  const chosen = give.reader?.id;
  return choices.length > FEW_READERS ? (
    <SearchSelect {...shared} choices={choices} value={chosen ?? null} onPick={give.setReader} />
  ) : (
    <Select {...shared} options={choices} value={chosen ?? ''} onChange={give.setReader} />
  );
}

const Way = ({ icon, words }: { readonly icon: typeof Usb; readonly words: string }): ReactNode => (
  <span className={styles.way}>
    <Icon of={icon} />
    {words}
  </span>
);

function Choose({ onPress }: { readonly onPress: () => void }): ReactNode {
  const { t } = useTranslation('handover');
  return (
    <Button tone="plain" icon={PencilLine} onPress={onPress}>
      {t('give.choose')}
    </Button>
  );
}

interface WhatProps {
  readonly give: Give;
  readonly preview: BundlePreview;
  readonly onChoose: () => void;
}

function What({ give, preview, onChoose }: WhatProps): ReactNode {
  const { t } = useTranslation('handover');
  const { size } = useFormats();
  const [isSeeing, setSeeing] = useState(false);
  const more = preview.recordCount - NAMED;
  const stays = [
    preview.personalCells > 0 ? t('stays.personal', { count: preview.personalCells }) : '',
    preview.withheldCells > 0 ? t('stays.withheld', { count: preview.withheldCells }) : '',
    preview.unfinished > 0 ? t('stays.unfinished', { count: preview.unfinished }) : '',
    preview.keptHere > 0 ? t('stays.keptHere', { count: preview.keptHere }) : '',
  ].filter((words) => words !== '');
  return (
    <>
      <p className={styles.what}>
        <span>
          <b>
            {preview.recordCount === 0
              ? t(preview.size === 0 ? 'give.onlyFiles' : 'give.onlyReceipts')
              : t('give.records', { count: preview.recordCount })}
          </b>
          {preview.size > 0 && <>, {size(preview.size)}</>}
          {preview.files.count > 0 && (
            <> {t('give.files', { count: preview.files.count, size: size(preview.files.size) })}</>
          )}
        </span>
        {(preview.records.length > 0 || give.chosen !== null) && <Choose onPress={onChoose} />}
      </p>
      {/* On a stick, it may have been lost: until a receipt comes it is offered again. */}
      {preview.isAgain && <p className="quiet">{t('give.again')}</p>}
      {preview.records.length > 0 && (
        <ul className={styles.pack}>
          {preview.records.slice(0, NAMED).map((row) => (
            <PackedLine key={row.id} row={row} />
          ))}
          {more > 0 && <li className="quiet">{t('give.more', { count: more })}</li>}
        </ul>
      )}
      {preview.seen.length > 0 && (
        <Button tone="plain" icon={Eye} onPress={() => setSeeing(true)}>
          {t('seen.open')}
        </Button>
      )}
      {preview.isEstimate === true && <p className="quiet">{t('give.about')}</p>}
      {stays.length > 0 && (
        <ul className={styles.stays}>
          {stays.map((words) => (
            <li key={words}>
              <Icon of={Lock} size="small" />
              {words}
            </li>
          ))}
        </ul>
      )}
      <SeenDialog
        reader={give.reader?.name ?? ''}
        preview={preview}
        isOpen={isSeeing}
        onClose={() => setSeeing(false)}
      />
    </>
  );
}

function PackedLine({ row }: { readonly row: RecordRow }): ReactNode {
  const titleOf = useRowTitle();
  const { date } = useFormats();
  return (
    <li>
      <KindMark kind={row.kind} isHollow={row.state !== 'merged'} />
      <bdi>{titleOf(row)}</bdi>
      <span className={styles.date}>{row.date === '' ? '' : date(row.date, 'short')}</span>
    </li>
  );
}

function Done({ done }: { readonly done: NonNullable<Give['done']> }): ReactNode {
  const { t } = useTranslation(['handover', 'network']);
  const { settings } = useSettings();
  const { code, more, filesLeft } = done.ticket;
  const isByHand = done.type === 'sent' && settings.sending === 'byHand';
  const place = useRef<HTMLDivElement>(null);
  // In a small window what was done would be said below, where nobody looks.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [code]);
  return (
    <div ref={place}>
      <Notice tone={done.type === 'kept' ? 'wait' : 'done'} title={t(`done.${done.type}`, { code })}>
        {isByHand
          ? t('sendingChoice.byHandHint')
          : done.isNearby && done.type === 'sent'
            ? t('network:delivery.sent')
            : t(`done.${done.type}Words`)}
        {more.length > 0 && <p>{t('done.more', { count: more.length })}</p>}
        {filesLeft > 0 && <p>{t('done.filesLeft', { count: filesLeft })}</p>}
      </Notice>
    </div>
  );
}
