// Saving a spreadsheet to be filled in: of which kind, in which language, empty or with the records of the list.

import { FileDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { useSaving } from '#renderer/state/use-saving.ts';
import { Button } from '#renderer/ui/button.tsx';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import { SavingState } from '#renderer/ui/saving-state.tsx';
import { KindAndLanguage } from '#renderer/views/paper/kind-and-language.tsx';
import { queryOf } from '#renderer/views/records/query.ts';
import { kindOf } from '#shared/record/kinds.ts';
import { leftOutOf } from '#shared/report/spreadsheet-columns.ts';
import styles from './spreadsheet.module.css';

/** @param search the filter of the list, as in its address */
export function SheetOut({ search }: { readonly search: string }): ReactNode {
  const { t } = useTranslation(['spreadsheet', 'paper']);
  const engine = useEngine();
  const formats = useFormats();
  const screen = useLanguage();
  const [kind, setKind] = useState('consultation');
  const [language, setLanguage] = useState(screen);
  const [what, setWhat] = useState('empty');
  const saving = useSaving((name) => t('out.saved', { name }));
  const query = queryOf(search);
  const total = useRead(
    async () => (await engine.list({ ...query, kinds: [kind], from: 0, count: 1 })).total,
    ['records'],
    [search, kind],
  );
  const definition = kindOf(kind);
  const leftOut = definition === undefined ? [] : leftOutOf(definition, screen);
  return (
    <section aria-labelledby="sheet-out" className={styles.half}>
      <h2 id="sheet-out">{t('out.title')}</h2>
      <KindAndLanguage kind={kind} onKind={setKind} language={language} onLanguage={setLanguage} />
      <RadioGroup
        label={t('out.what')}
        look="cards"
        value={what}
        onChange={setWhat}
        options={[
          { key: 'empty', label: t('out.empty') },
          { key: 'listed', label: t('out.listed', { number: formats.number(total ?? 0) }) },
        ]}
      />
      <p>{t('out.open')}</p>
      {leftOut.length > 0 && <p>{t('out.leftOut', { fields: leftOut.join(', ') })}</p>}
      {saving.progress === null ? (
        <div>
          <Button
            icon={FileDown}
            onPress={() =>
              void saving.save((goOn) =>
                engine.saveSpreadsheet({ kind, language, query: what === 'listed' ? query : null }, goOn),
              )
            }
          >
            {t('out.save')}
          </Button>
        </div>
      ) : (
        <div>
          <SavingState {...saving} />
        </div>
      )}
    </section>
  );
}
