// All that this process ever says on its console: codes from this list, never a message, a name or a path, since
// those can hold what people wrote. A bug adds the kind of the error and the place in our own code.

const CODES = ['untrustedSender', 'badArguments', 'bug', 'warning', 'pageGone', 'noPage'] as const;

export type Code = (typeof CODES)[number];

/** `where`: a name of ours (a call, a service). */
export function sayCode(code: Code, where: string, error?: unknown): void {
  console.error(['chasqui', code, where, ...(error === undefined ? [] : placeOf(error))].join(' '));
}

/** The error's class and the file, line and column it came from. */
export function placeOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [typeof error];
  const kind = /^[A-Za-z]{1,40}$/.test(error.constructor.name) ? error.constructor.name : 'Error';
  // Frames only: a message of several lines must not pass for one.
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const place = /([a-z-]{1,40}\.(?:js|ts|cjs)):(\d{1,7}):(\d{1,5})\)?$/.exec(frames[0] ?? '');
  return place === null ? [kind] : [kind, `${place[1]}:${place[2]}:${place[3]}`];
}
