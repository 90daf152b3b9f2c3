// The few questions before a report: which, which number and period, in which language, for whom.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { audienceLabels } from '#shared/mechanism/about.ts';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { AUDIENCES } from '#shared/report/admission.ts';
import { type ReportChoice, REPORTS, settingsOf } from './settings.ts';
import styles from './reports.module.css';

export interface ReportFieldsProps {
  readonly choice: ReportChoice;
  /** years with any record, ascending */
  readonly years: readonly number[];
  readonly onChange: (choice: ReportChoice) => void;
}

export function ReportFields({ choice, years, onChange }: ReportFieldsProps): ReactNode {
  const { t } = useTranslation(['reports', 'app']);
  const language = useLanguage();
  const { alone } = useFormats();
  const put = (changes: Partial<ReportChoice>): void => onChange({ ...choice, ...changes });
  const { report, number, year, quarter, audience } = choice;
  return (
    <div className={styles.fields}>
      <RadioGroup
        label={t('which')}
        look="cards"
        value={report}
        onChange={(key) => put({ report: key as ReportChoice['report'] })}
        options={REPORTS.map((key) => ({ key, label: t(`report.${key}.name`), hint: t(`report.${key}.hint`) }))}
      />
      <div className={styles.row}>
        {report === 'bulletin' && (
          <>
            <TextField
              label={t('number')}
              value={number}
              inputMode="numeric"
              maxLength={3}
              onChange={(text) => put({ number: text })}
              error={settingsOf(choice) === undefined ? t('numberWrong') : undefined}
              className={styles.short}
            />
            <Select
              label={t('year')}
              value={String(year)}
              onChange={(key) => put({ year: Number(key) })}
              options={[...years].reverse().map((each) => ({ key: String(each), label: String(each) }))}
            />
            <Select
              label={t('part')}
              value={String(quarter ?? 'all')}
              onChange={(key) => put({ quarter: key === 'all' ? null : Number(key) })}
              options={[
                { key: 'all', label: t('wholeYear') },
                ...[1, 2, 3, 4].map((each) => ({ key: String(each), label: t('quarter', { quarter: each }) })),
              ]}
            />
          </>
        )}
        <Select
          label={t('language')}
          value={choice.language}
          onChange={(key) => put({ language: key as ReportChoice['language'] })}
          options={LANGUAGES.map((key) => ({ key, label: alone(t(`languages.${key}`)) }))}
        />
        <Select
          label={t('audience')}
          value={audience}
          onChange={(key) => put({ audience: key as ReportChoice['audience'] })}
          options={AUDIENCES.map((key) => ({ key, label: alone(audienceLabels[key][language]) }))}
        />
      </div>
    </div>
  );
}
