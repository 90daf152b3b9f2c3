// The annual dialogue with Governments: topics, questions, who answered what, what came of it, and what of earlier years
// is still open, so that the next one begins there.

import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { MechanismNow } from '#shared/report/mechanism-records.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useNewRecord } from '#renderer/state/new-record.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { ObjectiveChips } from '#renderer/ui/objective-chip.tsx';
import { countryByCode } from '#shared/mechanism/countries.ts';
import type { Dialogue } from '#shared/report/dialogue.ts';
import { PackageButtons } from './package-buttons.tsx';
import { names } from '#renderer/ui/names.ts';
import sheet from '#renderer/ui/sheet.module.css';
import styles from './mechanism.module.css';

export function DialoguePart({ view }: { readonly view: MechanismNow }): ReactNode {
  const { t } = useTranslation('mechanism');
  if (view.dialogues.length === 0) return <EmptyPlace title={t('dialogue.none')}>{t('dialogue.noneWords')}</EmptyPlace>;
  return (
    <div className={sheet.stack}>
      {view.dialogues.map((dialogue) => (
        <DialogueCard key={dialogue.meeting.record} dialogue={dialogue} />
      ))}
    </div>
  );
}

function DialogueCard({ dialogue }: { readonly dialogue: Dialogue }): ReactNode {
  const { t } = useTranslation('mechanism');
  const formats = useFormats();
  const newRecord = useNewRecord();
  const { meeting, recommendations, commitments, reminder } = dialogue;
  const { record, title, date, objectives, questions } = meeting;
  const follows = { meeting_record: record, ...(title === '' ? {} : { from_meeting: title }) };
  return (
    <section className={names(sheet.sheet, styles.card)} aria-labelledby={`dialogue-${record}`}>
      <h2 id={`dialogue-${record}`}>
        <bdi>{title === '' ? t('meetings.untitled') : title}</bdi>
        <span className={styles.about}>{date === null ? t('meetings.undated') : formats.date(date.text)}</span>
      </h2>
      <h3>{t('dialogue.topics')}</h3>
      {objectives.length === 0 ? <Nothing /> : <ObjectiveChips objectives={objectives} named={6} />}
      <h3>{t('dialogue.questions')}</h3>
      {questions.length === 0 ? (
        <Nothing />
      ) : (
        <ol className={styles.questions}>
          {questions.map((question) => (
            <li key={question}>
              <bdi>{question}</bdi>
            </li>
          ))}
        </ol>
      )}
      <h3>{t('dialogue.governments')}</h3>
      <Governments governments={dialogue.governments} />
      <h3>{t('dialogue.follows')}</h3>
      <Following
        items={[
          ...recommendations.map((each) => ({ ...each, kind: 'recommendation' })),
          ...commitments.map((each) => ({ ...each, kind: 'commitment' })),
        ]}
      />
      <h3>{t('dialogue.reminder')}</h3>
      <Following
        items={[
          ...reminder.recommendations.map((each) => ({ ...each, kind: 'recommendation' })),
          ...reminder.commitments.map((each) => ({ ...each, kind: 'commitment' })),
          ...reminder.agreements.map(({ meeting: of, what }) => ({ record: of, title: what, kind: 'meeting' })),
        ]}
      />
      <div className={sheet.buttons}>
        <LinkButton to={`/record/${record}`}>{t('dialogue.open')}</LinkButton>
        {title !== '' && <PackageButtons record={record} />}
        <Button
          tone="plain"
          icon={Plus}
          onPress={() => void newRecord('recommendation', { ...follows, process: 'annual_dialogue' })}
        >
          {t('dialogue.recommend')}
        </Button>
        <Button tone="plain" icon={Plus} onPress={() => void newRecord('commitment', follows)}>
          {t('dialogue.commit')}
        </Button>
      </div>
    </section>
  );
}

function Governments({ governments }: Pick<Dialogue, 'governments'>): ReactNode {
  const { t } = useTranslation('mechanism');
  const language = useLanguage();
  if (governments.length === 0) return <Nothing />;
  return (
    <dl className={styles.governments}>
      {governments.map(({ country, answers }) => (
        <div key={country}>
          <dt>{countryByCode(country)?.name[language] ?? country}</dt>
          {answers.length === 0 ? (
            <dd className="quiet">{t('dialogue.waiting')}</dd>
          ) : (
            answers.map(({ question, answer }) => (
              <dd key={`${question} ${answer}`}>
                {question !== '' && <bdi className="small quiet">{question}</bdi>}
                <bdi className="long-text">{answer}</bdi>
              </dd>
            ))
          )}
        </div>
      ))}
    </dl>
  );
}

interface FollowingProps {
  readonly items: readonly { readonly record: string; readonly title: string; readonly kind: string }[];
}

function Following({ items }: FollowingProps): ReactNode {
  const { t } = useTranslation('mechanism');
  if (items.length === 0) return <Nothing />;
  return (
    <ul className={styles.members}>
      {items.map(({ record, title, kind }) => (
        <li key={`${record} ${title}`}>
          <KindMark kind={kind} />
          <Link href={`/record/${record}`} className={styles.rowLink}>
            <bdi>{title === '' ? t('meetings.untitled') : title}</bdi>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Nothing(): ReactNode {
  const { t } = useTranslation('mechanism');
  return <p className="small quiet">{t('dialogue.nothing')}</p>;
}
