// The list's filters and its order. Each is a word in the address; clearing drops them all.

import { memo, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { FIND, go, searchWith } from '#renderer/state/route.ts';
import { Select } from '#renderer/ui/select.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { choicesOf } from '#renderer/views/record-form/options.ts';
import { SearchSelect } from '#renderer/views/record-form/search-select.tsx';
import { kinds } from '#shared/record/kinds.ts';
import { ORDERS, orderOf, queryOf, STATES } from './query.ts';
import styles from './records.module.css';

/** The list follows what is typed after this pause, in milliseconds. */
const PAUSE = 150;

/** Drawn anew only when a filter changes, not with each row that comes. */
export const Filters = memo(function Filters({ search }: { readonly search: string }): ReactNode {
  const { t } = useTranslation(['records', 'app']);
  const language = useLanguage();
  const { compare } = useFormats();
  const query = queryOf(search);
  const put = (changes: Readonly<Record<string, string | null>>): void =>
    go(`/records${searchWith(search, changes)}`, { replace: true });
  const countries = [...choicesOf({ type: 'countries' }, language)]
    .sort((a, b) => compare(a.label, b.label))
    .map(({ key, label }) => ({ key, label }));
  return (
    <div role="search" aria-label={t('filters.label')} className={styles.filters}>
      <TextFilter
        text={query.text ?? ''}
        onChange={(text) => put({ text })}
        isWanted={new URLSearchParams(search).has(FIND)}
        onFocused={() => put({ [FIND]: null })}
      />
      <Select
        label={t('filters.kind')}
        value={query.kinds?.[0] ?? ''}
        onChange={(kind) => put({ kind })}
        options={[
          { key: '', label: t('filters.all') },
          ...[...kinds.values()].map(({ key, label }) => ({ key, label: label[language] })),
        ]}
      />
      <Select
        label={t('filters.objective')}
        value={String(query.objectives?.[0] ?? '')}
        onChange={(objective) => put({ objective })}
        options={[
          { key: '', label: t('filters.all') },
          ...choicesOf({ type: 'objectives' }, language).map(({ key, label, group }) => ({
            key,
            label: `${key} ${label}`,
            ...(group === undefined ? {} : { group }),
          })),
        ]}
      />
      <SearchSelect
        label={t('filters.country')}
        placeholder={t('filters.all')}
        choices={countries}
        value={query.countries?.[0] ?? null}
        onPick={(country) => put({ country })}
      />
      <Select
        label={t('filters.state')}
        value={query.states?.[0] ?? ''}
        onChange={(state) => put({ state })}
        options={[
          { key: '', label: t('filters.all') },
          ...STATES.map((state) => ({ key: state, label: t(`app:state.${state}`) })),
        ]}
      />
      <Select
        label={t('filters.order')}
        value={orderOf(search)}
        onChange={(order) => put({ order: order === 'changed' ? null : order })}
        options={Object.keys(ORDERS).map((order) => ({
          key: order,
          label: t(`order.${order as keyof typeof ORDERS}`),
        }))}
      />
    </div>
  );
});

interface TextFilterProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** someone pressed Ctrl+F */
  readonly isWanted: boolean;
  readonly onFocused: () => void;
}

function TextFilter({ text, onChange, isWanted, onFocused }: TextFilterProps): ReactNode {
  const { t } = useTranslation('records');
  const [typed, setTyped] = useState(text);
  const told = useRef(text);
  useEffect(() => {
    if (text !== told.current) {
      told.current = text; // the address changed elsewhere: the search in the bar, going back
      setTyped(text);
    }
  }, [text]);
  const change = useRef(onChange);
  const focused = useRef(onFocused);
  useEffect(() => {
    change.current = onChange;
    focused.current = onFocused;
  });
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!isWanted) return;
    input.current?.focus();
    input.current?.select();
    focused.current();
  }, [isWanted]);
  useEffect(() => {
    if (typed.trim() === told.current) return;
    const timer = setTimeout(() => {
      told.current = typed.trim();
      change.current(told.current);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <TextField
      label={t('filters.text')}
      type="search"
      value={typed}
      onChange={setTyped}
      maxLength={200}
      inputRef={input}
    />
  );
}
