// The builder of a relatoría: the paper in the middle, one objective at a time; beside it the sources of the sentence
// that is open, and the texts of records that could stand under its heading.

import { ArrowLeft, ArrowRight, CircleAlert, Frame } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import type { RelatoriaView } from '#renderer/engine/relatoria-views.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { RecordId } from '#shared/base/ids.ts';
import { objectiveByNumber } from '#shared/mechanism/compact.ts';
import type { Heading } from '#shared/report/relatoria.ts';
import { Paper } from './paper.tsx';
import { useRapporteur } from './rapporteur.ts';
import { SaveDocument } from './save-document.tsx';
import { Sources } from './sources.tsx';
import { Texts } from './texts.tsx';
import styles from './relatoria.module.css';

const PAGE = 20;

export function Relatoria(): ReactNode {
  const { id = '' } = useParams();
  return <Builder key={id} id={id as RecordId} />;
}

function Builder({ id }: { readonly id: RecordId }): ReactNode {
  const { t } = useTranslation('relatoria');
  const { act } = useRapporteur(id);
  const [objective, setObjective] = useState<number | null>(null);
  const [heading, setHeading] = useState<Heading>('progress');
  const [count, setCount] = useState(PAGE);
  const [open, setOpen] = useState<string | null>(null);
  const side = useRef<HTMLElement>(null);
  useEffect(() => {
    side.current?.scrollTo(0, 0); // newer browsers answer a promise, which is no way to clean up
  }, [open, heading, objective]);
  const query = { objective, heading, count };
  const view = useRead((engine) => engine.relatoria(id, query), ['records', 'drafts'], [id, objective, heading, count]);
  const crumbs = [{ label: t('title'), to: '/relatoria' }, { label: t('name') }];
  if (view === undefined || view === null) {
    return (
      <Place title={t('name')} isTitleShown={false} crumbs={crumbs}>
        {view === null ? (
          <EmptyPlace title={t('none')} actions={<LinkButton to="/relatoria">{t('toList')}</LinkButton>} />
        ) : (
          <p className="quiet">{t('loading')}</p>
        )}
      </Place>
    );
  }
  const title = view.row.title === '' ? t('untitled') : view.row.title;
  const element = view.headings.flatMap(({ elements }) => elements).find((each) => each.id === open);
  const toHeading = (to: Heading): void => {
    setHeading(to);
    setCount(PAGE);
  };
  const toObjective = (to: number): void => {
    setObjective(to);
    setCount(PAGE);
    setOpen(null);
  };
  const openSentences = view.objectives.reduce((sum, each) => sum + each.open, 0);
  return (
    <Place
      title={title}
      isTitleShown={false}
      layout="full"
      crumbs={[{ label: t('title'), to: '/relatoria' }, { label: title }]}
      actionsStart={<p className={styles.made}>{view.records > 0 && t('madeFrom', { count: view.records })}</p>}
      actions={
        <>
          {openSentences > 0 && (
            <Button icon={CircleAlert} onPress={() => toObjective(nextOpen(view))}>
              {t('openSentences', { count: openSentences })}
            </Button>
          )}
          <LinkButton icon={Frame} to={`/record/${id}/edit/frame`}>
            {t('frame')}
          </LinkButton>
          <SaveDocument view={view} />
        </>
      }
    >
      <div className={styles.builder}>
        <div className={styles.desk}>
          <Chooser view={view} onChoose={toObjective} />
          <Paper
            view={view}
            open={open}
            onOpen={(to, at) => {
              setOpen(to);
              toHeading(at);
            }}
            onTexts={(to) => {
              setOpen(null);
              toHeading(to);
            }}
            act={act}
          />
        </div>
        <aside ref={side} aria-label={t('side')} className={styles.side}>
          {element !== undefined && <Sources element={element} act={act} />}
          <Texts
            view={view}
            heading={heading}
            onHeading={toHeading}
            onMore={() => setCount(count + PAGE)}
            open={element}
            act={act}
          />
        </aside>
      </div>
    </Place>
  );
}

function Chooser({
  view,
  onChoose,
}: {
  readonly view: RelatoriaView;
  readonly onChoose: (objective: number) => void;
}): ReactNode {
  const { t } = useTranslation('relatoria');
  const language = useLanguage();
  const numbers = view.objectives.map(({ objective }) => objective);
  const at = numbers.indexOf(view.objective);
  const go = (to: number | undefined): void => {
    if (to !== undefined) onChoose(to);
  };
  return (
    <div className={styles.chooser}>
      <Select
        label={t('objective')}
        value={String(view.objective)}
        onChange={(key) => onChoose(Number(key))}
        options={view.objectives.map(({ objective, sentences, candidates }) => ({
          key: String(objective),
          label: t('objectiveCount', {
            objective: `${objective} ${objectiveByNumber(objective)?.short[language] ?? ''}`,
            sentences,
            candidates,
          }),
        }))}
      />
      <Button icon={ArrowLeft} aria-label={t('before')} isDisabled={at <= 0} onPress={() => go(numbers[at - 1])}>
        {t('previous')}
      </Button>
      <Button
        iconAfter={ArrowRight}
        aria-label={t('after')}
        isDisabled={at === numbers.length - 1}
        onPress={() => go(numbers[at + 1])}
      >
        {t('next')}
      </Button>
    </div>
  );
}

/** The next objective with a sentence to look at, from the one shown on, and round to the first. */
function nextOpen({ objectives, objective }: RelatoriaView): number {
  const waiting = objectives.filter(({ open }) => open > 0).map((each) => each.objective);
  return waiting.find((each) => each > objective) ?? waiting[0] ?? objective;
}
