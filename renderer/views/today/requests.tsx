// What others ask this device to bring again: one press makes exactly that, for exactly them. It goes when their
// receipt covers it.

import { Mailbox, Usb } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestView } from '#renderer/engine/today-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { STICK, useCarrying } from '#renderer/state/carry.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';

/** Read apart from the rest of Today: for each, everything that it names is looked for. */
export function Requests(): ReactNode {
  const requests = useRead((engine) => engine.requests(), ['records', 'deliveries', 'inbox']);
  return requests?.map((request) => <Asked key={request.from.kid} request={request} />);
}

function Asked({ request }: { readonly request: RequestView }): ReactNode {
  const { t } = useTranslation('road');
  const { list } = useFormats();
  const wordsOf = useAuthorWords();
  const engine = useEngine();
  const carrying = useCarrying();
  const letterboxes = useRead((door) => door.handOver(), ['trust'])?.letterboxes ?? [];
  const { records, files, canAnswer, notHere, answered } = request;
  const from = wordsOf(request.from);
  const what = [
    records > 0 ? t('records', { count: records }) : '',
    files > 0 ? t('files', { count: files }) : '',
  ].filter((words) => words !== '');
  const answer = (way: string): void => void carrying.makeAndCarry(() => engine.answerRequest(request.from.kid), way);
  return (
    <Notice
      tone="wait"
      title={canAnswer ? t('request.asks', { from, what: list(what) }) : t('request.nothing', { from })}
      actions={
        canAnswer && (
          <>
            <Button icon={Usb} isPending={carrying.isWorking} onPress={() => answer(STICK)}>
              {t('request.byStick')}
            </Button>
            {letterboxes.map(({ name, url }) => (
              <Button key={url} icon={Mailbox} isPending={carrying.isWorking} onPress={() => answer(url)}>
                {t('request.byLetterbox', { name })}
              </Button>
            ))}
          </>
        )
      }
    >
      {canAnswer && notHere > 0 && <p>{t('request.notHere', { count: notHere })}</p>}
      {answered !== null && <p>{t('request.answered', { code: answered.code })}</p>}
      {carrying.problem !== null && <ErrorText problem={carrying.problem} />}
    </Notice>
  );
}
