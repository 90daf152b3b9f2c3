// F6 goes round the regions of the screen (rail, bar, middle, help, actions), Shift+F6 back, as in any desktop
// program. A region is an element marked `data-region`; the middle is entered at its title.

export function goToNextRegion(direction: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(isInSight);
  if (regions.length === 0) return;
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const next =
    regions[(here + direction + regions.length + (here === -1 && direction === -1 ? 1 : 0)) % regions.length];
  entryOf(next)?.focus();
}

const isInSight = (region: HTMLElement): boolean =>
  region.getClientRects().length > 0 && region.closest('[inert], [aria-hidden="true"]') === null;

/** The title of the middle; elsewhere the current place or the first thing that takes the focus. */
function entryOf(region: HTMLElement | undefined): HTMLElement | undefined {
  if (region === undefined) return undefined;
  return (
    region.querySelector<HTMLElement>('h1[tabindex]') ??
    region.querySelector<HTMLElement>('[aria-current="page"]') ??
    region.querySelector<HTMLElement>('a[href], button:not([disabled]), input, select, textarea, [tabindex="0"]') ??
    region
  );
}
