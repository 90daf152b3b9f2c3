// Stage 1, the name of a cell inside a record: components joined by dots, from the field inwards, such as
// `objectives.7` or `follow_up.e0001.action`. Any text can be a component: `~` is written `~0`, `.` `~1`,
// a leading `$` `~3` (paths that begin with `$` are the log's own), and the empty text `~2`.
// Law: componentsOf(pathOf(...c)) is c, and different components give different paths.

export type CellPath = string;

/** The log refuses longer paths (log/change.ts); what would need one is kept whole in a shorter path. */
export const MAX_PATH = 300;

/** One cell for all fields whose names are too long to be a path: an object of them. No component is so written. */
export const OVERFLOW_PATH: CellPath = '~';

export const pathOf = (...components: readonly string[]): CellPath => components.map(escape).join('.');

/** Total: an unknown escape, from a hostile or newer app, stands for itself. */
export function componentsOf(path: CellPath): readonly string[] {
  const known = componentsByPath.get(path);
  if (known !== undefined) return known;
  const components = path.split('.').map(unescape);
  if (componentsByPath.size >= MAX_KNOWN) componentsByPath.clear();
  componentsByPath.set(path, components);
  return components;
}

/** The same few hundred paths are asked for in every record. */
const componentsByPath = new Map<CellPath, readonly string[]>();
const MAX_KNOWN = 4_000;

export const isLogPath = (path: CellPath): boolean => path.startsWith('$');

const escape = (component: string): string => {
  if (component === '') return '~2';
  const escaped = component.replaceAll('~', '~0').replaceAll('.', '~1');
  return escaped.startsWith('$') ? `~3${escaped.slice(1)}` : escaped;
};

const unescape = (written: string): string =>
  written.includes('~')
    ? written.replace(/~[0-3]/g, (mark, at: number) => {
        if (mark === '~0') return '~';
        if (mark === '~1') return '.';
        if (mark === '~2') return written === '~2' ? '' : mark;
        return at === 0 ? '$' : mark;
      })
    : written;
