// Where the page lives, and the only addresses it may ask for. Everything else leaves this machine through the
// courier, or not at all.

export const ORIGIN = 'app://local';

export const isLocal = (url: string): boolean =>
  url.startsWith(`${ORIGIN}/`) ||
  url.startsWith(`blob:${ORIGIN}/`) ||
  url.startsWith('data:') ||
  url.startsWith('devtools:');
