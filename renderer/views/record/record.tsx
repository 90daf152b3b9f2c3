// The page of a record: what it says, section by section; how far it has come; who wrote what and when they say
// it was. From here it is written in again, duplicated, deleted with a reason, and brought back.

import {
  Copy,
  Ellipsis,
  Eraser,
  FileDown,
  Languages,
  PencilLine,
  Printer,
  RotateCcw,
  Share2,
  Trash2,
  Undo2,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'wouter';
import type { RecordView } from '#renderer/engine/record-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useDesktop, useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { go } from '#renderer/state/route.ts';
import { useDeed } from '#renderer/state/use-deed.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import fieldStyles from '#renderer/ui/field.module.css';
import { Icon } from '#renderer/ui/icon.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { ObjectiveChips } from '#renderer/ui/objective-chip.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { StateTrack } from '#renderer/ui/state-track.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import type { RecordId } from '#shared/base/ids.ts';
import { countryByCode } from '#shared/mechanism/countries.ts';
import type { Language } from '#shared/mechanism/language.ts';
import { kindOf, kinds, RELATORIA_KIND, namesMeetings } from '#shared/record/kinds.ts';
import { useLinkNames } from '#renderer/state/link-names.ts';
import { useQuestions } from '#renderer/state/questions.ts';
import { useRowTitle } from '#renderer/views/records/row-title.ts';
import { SummaryDialog } from '#renderer/views/summary/summary-dialog.tsx';
import { Answers } from './answers.tsx';
import { Authors } from './authors.tsx';
import { cellName, type Words } from './cell-words.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { History } from './history.tsx';
import { PageDialog } from './page-dialog.tsx';
import { ReadIn } from './read-in.tsx';
import { languagesOf, readIn, textsToTranslate } from './reading.ts';
import { Review } from './review.tsx';
import { SameEvent } from './same-event.tsx';
import { TranslateDialog } from './translate-dialog.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';
import { WithdrawPartDialog } from './withdraw-part-dialog.tsx';
import { Withdrawal } from './withdrawal.tsx';
import styles from './record.module.css';

export function RecordPage(): ReactNode {
  const { t } = useTranslation(['records', 'record']);
  const { id = '' } = useParams();
  const view = useRead((engine) => engine.record(id as RecordId), ['records', 'drafts', 'deliveries', 'inbox'], [id]);
  if (view === undefined)
    return (
      <Place title={t('page.title')} isTitleShown={false}>
        <p className="quiet">{t('page.loading')}</p>
      </Place>
    );
  if (view === null) {
    return (
      <Place
        title={t('page.title')}
        isTitleShown={false}
        crumbs={[{ label: t('title'), to: '/records' }, { label: t('page.title') }]}
      >
        <EmptyPlace title={t('page.none')} actions={<LinkButton to="/records">{t('page.toRecords')}</LinkButton>} />
      </Place>
    );
  }
  return <OpenRecord view={view} />;
}

function OpenRecord({ view }: { readonly view: RecordView }): ReactNode {
  const { t } = useTranslation(['records', 'record']);
  const language = useLanguage();
  const formats = useFormats();
  const { of: linkName } = useLinkNames(namesMeetings(view.row.kind));
  const { questionOf, beside } = useQuestions();
  const words: Words = { t, formats, language, linkName, questionOf };
  const { row } = view;
  const [chosen, setChosen] = useState<Language | null>(null);
  const reading = readIn(view, languagesOf(view).find((each) => each === chosen) ?? null);
  const kind = kindOf(row.kind);
  const isGone = row.withdrawn === true;
  const title = useRowTitle()(row);
  const places = row.countries.map((code) => countryByCode(code)?.name[language] ?? code);
  const facts = [row.organisation, row.date === '' ? '' : formats.date(row.date), formats.list(places)].filter(
    (fact) => fact !== '',
  );
  return (
    <Place
      title={title}
      crumbs={[{ label: t('title'), to: '/records' }, { label: kind?.label[language] ?? row.kind }]}
      lede={
        <p className={styles.facts}>
          <Link href={`/records?kind=${row.kind}`} className={styles.kind}>
            <KindMark kind={row.kind} isHollow={row.state !== 'merged'} />
            {kind?.label[language] ?? row.kind}
          </Link>
          {facts.map((fact) => (
            <bdi key={fact}>{fact}</bdi>
          ))}
        </p>
      }
      actionsStart={
        row.deleted ? undefined : (
          <MoreMenu view={view} words={words} reading={reading.language} onReading={setChosen} />
        )
      }
      actions={<Actions view={view} />}
    >
      <div className={styles.page}>
        <div className={styles.main}>
          {row.objectives.length > 0 && <ObjectiveChips objectives={row.objectives} />}
          {view.withdrawal !== undefined && <Withdrawal view={view.withdrawal} kind={row.kind} words={words} />}
          {!isGone && <SameEvent id={row.id} />}
          {row.deleted && !isGone && (
            <Notice tone="wait" title={t('page.deleted')}>
              {t('page.deletedWords')}
            </Notice>
          )}
          {conflictsIn(view).map((path) => (
            <Notice
              key={path}
              tone="danger"
              title={t('page.conflict', { name: cellName(row.kind, path, words) })}
              actions={
                <LinkButton to={`/inbox/conflict/${row.id}/${encodeURIComponent(path)}`}>{t('page.decide')}</LinkButton>
              }
            >
              {t('page.conflictWords')}
            </Notice>
          ))}
          {kind === undefined && <Notice title={t('page.unknownKind')}>{t('page.unknownKindWords')}</Notice>}
          {view.withheld.length > 0 && !isGone && (
            <Notice title={t('page.withheld')}>
              {t('page.withheldWords', {
                levels: formats.list(view.withheld.map((level) => t(`record:level.${level}.name`))),
              })}
            </Notice>
          )}
          {!isGone && <ReadIn view={view} value={reading.language} onChange={setChosen} />}
          {!isGone && <Answers view={view} reading={reading} words={words} kind={kind && beside(kind)} />}
        </div>
        <div className={styles.side}>
          <section aria-label={t('page.state')} className={styles.track}>
            <StateTrack state={row.state} look="hanging" />
            {row.state === 'draft' && (
              <p className={styles.draft}>
                <Icon of={PencilLine} size="small" />
                {t('page.draft')}
              </p>
            )}
          </section>
          {kind !== undefined && row.state !== 'draft' && !isGone && <Review row={row} words={words} />}
          <Authors authors={view.authors} />
          <History view={view} words={words} />
        </div>
      </div>
    </Place>
  );
}

/** Cells of answers and of translations. */
const conflictsIn = ({ cells, translations }: RecordView): readonly string[] => [
  ...cells.filter(({ conflict }) => conflict).map(({ path }) => path),
  ...translations.filter(({ isConflict }) => isConflict).map(({ cell }) => cell),
];

function Actions({ view: { row, hasDraft } }: { readonly view: RecordView }): ReactNode {
  const { t } = useTranslation(['records', 'relatoria']);
  const engine = useEngine();
  const language = useLanguage();
  const { showProblem } = useToast();
  const [isWorking, setWorking] = useState(false);
  if (row.withdrawn === true) return null;
  if (row.deleted) return <RestoreButton id={row.id} />;
  const isKnown = kindOf(row.kind) !== undefined;
  const duplicate = async (): Promise<void> => {
    setWorking(true);
    const begun = await engine.beginRecord(row.kind, language, row.id);
    setWorking(false);
    if (begun.ok) go(`/record/${begun.value}/edit`);
    else showProblem(begun.error);
  };
  if (!isKnown) return null;
  if (row.kind === RELATORIA_KIND) {
    return (
      <LinkButton tone="main" icon={PencilLine} to={`/relatoria/${row.id}`}>
        {t('relatoria:open')}
      </LinkButton>
    );
  }
  return (
    <>
      {kinds.has(row.kind) && (
        <Button icon={Copy} onPress={() => void duplicate()} isPending={isWorking}>
          {t('page.duplicate')}
        </Button>
      )}
      <LinkButton tone="main" icon={PencilLine} to={`/record/${row.id}/edit`}>
        {row.finished && !hasDraft ? t('page.edit') : t('page.goOn')}
      </LinkButton>
    </>
  );
}

function RestoreButton({ id }: { readonly id: RecordId }): ReactNode {
  const { t } = useTranslation('records');
  const engine = useEngine();
  const run = useDeed();
  return (
    <Button tone="main" icon={Undo2} onPress={() => void run(engine.restoreRecord(id), t('page.restored'))}>
      {t('page.restore')}
    </Button>
  );
}

interface MoreMenuProps {
  readonly view: RecordView;
  readonly words: Words;
  /** null: the original */
  readonly reading: Language | null;
  readonly onReading: (language: Language) => void;
}

function MoreMenu({ view, words, reading, onReading }: MoreMenuProps): ReactNode {
  const { row, mayWithdraw, withdrawable } = view;
  const { t } = useTranslation(['records', 'consent', 'paper', 'summary', 'translation']);
  const engine = useEngine();
  const desktop = useDesktop();
  const run = useDeed();
  const [isDeleting, setDeleting] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [isTranslating, setTranslating] = useState(false);
  const [isSharing, setSharing] = useState(false);
  const [withdrawing, setWithdrawing] = useState<'all' | 'part' | null>(null);
  const item = fieldStyles.option ?? '';
  return (
    <>
      <MenuTrigger>
        <Button tone="plain" icon={Ellipsis}>
          {t('page.more')}
        </Button>
        <Popover placement="top start" className={fieldStyles.popover ?? ''}>
          <Menu aria-label={t('page.more')}>
            {row.finished && (
              <MenuItem className={item} onAction={() => void run(engine.reopenRecord(row.id), t('page.reopened'))}>
                <Icon of={RotateCcw} size="small" />
                {t('page.reopen')}
              </MenuItem>
            )}
            {textsToTranslate(view).length > 0 && (
              <MenuItem className={item} onAction={() => setTranslating(true)}>
                <Icon of={Languages} size="small" />
                {t('translation:menu')}
              </MenuItem>
            )}
            <MenuItem className={item} onAction={() => void desktop.printPage()}>
              <Icon of={Printer} size="small" />
              {t('page.print')}
            </MenuItem>
            {row.withdrawn !== true && (
              <MenuItem className={item} onAction={() => setSaving(true)}>
                <Icon of={FileDown} size="small" />
                {t('paper:page.menu')}
              </MenuItem>
            )}
            {row.withdrawn !== true && kindOf(row.kind)?.onBoard === true && (
              <MenuItem className={item} onAction={() => setSharing(true)}>
                <Icon of={Share2} size="small" />
                {t('summary:open')}
              </MenuItem>
            )}
            <MenuItem className={item} onAction={() => setDeleting(true)}>
              <Icon of={Trash2} size="small" />
              {t('page.delete')}
            </MenuItem>
            {withdrawable.length > 0 && (
              <MenuItem className={item} onAction={() => setWithdrawing('part')}>
                <Icon of={Eraser} size="small" />
                {t('consent:part.menu')}
              </MenuItem>
            )}
            {mayWithdraw && (
              <MenuItem className={item} onAction={() => setWithdrawing('all')}>
                <Icon of={Eraser} size="small" />
                {t('consent:menu')}
              </MenuItem>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
      {isTranslating && (
        <TranslateDialog
          view={view}
          words={words}
          reading={reading}
          onClose={(language) => {
            setTranslating(false);
            if (language !== null) onReading(language);
          }}
        />
      )}
      <PageDialog id={row.id} isOpen={isSaving} onClose={() => setSaving(false)} />
      {isSharing && <SummaryDialog asked={{ record: row.id }} isPart={false} onClose={() => setSharing(false)} />}
      <DeleteDialog id={row.id} isOpen={isDeleting} onClose={() => setDeleting(false)} />
      <WithdrawDialog id={row.id} isOpen={withdrawing === 'all'} onClose={() => setWithdrawing(null)} />
      <WithdrawPartDialog
        view={view}
        words={words}
        isOpen={withdrawing === 'part'}
        onClose={() => setWithdrawing(null)}
      />
    </>
  );
}
