// The Mesa de Vinculación: ten seats as a picture and, beside it, as a table; what is to be looked at; the rules.

import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { MechanismNow } from '#shared/report/mechanism-records.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useNewRecord } from '#renderer/state/new-record.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { Cord } from '#renderer/ui/cord.tsx';
import type { Seat } from '#shared/report/composition.ts';
import { Findings } from './findings.tsx';
import { SeatPicture } from './seat-picture.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import styles from './mechanism.module.css';

export function SeatsPart({ view }: { readonly view: MechanismNow }): ReactNode {
  const { t } = useTranslation('mechanism');
  const { seats, seated } = view.composition;
  return (
    <div className={styles.halves}>
      <div className={sheet.stack}>
        <section>
          <h2 className={styles.head}>
            {t('seats.title')} <span>{t('seats.seated', { seated })}</span>
          </h2>
          <SeatPicture seats={seats} />
        </section>
        <Findings findings={view.findings.seats} />
        <RulesPart view={view} />
      </div>
      <SeatTable seats={seats} />
    </div>
  );
}

function SeatTable({ seats }: { readonly seats: readonly Seat[] }): ReactNode {
  const { t } = useTranslation(['mechanism', 'app']);
  const formats = useFormats();
  const newRecord = useNewRecord();
  const fill = ({ mesa }: Seat): void =>
    void newRecord('member', mesa === null ? { role: 'agency' } : { role: 'representative', working_table: mesa });
  return (
    <table className={styles.table}>
      <caption className="hidden-visually">{t('seats.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('seats.table')}</th>
          <th scope="col">{t('seats.holder')}</th>
          <th scope="col">{t('seats.since')}</th>
        </tr>
      </thead>
      <tbody>
        {seats.map((seat) => {
          const { mesa, place, holder } = seat;
          return (
            <tr key={`${mesa} ${place}`}>
              <th scope="row">
                <span className={styles.mesa}>
                  {mesa !== null && <Cord mesa={mesa} />}
                  {mesa === null ? t('seats.agencies') : t('app:mesaNumber', { mesa })}
                </span>
              </th>
              {holder === null ? (
                <td colSpan={2}>
                  <Button tone="plain" icon={Plus} onPress={() => fill(seat)}>
                    {t('seats.vacant')}
                    <span className="hidden-visually">
                      : {t('seats.fill')},{' '}
                      {mesa === null ? t('seats.fillAgency', { place }) : t('seats.fillMesa', { mesa, place })}
                    </span>
                  </Button>
                </td>
              ) : (
                <>
                  <td>
                    <Link href={`/record/${holder.record}`} className={styles.rowLink}>
                      <bdi>{holder.organisation}</bdi>
                    </Link>
                  </td>
                  <td className={styles.when}>
                    {holder.from === null ? t('seats.unknown') : formats.date(holder.from.text, 'short')}
                  </td>
                </>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function RulesPart({ view: { rules, proposals } }: { readonly view: MechanismNow }): ReactNode {
  const { t } = useTranslation('mechanism');
  const newRecord = useNewRecord();
  const { record, termMonths, rotationMonths, quorum } = rules;
  const settled = [
    termMonths !== null && t('rules.term', { months: termMonths }),
    rotationMonths !== null && t('rules.rotation', { months: rotationMonths }),
    quorum !== null && t('rules.quorum', { seats: quorum }),
  ].filter((words) => words !== false);
  return (
    <section className={styles.rules}>
      <h2 className={styles.head}>{t('rules.title')}</h2>
      {settled.length === 0 ? (
        <p className="quiet">{t('rules.none')}</p>
      ) : (
        <ul>
          {settled.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {proposals.length > 0 && <p className="small quiet">{t('rules.proposal')}</p>}
      <div>
        {record === null ? (
          <Button onPress={() => void newRecord('rules')}>{t('rules.write')}</Button>
        ) : (
          <LinkButton to={`/record/${record}`}>{t('rules.open')}</LinkButton>
        )}
      </div>
    </section>
  );
}
