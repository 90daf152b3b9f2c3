// Stage 2, what two people compare on their two screens before anybody is enrolled: seven of 64 emoji, each with a
// name, out of the digest of the whole exchange (both keys, both random numbers, the invitation). Who stands between
// them must have chosen both halves before the inviter's secret is told, so has one guess in 2⁴². The 64 are those of
// Matrix (MSC 1267), made to be told apart and named. The rule: SHA-256(JCS([name, invitation, answer, secret])), its
// first 42 bits, six at a time.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToBase64url, type Bytes, textToBytes } from '../base/bytes.ts';
import type { Digest } from '../base/ids.ts';
import { canonicalText } from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';
import { commitmentTo, type Invitation, invitationIdOf, SECRET_BYTES } from './invitation.ts';

export interface Emoji {
  readonly symbol: string;
  /** of its name in resources/locales/<lng>/emoji.json */
  readonly name: string;
}

export type ComparisonProblem = { readonly type: 'comparisonSwapped' };

const COMPARED = 7;

/** Both sides find the same, if nobody changed anything on the way. */
export function emojiOf(invitation: Invitation, answer: Digest, secret: Uint8Array): readonly Emoji[] {
  const value = ['chasqui-comparison/1', invitationIdOf(invitation), answer, bytesToBase64url(secret)];
  const digest = sha256(textToBytes(canonicalText(value)));
  return Array.from({ length: COMPARED }, (_, at) => EMOJI[sixBitsAt(digest, at * 6)] as Emoji);
}

/** The secret as whoever joins hears it: only the one that the invitation committed to counts. */
export function openComparison(invitation: Invitation, secret: Bytes): Result<Bytes, ComparisonProblem> {
  const isTheOne = secret.length === SECRET_BYTES && commitmentTo(secret) === invitation.commitment;
  return isTheOne ? ok(secret) : err({ type: 'comparisonSwapped' });
}

function sixBitsAt(bytes: Uint8Array, bit: number): number {
  const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
  return (pair >> (10 - (bit & 7))) & 63;
}

const EMOJI: readonly Emoji[] = [
  { symbol: '🐶', name: 'dog' },
  { symbol: '🐱', name: 'cat' },
  { symbol: '🦁', name: 'lion' },
  { symbol: '🐎', name: 'horse' },
  { symbol: '🦄', name: 'unicorn' },
  { symbol: '🐷', name: 'pig' },
  { symbol: '🐘', name: 'elephant' },
  { symbol: '🐰', name: 'rabbit' },
  { symbol: '🐼', name: 'panda' },
  { symbol: '🐓', name: 'rooster' },
  { symbol: '🐧', name: 'penguin' },
  { symbol: '🐢', name: 'turtle' },
  { symbol: '🐟', name: 'fish' },
  { symbol: '🐙', name: 'octopus' },
  { symbol: '🦋', name: 'butterfly' },
  { symbol: '🌷', name: 'flower' },
  { symbol: '🌳', name: 'tree' },
  { symbol: '🌵', name: 'cactus' },
  { symbol: '🍄', name: 'mushroom' },
  { symbol: '🌏', name: 'globe' },
  { symbol: '🌙', name: 'moon' },
  { symbol: '☁️', name: 'cloud' },
  { symbol: '🔥', name: 'fire' },
  { symbol: '🍌', name: 'banana' },
  { symbol: '🍎', name: 'apple' },
  { symbol: '🍓', name: 'strawberry' },
  { symbol: '🌽', name: 'corn' },
  { symbol: '🍕', name: 'pizza' },
  { symbol: '🎂', name: 'cake' },
  { symbol: '❤️', name: 'heart' },
  { symbol: '😀', name: 'smiley' },
  { symbol: '🤖', name: 'robot' },
  { symbol: '🎩', name: 'hat' },
  { symbol: '👓', name: 'glasses' },
  { symbol: '🔧', name: 'spanner' },
  { symbol: '🎅', name: 'santa' },
  { symbol: '👍', name: 'thumbsUp' },
  { symbol: '☂️', name: 'umbrella' },
  { symbol: '⌛', name: 'hourglass' },
  { symbol: '⏰', name: 'clock' },
  { symbol: '🎁', name: 'gift' },
  { symbol: '💡', name: 'lightBulb' },
  { symbol: '📕', name: 'book' },
  { symbol: '✏️', name: 'pencil' },
  { symbol: '📎', name: 'paperclip' },
  { symbol: '✂️', name: 'scissors' },
  { symbol: '🔒', name: 'lock' },
  { symbol: '🔑', name: 'key' },
  { symbol: '🔨', name: 'hammer' },
  { symbol: '☎️', name: 'telephone' },
  { symbol: '🏁', name: 'flag' },
  { symbol: '🚂', name: 'train' },
  { symbol: '🚲', name: 'bicycle' },
  { symbol: '✈️', name: 'aeroplane' },
  { symbol: '🚀', name: 'rocket' },
  { symbol: '🏆', name: 'trophy' },
  { symbol: '⚽', name: 'ball' },
  { symbol: '🎸', name: 'guitar' },
  { symbol: '🎺', name: 'trumpet' },
  { symbol: '🔔', name: 'bell' },
  { symbol: '⚓', name: 'anchor' },
  { symbol: '🎧', name: 'headphones' },
  { symbol: '📁', name: 'folder' },
  { symbol: '📌', name: 'pin' },
];
export const EMOJI_NAMES: readonly string[] = EMOJI.map(({ name }) => name);
