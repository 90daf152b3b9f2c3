// Whole requests to a letterbox, with their tokens and headers. Law: every answer is one of its own, nothing is a bug,
// and nothing that came is said back.

import assert from 'node:assert/strict';
import { textToBytes } from '#shared/base/bytes.ts';
import { isJsonObject, parseJson } from '#shared/base/json.ts';
import { contentDigestOf, decodeRefusal, paths, uploadIdOf } from '#shared/wire/letterbox.ts';
import { type FakeDevice, fakeMechanism } from '#scripts/headless/mechanism.ts';
import { type FakeBundle, fakeBundle, metadataOf, openVisitable, tokenOf, visitOf } from '#tests/secretariat/visit.ts';
import { type Target, textOf } from './target.ts';

const MANY = 1_000_000_000;
/** No letterbox of ours says more than this of itself. */
const MOST_SAID = 64 * 1024;

export async function requestTarget(): Promise<Target> {
  const fake = await fakeMechanism('hostile requests');
  const sender = fake.recorders[0] ?? fake.secretariat;
  const limits = { requestsPerMinute: MANY, requestBurst: MANY, strangerRequestsPerMinute: MANY, strangerBurst: MANY };
  const letterbox = await openVisitable(fake.profile, { limits });
  const here = fakeBundle('hostile and here', 300);
  const coming = fakeBundle('hostile and coming', 200);
  await (await visitOf(letterbox, sender, fake.profile.id)).deliver(here);

  const requestOf = async (
    device: FakeDevice,
    method: string,
    path: string,
    given: Readonly<Record<string, string>> = {},
    body = '',
  ): Promise<Uint8Array> => {
    const headers = { 'tus-resumable': '1.0.0', ...given };
    const token = await tokenOf(device, fake.profile.id, { request: { method, path, headers } });
    const lines = Object.entries({ authorization: `Bearer ${token}`, ...headers }).map(
      ([key, value]) => `${key}: ${value}`,
    );
    return textToBytes(`${method} ${path}\n${lines.join('\n')}\n\n${body}`);
  };
  const upload = (bundle: FakeBundle): string => paths.upload(uploadIdOf(sender.kid, bundle.sha256));
  const post = JSON.stringify({
    signed: [{ type: 'application/vnd.chasqui.merged+json;v=1', body: '{}', signatures: [] }],
  });
  const beginning = { 'upload-length': '200', 'upload-metadata': metadataOf(coming) };
  const reader = fake.secretariat;

  return {
    name: 'letterbox-request',
    good: [
      textToBytes(`GET ${paths.about}\n\n`),
      await requestOf(sender, 'POST', paths.uploads, beginning),
      await requestOf(sender, 'HEAD', upload(coming)),
      await requestOf(sender, 'GET', paths.receipt(here.sha256)),
      await requestOf(reader, 'GET', `${paths.bundles}?limit=2`),
      await requestOf(reader, 'GET', paths.bundle(here.sha256), { range: 'bytes=10-99' }),
      await requestOf(sender, 'GET', paths.outTray),
      await requestOf(reader, 'POST', paths.outTrayOf(sender.kid), { 'content-digest': contentDigestOf(post) }, post),
    ],
    async enter(input) {
      const asked = read(textOf(input));
      if (asked === undefined) return 'notHttp';
      letterbox.logLines.length = 0;
      const response = await letterbox.ask(asked.path, asked.init);
      assert(response.status !== 500 && !letterbox.logLines.some((line) => line.includes('"bug"')), 'a bug');
      const text = await response.text();
      assert(text.length <= MOST_SAID, 'more than was asked for');
      if (response.ok) return null;
      const parsed = parseJson(text, { size: MOST_SAID, depth: 3 });
      const refusal = parsed.ok && isJsonObject(parsed.value) ? decodeRefusal(parsed.value) : undefined;
      return refusal?.code ?? `status ${response.status}`;
    },
  };
}

/** What Node's own parser would let through to the letterbox; undefined: nothing. */
function read(text: string): { readonly path: string; readonly init: RequestInit } | undefined {
  const [head = '', ...rest] = text.split('\n\n');
  const [first = '', ...lines] = head.split('\n');
  const [method = '', path = ''] = first.split(' ');
  try {
    const headers = new Headers(
      lines.map((line): [string, string] => [line.split(': ')[0] ?? '', line.split(': ').slice(1).join(': ')]),
    );
    const body = rest.join('\n\n');
    const init = { method, headers, ...(body !== '' && { body }) };
    new Request(`https://letterbox.example/${path}`, init);
    return { path, init };
  } catch {
    return undefined;
  }
}
