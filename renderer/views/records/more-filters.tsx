// The filters that are asked for less often, and those that the person gave a name. What is chosen is shown at once
// in the list behind; the dialog only closes.

import { Bookmark, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ELSEWHERE, type FilterChoices } from '#renderer/engine/record-views.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { FIND, go, searchWith } from '#renderer/state/route.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import { useColumnWords } from '#renderer/views/board/coverage-words.ts';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { SearchSelect } from '#renderer/views/record-form/search-select.tsx';
import { mesas } from '#shared/mechanism/compact.ts';
import { subregions } from '#shared/mechanism/countries.ts';
import { queryOf } from './query.ts';
import styles from './records.module.css';

export interface MoreFiltersProps {
  readonly search: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function MoreFilters({ search, isOpen, onClose }: MoreFiltersProps): ReactNode {
  const { t } = useTranslation('filters');
  const choices = useRead(async (engine) => (isOpen ? engine.filters() : null), ['records'], [isOpen]);
  return (
    <Dialog
      title={t('title')}
      isOpen={isOpen}
      onClose={onClose}
      isWide
      actions={
        <Button tone="main" onPress={onClose}>
          {t('done')}
        </Button>
      }
    >
      {choices !== undefined && choices !== null && (
        <>
          <Fields search={search} choices={choices} />
          <SavedFilters search={search} choices={choices} onClose={onClose} />
        </>
      )}
    </Dialog>
  );
}

interface PartProps {
  readonly search: string;
  readonly choices: FilterChoices;
}

function Fields({ search, choices }: PartProps): ReactNode {
  const { t } = useTranslation('filters');
  const language = useLanguage();
  const columns = useColumnWords();
  const authorWords = useAuthorWords();
  const query = queryOf(search);
  const put = (changes: Readonly<Record<string, string | null>>): void =>
    go(`/records${searchWith(search, changes)}`, { replace: true });
  const flag = (name: string) => (isSelected: boolean) => put({ [name]: isSelected ? 'yes' : null });
  const any = { key: '', label: t('any') };
  const years = [...new Set([...choices.years, query.fromYear, query.toYear])]
    .filter((year) => year !== undefined)
    .sort((a, b) => a - b)
    .map((year) => ({ key: String(year), label: String(year) }));
  return (
    <div className={styles.more}>
      <Select
        label={t('mesaLabel')}
        value={String(query.mesas?.[0] ?? '')}
        onChange={(mesa) => put({ mesa })}
        options={[any, ...mesas.map(({ n, label }) => ({ key: String(n), label: `${n} · ${label[language]}` }))]}
      />
      <Select
        label={t('subregion')}
        value={query.subregions?.[0] ?? ''}
        onChange={(subregion) => put({ subregion })}
        options={[
          any,
          ...subregions.map(({ key, label }) => ({ key, label: label[language] })),
          { key: ELSEWHERE, label: columns.label('subregion', ELSEWHERE) },
        ]}
      />
      <Select
        label={t('from')}
        value={String(query.fromYear ?? '')}
        onChange={(from) => put({ from })}
        options={[any, ...years]}
      />
      <Select
        label={t('to')}
        value={String(query.toYear ?? '')}
        onChange={(to) => put({ to })}
        options={[any, ...years]}
      />
      <SearchSelect
        label={t('organisation')}
        placeholder={t('any')}
        choices={choices.organisations.map((name) => ({ key: name, label: name }))}
        value={query.organisations?.[0] ?? null}
        onPick={(organisation) => put({ organisation })}
      />
      <SearchSelect
        label={t('author')}
        placeholder={t('any')}
        choices={choices.authors.map((author) => ({ key: author.kid, label: authorWords(author) }))}
        value={query.authors?.[0] ?? null}
        onPick={(author) => put({ author })}
      />
      <Checkbox isSelected={query.notMerged === true} onChange={flag('unmerged')}>
        {t('notMerged')}
      </Checkbox>
      <Checkbox isSelected={query.withFiles === true} onChange={flag('files')}>
        {t('withFiles')}
      </Checkbox>
      <Checkbox isSelected={query.undated === true} onChange={flag('undated')}>
        {t('undated')}
      </Checkbox>
      <Checkbox isSelected={query.onlyConflicts === true} onChange={flag('conflicts')}>
        {t('conflicts')}
      </Checkbox>
    </div>
  );
}

function SavedFilters({ search, choices, onClose }: PartProps & Pick<MoreFiltersProps, 'onClose'>): ReactNode {
  const { t } = useTranslation('filters');
  const engine = useEngine();
  const { showProblem } = useToast();
  const [name, setName] = useState('');
  const current = searchWith(search, { [FIND]: null });
  const keep = async (): Promise<void> => {
    const kept = await engine.keepFilter(name, current);
    if (kept.ok) setName('');
    else showProblem(kept.error);
  };
  const drop = async (id: string): Promise<void> => {
    const dropped = await engine.dropFilter(id);
    if (!dropped.ok) showProblem(dropped.error);
  };
  return (
    <section className={styles.saved}>
      <h3>{t('saved.title')}</h3>
      {choices.saved.length === 0 ? (
        <p className="quiet">{t('saved.none')}</p>
      ) : (
        <ul>
          {choices.saved.map(({ id, name: called, search: asked }) => (
            <li key={id}>
              <Button
                tone="plain"
                icon={Bookmark}
                onPress={() => {
                  go(`/records${asked}`, { replace: true });
                  onClose();
                }}
              >
                {called}
              </Button>
              <Button
                tone="plain"
                icon={Trash2}
                aria-label={t('saved.drop', { name: called })}
                onPress={() => void drop(id)}
              >
                {t('saved.dropShort')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {current !== '' && (
        <form
          className={styles.keep}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') void keep();
          }}
        >
          <TextField label={t('saved.name')} value={name} onChange={setName} maxLength={80} />
          <Button type="submit" icon={Bookmark} isDisabled={name.trim() === ''}>
            {t('saved.keep')}
          </Button>
        </form>
      )}
      <p className="quiet small">{t('saved.here')}</p>
    </section>
  );
}
