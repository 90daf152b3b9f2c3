// What was agreed, over all meetings, until it is done: what is late first. A tick is a signed change of the meeting's
// record, and can be taken back.

import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useFormats } from '#renderer/i18n/format.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { useDeed } from '#renderer/state/use-deed.ts';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { names } from '#renderer/ui/names.ts';
import type { RecordId } from '#shared/base/ids.ts';
import type { AgreedBefore, FollowedAgreement } from '#shared/report/meetings.ts';
import styles from './mechanism.module.css';

export function AgreementTable({ agreements }: { readonly agreements: readonly FollowedAgreement[] }): ReactNode {
  const { t } = useTranslation('mechanism');
  return (
    <section>
      <h2 className={styles.head}>
        {t('agreements.title')} {agreements.length > 0 && <span className="number">{agreements.length}</span>}
      </h2>
      {agreements.length === 0 ? (
        <p className="quiet">{t('agreements.none')}</p>
      ) : (
        <table className={styles.table}>
          <caption className="hidden-visually">{t('agreements.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('agreements.what')}</th>
              <th scope="col">{t('agreements.owner')}</th>
              <th scope="col">{t('agreements.due')}</th>
              <th scope="col">{t('agreements.state')}</th>
            </tr>
          </thead>
          <tbody>
            {agreements.map((agreement, at) => (
              <AgreementRow key={`${agreement.meeting} ${agreement.id ?? at}`} agreement={agreement} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function AgreementRow({ agreement }: { readonly agreement: FollowedAgreement }): ReactNode {
  const { t } = useTranslation('mechanism');
  const formats = useFormats();
  const engine = useEngine();
  const run = useDeed();
  const { id, what, owner, due, state, isDone, meeting, meetingTitle, before } = agreement;
  const settle = (done: boolean): void => {
    if (id === null) return;
    const said = t(done ? 'agreements.doneSaid' : 'agreements.openSaid');
    void run(engine.settleAgreement(meeting as RecordId, id, done), said);
  };
  return (
    <tr>
      <th scope="row">
        <bdi className={styles.what}>{what}</bdi>
        <span className="small quiet">
          {t('agreements.from')} <MeetingLink meeting={meeting} meetingTitle={meetingTitle} />
        </span>
        {before.length > 0 && (
          <span className="small quiet">
            {t('agreements.before')}{' '}
            {before.map((each, at) => (
              <Fragment key={each.meeting}>
                {at > 0 && ' · '}
                <MeetingLink {...each} />
              </Fragment>
            ))}
          </span>
        )}
      </th>
      <td>{owner === '' ? <span className="quiet">{t('agreements.nobody')}</span> : <bdi>{owner}</bdi>}</td>
      <td>{due === null ? <span className="quiet">{t('agreements.noDue')}</span> : formats.date(due.text, 'short')}</td>
      <td>
        <span className={names(styles.state, styles[state])}>{t(`agreement.${state}`)}</span>
        {id !== null && (
          <Checkbox isSelected={isDone} onChange={settle}>
            {t('agreements.done')}
            <span className="hidden-visually">: {what}</span>
          </Checkbox>
        )}
      </td>
    </tr>
  );
}

function MeetingLink({ meeting, meetingTitle }: AgreedBefore): ReactNode {
  const { t } = useTranslation('mechanism');
  return (
    <Link href={`/record/${meeting}`} className={styles.inline}>
      <bdi>{meetingTitle === '' ? t('meetings.untitled') : meetingTitle}</bdi>
    </Link>
  );
}
