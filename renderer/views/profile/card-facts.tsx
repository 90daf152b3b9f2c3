// What a card says of itself, before anybody signs it: the device's name and its key's fingerprint, to be read
// aloud and compared. Only a card whose own signature holds is shown.

import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fingerprint } from '#renderer/ui/fingerprint.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { parseJson } from '#shared/base/json.ts';
import { decodeSigned } from '#shared/bundle/json-lines.ts';
import { keyIdOf } from '#shared/log/envelope.ts';
import { type Card, decodeCard } from '#shared/log/roster.ts';

/** What a text says of itself, where it is a card; null while it is none. */
export function useCard(text: string): Card | null {
  const [card, setCard] = useState<Card | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void cardIn(text).then((found) => {
      if (isCurrent) setCard(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [text]);
  return card;
}

export function CardFacts({ card }: { readonly card: Card }): ReactNode {
  const { t } = useTranslation('profile');
  return (
    <Notice tone="info" title={t('enrolOther.compare', { name: card.name })}>
      <Fingerprint id={keyIdOf(card.key)} />
      <p>{t('enrolOther.compareWords')}</p>
    </Notice>
  );
}

async function cardIn(text: string): Promise<Card | null> {
  const parsed = parseJson(text.trim(), { size: 64 * 1024, depth: 6 });
  const signed = parsed.ok ? decodeSigned(parsed.value) : undefined;
  return signed === undefined ? null : ((await decodeCard(signed)) ?? null);
}
