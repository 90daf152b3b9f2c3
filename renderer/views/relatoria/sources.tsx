// The sources of the sentence that is open: what each says now, whether it changed or may not be cited any more, and
// how to take the new version or to part with it.

import { RefreshCw, Unlink } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ElementView, SourceView } from '#renderer/engine/relatoria-views.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Button } from '#renderer/ui/button.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { countryByCode } from '#shared/mechanism/countries.ts';
import { sourceName } from '#shared/report/relatoria.ts';
import type { Act } from './rapporteur.ts';
import { Support } from './support.tsx';
import { names } from '#renderer/ui/names.ts';
import sheet from '#renderer/ui/sheet.module.css';
import styles from './relatoria.module.css';

export interface SourcesProps {
  readonly element: ElementView;
  readonly act: Act;
}

export function Sources({ element, act }: SourcesProps): ReactNode {
  const { t } = useTranslation('relatoria');
  const { sources } = element;
  return (
    <section className={styles.sources}>
      <h2>{t('sources.title', { count: sources.length })}</h2>
      {sources.length === 0 ? (
        <p className="quiet">{t('sources.none')}</p>
      ) : (
        <>
          <ul className={styles.cards}>
            {sources.map((source) => (
              <li key={sourceName(source.ref)} className={names(sheet.sheet, styles.card)}>
                <Source source={source} element={element.id} act={act} />
              </li>
            ))}
          </ul>
          <Support support={element.support} withReaders />
        </>
      )}
    </section>
  );
}

function Source({
  source,
  element,
  act,
}: {
  readonly source: SourceView;
  readonly element: string;
  readonly act: Act;
}): ReactNode {
  const { t } = useTranslation('relatoria');
  const { ref, state, words, language, number } = source;
  return (
    <>
      <h3 className={styles.cardTitle}>
        {number !== null && <b className={styles.number}>{number}</b>}
        <SourceName source={source} />
      </h3>
      {state.type === 'denied' && (
        <Notice tone="danger" title={t('sentence.denied')}>
          {t(`denial.${state.denial.type}`)}
        </Notice>
      )}
      {state.type === 'changed' && <p className={styles.changed}>{t('sources.changed')}</p>}
      {words !== '' && (
        <blockquote lang={language} className={styles.said}>
          «{words}»
        </blockquote>
      )}
      <div className={styles.cardTools}>
        {state.type === 'changed' && (
          <Button
            icon={RefreshCw}
            onPress={() => void act({ type: 'renew', element, source: ref, write: state.write })}
          >
            {t('sources.renew')}
          </Button>
        )}
        <Button tone="plain" icon={Unlink} onPress={() => void act({ type: 'detach', element, sources: [ref] })}>
          {t('sources.detach')}
        </Button>
      </div>
    </>
  );
}

/** Its record, who said it and where. */
export function SourceName({ source }: { readonly source: SourceView }): ReactNode {
  const { t } = useTranslation('relatoria');
  const language = useLanguage();
  const places = source.countries.map((code) => countryByCode(code)?.name[language] ?? code);
  const facts = [source.organisation, places.join(', ')].filter((fact) => fact !== '');
  return (
    <span className={styles.sourceName}>
      <KindMark kind={source.kind} />
      <Link href={`/record/${source.ref.record}`}>
        <bdi>{source.title === '' ? t('untitled') : source.title}</bdi>
      </Link>
      {facts.length > 0 && <span className={styles.facts}>{facts.join(' · ')}</span>}
    </span>
  );
}
