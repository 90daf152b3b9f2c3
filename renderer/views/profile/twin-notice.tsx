// Before anybody signs for a name: whoever is already there under one that would be taken for it, with the fingerprint by
// which people can tell. It warns and refuses nothing: two laptops of one person are right to have one name.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TwinView } from '#renderer/engine/enrolment-views.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { Fingerprint } from '#renderer/ui/fingerprint.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import type { NamesAsked } from '#shared/log/twins.ts';
import styles from './profile.module.css';

export function TwinNotice({ asked }: { readonly asked: NamesAsked }): ReactNode {
  const { kid, device, organisation, isOwnKey } = asked;
  const twins = useRead((engine) => engine.twins(asked), ['trust'], [kid, device, organisation, isOwnKey]) ?? [];
  const kinds = Map.groupBy(twins, ({ what, isSame }) => `${what}${isSame ? 'Same' : 'Near'}` as const);
  return [...kinds].map(([kind, several]) => <OfOneKind key={kind} kind={kind} twins={several} />);
}

interface OfOneKindProps {
  readonly kind: `${TwinView['what']}${'Same' | 'Near'}`;
  readonly twins: readonly TwinView[];
}

function OfOneKind({ kind, twins }: OfOneKindProps): ReactNode {
  const { t } = useTranslation('profile');
  return (
    <Notice tone="wait" title={t(`twin.${kind}`)}>
      <ul className={styles.twins}>
        {twins.map(({ kid, name, organisation }) => (
          <li key={kid}>
            <bdi>{name}</bdi>, <bdi>{organisation}</bdi>
            <Fingerprint id={kid} />
          </li>
        ))}
      </ul>
      <p>{t(`twin.${kind}Words`)}</p>
    </Notice>
  );
}
