// The form of a record, made from the definition of its kind. It is read here, and opened; which page of it is seen
// (a section, the short page, typing from paper) is in the address. The form owns what is written; a reading of the
// engine only ever adds what another hand changed (see saver.ts), so that neither a new language nor a new reading
// loses a letter.

import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import type { RecordView } from '#renderer/engine/record-views.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { PAPER } from '#renderer/state/new-record.ts';
import { LinkButton } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { Place } from '#renderer/ui/place.tsx';
import type { RecordId } from '#shared/base/ids.ts';
import type { Kind } from '#shared/record/definition.ts';
import { FinishDialog } from './finish.tsx';
import { FormDeskContext } from './form-desk.ts';
import { formKindOf } from './form-kind.ts';
import { PaperPage } from './paper-page.tsx';
import type { Saver } from './saver.ts';
import { SectionPage } from './section-page.tsx';
import { useOpenForm } from './use-open-form.ts';
import { useWasUsual } from './usual-note.tsx';
import styles from './record-form.module.css';

export function RecordForm(): ReactNode {
  const { t } = useTranslation('form');
  const { id = '', section } = useParams();
  const saver = useRef<Saver | null>(null);
  const read = useRead(
    async (engine) => {
      const mark = saver.current?.mark() ?? 0;
      const [view, { sheets }] = await Promise.all([engine.record(id as RecordId), engine.questions()]);
      return { view, sheets, mark };
    },
    ['records', 'drafts'],
    [id],
  );
  if (read === undefined)
    return (
      <Place title={t('title')} isTitleShown={false}>
        <p className={styles.loading}>{t('loading')}</p>
      </Place>
    );
  const kind = formKindOf(read.view?.row.kind ?? '', read.sheets);
  if (read.view === null || kind === undefined) {
    return (
      <Place title={t('title')} isTitleShown={false}>
        <EmptyPlace
          title={read.view === null ? t('none') : t('unknownKind')}
          actions={<LinkButton to={read.view === null ? '/records' : `/record/${id}`}>{t('toRecords')}</LinkButton>}
        />
      </Place>
    );
  }
  return <OpenForm key={id} view={read.view} mark={read.mark} kind={kind} section={section} saverRef={saver} />;
}

interface OpenFormProps {
  readonly view: RecordView;
  readonly mark: number;
  readonly kind: Kind;
  readonly section: string | undefined;
  readonly saverRef: { current: Saver | null };
}

function OpenForm({ view, mark, kind: kindNow, section, saverRef }: OpenFormProps): ReactNode {
  const [kind] = useState(kindNow); // a form asks what it asked when it was opened
  const { desk, finish, flush } = useOpenForm(view, mark, kind, saverRef);
  const wasUsual = useWasUsual();
  return (
    <FormDeskContext value={desk}>
      {section === PAPER ? (
        <PaperPage view={view} kind={kind} flush={flush} />
      ) : (
        <SectionPage view={view} kind={kind} section={section} finish={finish} wasUsual={wasUsual} />
      )}
      <FinishDialog kind={kind} view={view} finish={finish} page={section} />
    </FormDeskContext>
  );
}
