// Typing from paper, by keyboard alone: one row of the printed form after another, in its order and with its number.
// Enter goes to the next box and then to the next row, Page Up one row back, Ctrl+Enter to the end of the sheet, where
// what is missing is said; Ctrl+Enter there saves it and begins the next sheet. It is the same form and the same draft:
// whoever leaves it for the whole form loses nothing.

import { ArrowLeft, ArrowRight } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useController, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { RecordView } from '#renderer/engine/record-views.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Button } from '#renderer/ui/button.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { objectiveByNumber } from '#shared/mechanism/compact.ts';
import type { Kind } from '#shared/record/definition.ts';
import { emptyOf, type FieldValue, isEmpty } from './field-value.ts';
import { useFormDesk } from './form-desk.ts';
import { FormField } from './form-field.tsx';
import { canBeUnknown } from './form-kind.ts';
import { isByNumber, NumberedControl } from './numbered-control.tsx';
import { ObjectiveText } from './objective-texts.tsx';
import { PaperEnd } from './paper-end.tsx';
import { type PaperStep, paperSteps } from './paper-steps.ts';
import form from './record-form.module.css';
import styles from './paper.module.css';

export interface PaperPageProps {
  readonly view: RecordView;
  readonly kind: Kind;
  /** saves now; false where it could not */
  readonly flush: () => Promise<boolean>;
}

const END = 'end';

export function PaperPage({ view, kind, flush }: PaperPageProps): ReactNode {
  const { t } = useTranslation('form');
  const language = useLanguage();
  const { control, valueOf, problemOf } = useFormDesk();
  useWatch({ control }); // which rows there are depends on the answers
  const steps = paperSteps(kind, valueOf);
  const [wanted, setWanted] = useState(steps[0]?.key ?? END);
  const found = steps.findIndex(({ key }) => key === wanted);
  const at = found === -1 ? steps.length : found;
  const step = steps[at];
  const sheet = useRef<HTMLDivElement>(null);
  const toStep = (to: number): void => setWanted(steps[Math.max(0, to)]?.key ?? END);

  useLayoutEffect(() => {
    const first =
      sheet.current?.querySelector<HTMLElement>(BOXES) ?? sheet.current?.querySelector<HTMLElement>('button');
    first?.focus();
    if (first instanceof HTMLInputElement) first.select();
  }, [wanted]);
  useEndKey(step === undefined ? null : () => setWanted(END));

  /** What cannot be read keeps one on its row; what is only to be looked at does not. */
  const isUnread = ({ field }: PaperStep): boolean => {
    const isMarked = sheet.current?.querySelector('[aria-invalid="true"]') !== null && problemOf(field) === undefined;
    const boxes = [...(sheet.current?.querySelectorAll<HTMLInputElement>(BOXES) ?? [])];
    const isHalfDate =
      field.shape.type === 'date' && isEmpty(field, valueOf(field)) && boxes.some((box) => box.value !== '');
    return isMarked || isHalfDate;
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'PageDown' || event.key === 'PageUp') {
      event.preventDefault();
      event.stopPropagation();
      toStep(event.key === 'PageDown' ? at + 1 : at - 1);
    } else if (isEnterThatGoesOn(event)) {
      event.preventDefault();
      event.stopPropagation();
      const boxes = [...(sheet.current?.querySelectorAll<HTMLInputElement>(BOXES) ?? [])];
      const next = boxes[boxes.indexOf(event.target as HTMLInputElement) + 1];
      if (step !== undefined && isDated(step, valueOf(step.field))) toStep(at + 1);
      else if (next !== undefined) next.focus();
      else if (step !== undefined && isUnread(step)) boxes[0]?.focus();
      else toStep(at + 1);
    }
  };

  const title = view.row.title === '' ? t('untitled') : view.row.title;
  const whole = `/record/${view.row.id}/edit/${step?.field.section ?? kind.sections[0]?.key ?? ''}`;
  return (
    <Place
      title={`${kind.label[language]}: ${title}`}
      isTitleShown={false}
      layout="full"
      crumbs={[{ label: t('records'), to: '/records' }, { label: kind.label[language] }]}
      actionsStart={
        <Button icon={ArrowLeft} isDisabled={at === 0} onPress={() => toStep(at - 1)}>
          {t('paper.back')}
        </Button>
      }
      actions={
        step !== undefined && (
          <>
            <Button onPress={() => setWanted(END)} shortcut="Ctrl ↵">
              {t('paper.toEnd')}
            </Button>
            <Button tone="main" iconAfter={ArrowRight} onPress={() => toStep(at + 1)}>
              {t('paper.on')}
            </Button>
          </>
        )
      }
    >
      <div className={styles.paper} onKeyDownCapture={step === undefined ? undefined : onKey}>
        <p className={form.name}>
          <KindMark kind={kind.key} isHollow={view.row.state !== 'merged'} />
          <bdi>{title}</bdi>
          <a href={`#${whole}${step === undefined ? '' : `?field=${step.field.key}`}`}>{t('quick.whole')}</a>
        </p>
        {step === undefined ? (
          <PaperEnd view={view} kind={kind} steps={steps} onStep={setWanted} flush={flush} />
        ) : (
          <>
            <h2 className={styles.row}>
              <span className={styles.rowNumber}>{t('paper.row', { row: step.row })}</span>
              <span>{sectionOf(kind, step)?.label[language]}</span>
              <span>{t('paper.progress', { at: at + 1, of: steps.length })}</span>
            </h2>
            <div ref={sheet} key={step.key} className={styles.step}>
              <Step kind={kind} step={step} />
              {step.field.shape.type === 'date' && <p className="quiet">{t('paper.date')}</p>}
            </div>
            <dl className={styles.keys}>
              <Key keys="↵" words={t('paper.keys.on')} />
              <Key keys={t('paper.keys.pageUp')} words={t('paper.keys.back')} />
              <Key keys={t('paper.keys.pageDown')} words={t('paper.keys.skip')} />
              {step.objective !== undefined || step.field.shape.type === 'longtext' ? (
                <Key keys="⇧ ↵" words={t('paper.keys.line')} />
              ) : null}
              <Key keys="Ctrl ↵" words={t('paper.keys.end')} />
            </dl>
          </>
        )}
      </div>
    </Place>
  );
}

