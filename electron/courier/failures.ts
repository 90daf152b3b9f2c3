// What can go wrong between a device and a letterbox, and whether to try again by oneself. A page of a captive
// portal, a proxy's error, a letterbox that is full or busy: these pass. Not being enrolled, a bundle over the
// limit, a receipt that does not fit: a person has to know.

import type { CourierProblem, DiskProblem } from '#shared/wire/problems.ts';
import type { LetterboxCode, Refusal } from '#shared/wire/letterbox.ts';

export interface Failure {
  readonly problem: CourierProblem;
  /** tried again by itself, later */
  readonly passes: boolean;
  /** the letterbox's own words, where it said some */
  readonly refusal?: Refusal;
  /** seconds the letterbox asks to wait */
  readonly retryAfter?: number;
}

export const unreachable: Failure = { problem: { type: 'unreachable' }, passes: true };
export const notALetterbox: Failure = { problem: { type: 'notALetterbox' }, passes: true };
/** A hotel's page, or a redirection to one. */
export const captivePortal: Failure = { problem: { type: 'captivePortal' }, passes: true };
export const addressNotAllowed: Failure = { problem: { type: 'addressNotAllowed' }, passes: false };
export const wrongReceipt: Failure = { problem: { type: 'wrongReceipt' }, passes: false };
export const vaultLocked: Failure = { problem: { type: 'vaultLocked' }, passes: true };
export const notEnrolled: Failure = { problem: { type: 'notEnrolled' }, passes: false };

export const diskFailure = (problem: DiskProblem): Failure => ({ problem, passes: false });

/** Codes that say: not now. */
const PASSING: readonly LetterboxCode[] = [
  'stopping',
  'tooManyRequests',
  'tooManyUploads',
  'tokenWrongTime',
  'wrongOffset',
  'wrongDigest',
  'wrongRange',
  'notFound',
  'alreadyStored',
];

/** What an answer that is no success means. `refusal`: what its body said, if that was a letterbox's. */
export function failureOf(status: number, refusal: Refusal | undefined, retryAfter: number | undefined): Failure {
  const wait = retryAfter === undefined ? {} : { retryAfter };
  if (isPortal(status)) return captivePortal;
  if (refusal === undefined) return { ...(status >= 500 ? unreachable : notALetterbox), ...wait };
  return { ...failureOfRefusal(refusal), ...wait, refusal };
}

/** A letterbox redirects nowhere, and 511 is what a network says that wants to be entered first (RFC 6585). */
const isPortal = (status: number): boolean => (status >= 300 && status < 400) || status === 511;

function failureOfRefusal(refusal: Refusal): Failure {
  const { code } = refusal;
  if (code === 'notEnrolled') return notEnrolled;
  if (code === 'full' || code === 'quotaReached') return { problem: { type: 'letterboxFull' }, passes: true };
  if (code === 'tooLarge') {
    return { problem: { type: 'tooLargeForLetterbox', limit: refusal.limit ?? 0 }, passes: false };
  }
  return { problem: { type: 'letterboxRefused', code }, passes: PASSING.includes(code) };
}

const FIRST_SECONDS = 15;
const LONGEST_SECONDS = 30 * 60;

/**
 * Seconds until the next try: doubling from 15 s to half an hour, half of it by chance, so that many devices
 * that lost one letterbox do not all come back at once. `chance`: 0 to before 1.
 */
export function waitBefore(attempt: number, chance: number, retryAfter = 0): number {
  const step = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.min(attempt - 1, 10));
  return Math.max(Math.min(retryAfter, LONGEST_SECONDS), step / 2 + (step / 2) * chance);
}
