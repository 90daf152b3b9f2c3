// One page of the form: a section, or the short page with the few fields of the definition that a record cannot well do
// without. The sections are knots on a cord beside it; the whole form is one press away from the short page.

import { ArrowLeft, ArrowRight, ListChecks } from 'lucide-react';
import { type ReactNode, useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordView } from '#renderer/engine/record-views.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { go, useHashSearch } from '#renderer/state/route.ts';
import { Button } from '#renderer/ui/button.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { SectionTrack } from '#renderer/ui/section-track.tsx';
import type { Kind } from '#shared/record/definition.ts';
import { focusField } from './field-path.ts';
import type { Finish } from './finish.tsx';
import { FormHelp } from './form-help.tsx';
import { useArrival, useNextKey } from './form-keys.ts';
import { fieldsOnPage, isQuick, pathAfterForm, signOf } from './form-kind.ts';
import { FormSection } from './form-section.tsx';
import { SectionNav } from './section-nav.tsx';
import { UsualNote } from './usual-note.tsx';
import styles from './record-form.module.css';

export interface SectionPageProps {
  readonly view: RecordView;
  readonly kind: Kind;
  /** key of a section, or of the short page; the first where it is neither */
  readonly section: string | undefined;
  readonly finish: Finish;
  /** the record began with what is usual here */
  readonly wasUsual: boolean;
}

export function SectionPage({ view, kind, section, finish, wasUsual }: SectionPageProps): ReactNode {
  const { t } = useTranslation('form');
  const language = useLanguage();
  const id = view.row.id;
  const isShort = isQuick(kind, section);
  const found = kind.sections.findIndex(({ key }) => key === section);
  const at = isShort ? -1 : Math.max(0, found);
  const current = kind.sections[at];
  const before = kind.sections[at - 1];
  const after = kind.sections[at + 1];
  const toSection = useCallback((key: string) => go(`/record/${id}/edit/${key}`), [id]);
  const { scroller, heading, toFirstField } = useArrival(at);
  const asked = new URLSearchParams(useHashSearch()).get('field');
  useEffect(() => {
    if (asked !== null) focusField(asked);
  }, [asked]);
  useNextKey(() => {
    if (isShort || after === undefined) void finish.ask();
    else {
      toFirstField();
      toSection(after.key);
    }
  });

  const fields = fieldsOnPage(kind, isShort ? section : current?.key);
  const title = view.row.title === '' ? t('untitled') : view.row.title;
  const sections = view.sections.filter(({ key }) => kind.sections.some((each) => each.key === key));
  const nameOf = (key: string, label: string): string => [signOf(kind, key), label].filter(Boolean).join(' ');
  const faulty = sections
    .filter(({ state }) => state === 'errors')
    .map(({ key }) => kind.sections.find((each) => each.key === key));
  const finishing = { onPress: () => void finish.ask(), isPending: finish.isWorking, children: t('bar.finish') };
  return (
    <Place
      title={`${kind.label[language]}: ${title}`}
      isTitleShown={false}
      layout="full"
      crumbs={[{ label: t('records'), to: '/records' }, { label: kind.label[language] }]}
      actionsStart={
        <>
          <Button
            icon={ArrowLeft}
            onPress={() => (before === undefined ? go(pathAfterForm(kind.key, id)) : toSection(before.key))}
          >
            {before === undefined ? (
              t('bar.leave')
            ) : signOf(kind, before.key) !== undefined ? (
              <Shortened short={signOf(kind, before.key) ?? ''} rest={before.label[language]} />
            ) : (
              <>
                <span className={styles.short}>{t('bar.back')}</span>
                <span className={styles.rest}>{before.label[language]}</span>
              </>
            )}
          </Button>
          <div className={styles.progress}>
            <SectionTrack sections={sections} />
            <p>
              <b>{isShort ? t('quick.name') : t('bar.part', { part: at + 1, of: kind.sections.length })}</b>{' '}
              {faulty[0] !== undefined && faulty[0].key !== current?.key && (
                <a href={`#/record/${id}/edit/${faulty[0].key}`}>
                  {t('bar.toReview', { section: nameOf(faulty[0].key, faulty[0].label[language]) })}
                </a>
              )}
            </p>
          </div>
        </>
      }
      actions={
        isShort ? (
          <>
            <Button icon={ListChecks} onPress={() => toSection(kind.sections[0]?.key ?? '')}>
              {t('quick.whole')}
            </Button>
            <Button tone="main" shortcut="Ctrl ↵" {...finishing} />
          </>
        ) : after === undefined ? (
          <Button tone="main" shortcut="Ctrl ↵" {...finishing} />
        ) : (
          <>
            <Button {...finishing} />
            <Button tone="main" iconAfter={ArrowRight} onPress={() => toSection(after.key)}>
              {t('bar.next')}{' '}
              {signOf(kind, after.key) === undefined ? (
                after.label[language]
              ) : (
                <Shortened short={signOf(kind, after.key) ?? ''} rest={after.label[language]} />
              )}
            </Button>
          </>
        )
      }
    >
      <div className={styles.form}>
        <SectionNav
          kind={kind}
          record={id}
          sections={sections}
          problems={view.problems}
          current={isShort ? section : current?.key}
          isFinished={view.row.finished}
        />
        <div ref={scroller} className={styles.column}>
          <p className={styles.name}>
            <KindMark kind={kind.key} isHollow={view.row.state !== 'merged'} />
            <bdi>{title}</bdi>
          </p>
          <h2 ref={heading} tabIndex={-1} className={styles.title}>
            {isShort ? t('quick.name') : current?.label[language]}
          </h2>
          {isShort && <p className={styles.lead}>{t('quick.words')}</p>}
          {wasUsual && <UsualNote kind={kind} on={fields} />}
          <FormSection kind={kind} fields={fields} />
        </div>
        <FormHelp objectives={view.row.objectives} />
      </div>
    </Place>
  );
}

const Shortened = ({ short, rest }: { readonly short: string; readonly rest: string }): ReactNode => (
  <>
    {short}
    <span className={styles.rest}> {rest}</span>
  </>
);