function Step({ kind, step }: { readonly kind: Kind; readonly step: PaperStep }): ReactNode {
  const language = useLanguage();
  const { control, problemOf, isClosed } = useFormDesk();
  const { field, objective } = step;
  const { field: input } = useController({ control, name: field.key });
  if (objective !== undefined) {
    return (
      <>
        <p className={styles.objective}>
          <b className="number">{objective}</b> {objectiveByNumber(objective)?.short[language]}
        </p>
        <ObjectiveText field={field} objective={objective} />
      </>
    );
  }
  const mayNotKnow = canBeUnknown(kind, field);
  if (!isByNumber(field) || isClosed(field)) return <FormField field={field} canBeUnknown={mayNotKnow} />;
  return (
    <NumberedControl
      field={field}
      value={(input.value as FieldValue | undefined) ?? emptyOf(field)}
      onChange={input.onChange}
      error={problemOf(field)}
      canBeUnknown={mayNotKnow}
    />
  );
}

const Key = ({ keys, words }: { readonly keys: string; readonly words: string }): ReactNode => (
  <div>
    <dt>
      <kbd>{keys}</kbd>
    </dt>
    <dd>{words}</dd>
  </div>
);

/** What one writes in; ticks and cards take part, buttons are pressed by Enter as everywhere. */
const BOXES = 'input:not([type="hidden"]):not([disabled]), textarea';

function isEnterThatGoesOn({ key, target, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (key !== 'Enter' || shiftKey || ctrlKey || metaKey || altKey) return false;
  return target instanceof HTMLElement && target.matches(BOXES) && target.getAttribute('aria-expanded') !== 'true';
}

/** Ctrl+Enter, from wherever one writes. */
function useEndKey(end: (() => void) | null): void {
  const current = useRef(end);
  useEffect(() => {
    current.current = end;
  });
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || current.current === null) return;
      event.preventDefault();
      current.current();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** A date is whole once it is one, in whichever box it was typed. */
const isDated = ({ field }: PaperStep, value: FieldValue): boolean =>
  field.shape.type === 'date' && !isEmpty(field, value);

const sectionOf = (kind: Kind, { field }: PaperStep) => kind.sections.find(({ key }) => key === field.section);
