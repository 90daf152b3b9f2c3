// Every door, as fuzz.ts and its test walk through them.

import { decodeCustody } from '#shared/bundle/custody.ts';
import { decodeMergedReceipt, decodeStoredReceipt } from '#shared/bundle/receipt.ts';
import { decodeRequest } from '#shared/bundle/request.ts';
import { decodeCredential } from '#shared/log/roster.ts';
import { decodeRoster } from '#shared/log/roster-body.ts';
import type { CustodyCase } from '#tests/vectors/custody-cases.ts';
import { fixedContent } from '#tests/vectors/fixed-content.ts';
import { vectorBytes, vectorJson } from '#tests/vectors/read.ts';
import { bundleTarget, readArchive, sealedTarget } from './bundle-targets.ts';
import { attachmentTarget, copyTarget, reportTarget, rootStickTarget } from './brought-targets.ts';
import { answerTarget, codeTarget, codesTarget, invitationTarget } from './enrolment-targets.ts';
import { journalTarget } from './journal-target.ts';
import { parcelTarget, recoveryWordsTarget, settingsTarget, signingTarget, vaultTarget } from './kept-targets.ts';
import { languageTarget } from './language-target.ts';
import { requestTarget } from './letterbox-target.ts';
import { releaseTarget } from './release-target.ts';
import { changesetTarget, signedTarget, trustTarget } from './signed-targets.ts';
import { spreadsheetTarget } from './spreadsheet-target.ts';
import type { Target } from './target.ts';
import {
  gateTarget,
  headersTarget,
  identityTarget,
  jsonTarget,
  letterboxTarget,
  profileTarget,
} from './text-targets.ts';
import { xlsformTarget } from './xlsform-target.ts';

const content = await fixedContent();
const { receipts, requests } = content.content;
const custody = vectorJson<readonly CustodyCase[]>('custody.json').flatMap(({ signed, says }) =>
  says === null ? [] : [signed],
);

export const TARGETS: readonly Target[] = [
  await bundleTarget('archive', [vectorBytes('archive.bin')], readArchive),
  await sealedTarget('classic'),
  await sealedTarget('hybrid'),
  await changesetTarget(),
  trustTarget(),
  signedTarget('receipt', receipts, (signed) => decodeStoredReceipt(signed) ?? decodeMergedReceipt(signed)),
  signedTarget('request', requests, decodeRequest),
  signedTarget('custody', custody, decodeCustody),
  signedTarget('credential', content.mechanism.credentials, decodeCredential),
  signedTarget('roster', content.content.rosters, decodeRoster),
  await answerTarget(),
  codeTarget(),
  invitationTarget,
  gateTarget,
  jsonTarget,
  profileTarget,
  identityTarget,
  letterboxTarget,
  headersTarget,
  await requestTarget(),
  await journalTarget(),
  settingsTarget(),
  vaultTarget(),
  recoveryWordsTarget(),
  codesTarget(),
  await signingTarget(),
  parcelTarget,
  attachmentTarget(),
  await reportTarget(),
  await copyTarget(),
  await rootStickTarget(),
  await languageTarget(),
  spreadsheetTarget(),
  xlsformTarget(),
  await releaseTarget(),
];
