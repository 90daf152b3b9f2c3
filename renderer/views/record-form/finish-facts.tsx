// What is worth knowing before a record is finished, besides what is missing: whether consent was said, and how precisely
// it tells where. The definition says which answers these are: the one that can keep a record here, and the places.

import { Eraser, MapPin } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordView } from '#renderer/engine/record-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { isNotKnown } from '#shared/record/cell-value.ts';
import type { Field, Kind } from '#shared/record/definition.ts';
import { componentsOf } from '#shared/record/paths.ts';
import { sourceOf, wordOf } from './options.ts';
import styles from './record-form.module.css';

export interface FinishFactsProps {
  readonly kind: Kind;
  readonly view: RecordView;
}

export function FinishFacts({ kind, view }: FinishFactsProps): ReactNode {
  const { t } = useTranslation(['form', 'record']);
  const formats = useFormats();
  const language = useLanguage();
  const answered = new Map(view.cells.map(({ path, value }) => [componentsOf(path)[0] ?? '', value]));
  const consent = kind.fields.find(({ blocks }) => blocks !== undefined);
  const places = kind.placeFields.flatMap((key) => kind.fields.find((field) => field.key === key) ?? []);
  const exact = places.filter((field) => isClose(field) && answered.has(field.key));
  const said = consent === undefined ? undefined : answered.get(consent.key);
  const from = consent === undefined ? undefined : sourceOf(consent);
  const inWords =
    typeof said === 'string' && from !== undefined
      ? wordOf(from, said, language)
      : isNotKnown(said)
        ? t('record:notKnown')
        : undefined;
  if (consent === undefined && places.length === 0) return null;
  return (
    <ul className={styles.facts}>
      {consent !== undefined && (
        <li>
          <Icon of={Eraser} size="small" />
          {inWords === undefined ? t('finish.noConsent') : t('finish.consent', { answer: inWords })}
        </li>
      )}
      {places.length > 0 && (
        <li>
          <Icon of={MapPin} size="small" />
          {exact.length === 0
            ? t('finish.coarse')
            : t('finish.exact', { fields: formats.list(exact.map(({ label }) => label[language])) })}
        </li>
      )}
    </ul>
  );
}

const isClose = ({ level }: Field): boolean => level === 'restricted' || level === 'personal';
