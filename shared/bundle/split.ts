// Stage 3, bundles of bounded size, for a FAT32 stick, an e-mail or a weak link. Text first, media in bundles
// of their own after it. Each bundle carries the credentials and rosters that vouch for it, and builds on those
// before it: its basis is what its receiver will have by then, so a bundle lost on the way shows as a gap.

import { err, ok, type Result } from '../base/result.ts';
import type { Signer } from '../log/envelope.ts';
import { type EncodedBundle, type EncodeFacts, encodePacked, type EncodeProblem, sizeSealed } from './encode.ts';
import { type BundleContent, countRecords, inOrder, packContent } from './pack.ts';
import { headsAfter } from './select.ts';

export interface SplitFacts extends Omit<EncodeFacts, 'nonce' | 'records'> {
  /** bytes that no sealed file may exceed */
  readonly maxSize: number;
  /** 16 fresh random bytes (base64url) for each bundle */
  readonly nonce: () => string;
}

export async function encodeBundles(
  content: BundleContent,
  facts: SplitFacts,
  signer: Signer,
): Promise<Result<readonly EncodedBundle[], EncodeProblem>> {
  const bundles: EncodedBundle[] = [];
  let basis = facts.basis;
  const { maxSize, nonce, ...shared } = facts;
  // A part is cut in halves until it fits; each is made before the next is tried, since the next builds on it.
  const waiting = partsOf(content);
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    const packed = packContent(part);
    // Records are counted when the bundle is made; no count has more digits than this one.
    const worst: EncodeFacts = { ...shared, basis, records: Number.MAX_SAFE_INTEGER, nonce: '-'.repeat(22) };
    if (!packed.ok || sizeSealed(packed.value, worst, signer.kid) > maxSize) {
      const halves = halvesOf(part);
      if (halves === undefined) return err({ type: 'tooLarge', limit: maxSize });
      waiting.unshift(...halves);
      continue;
    }
    const own: EncodeFacts = { ...shared, basis, records: countRecords(part.changesets), nonce: nonce() };
    const bundle = await encodePacked(packed.value, own, signer);
    if (!bundle.ok) return bundle;
    bundles.push(bundle.value);
    basis = headsAfter(basis, packed.value.chained);
  }
  return ok(bundles);
}

/** Text, then media; neither where there is none of it. */
function partsOf(content: BundleContent): BundleContent[] {
  const text: BundleContent = {
    ...content,
    changesets: inOrder(content.changesets).map(({ changeset }) => changeset),
    blobs: [],
  };
  const media: BundleContent = { ...content, changesets: [], receipts: [], requests: [] };
  const isTextless = content.changesets.length + content.receipts.length + content.requests.length === 0;
  if (content.blobs.length === 0) return [text];
  return isTextless ? [media] : [text, { ...media, custody: [] }];
}

/** Receipts, requests and custody go first, alone if need be; what vouches goes with every part. */
function halvesOf(part: BundleContent): readonly [BundleContent, BundleContent] | undefined {
  const rest: BundleContent = { ...part, receipts: [], requests: [], custody: [] };
  const { blobs, changesets, custody } = part;
  if (changesets.length > 1) {
    const middle = Math.ceil(changesets.length / 2);
    return [
      { ...part, changesets: changesets.slice(0, middle) },
      { ...rest, changesets: changesets.slice(middle) },
    ];
  }
  if (changesets.length === 1 && part.receipts.length + part.requests.length + custody.length > 0)
    return [{ ...part, changesets: [] }, rest];
  if (blobs.length > 1) {
    const middle = Math.ceil(blobs.length / 2);
    return [
      { ...part, blobs: blobs.slice(0, middle) },
      { ...rest, blobs: blobs.slice(middle) },
    ];
  }
  if (custody.length > 1) {
    const middle = Math.ceil(custody.length / 2);
    return [
      { ...part, custody: custody.slice(0, middle) },
      { ...rest, custody: custody.slice(middle) },
    ];
  }
  return undefined;
}
