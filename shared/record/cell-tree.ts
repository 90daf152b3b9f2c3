// Stage 1, the cells of a record gathered by field: for each path a node with its value (`whole`) and the
// nodes below it. Cleared cells and the log's own are left out. The tree depends on the cells only, never on
// the order in which they arrived.

import { type CellValue, cellToGiven, isNotKnown } from './cell-value.ts';
import { type CellPath, componentsOf, isLogPath, OVERFLOW_PATH } from './paths.ts';

export interface CellNode {
  readonly path: CellPath;
  /** the last component of the path */
  readonly name: string;
  /** the value of the cell at this very path; undefined where there is none or it is cleared */
  readonly whole: CellValue | undefined;
  readonly parts: ReadonlyMap<string, CellNode>;
}

interface GrowingNode extends CellNode {
  whole: CellValue | undefined;
  readonly parts: Map<string, GrowingNode>;
}

/** By field key. */
export function treeOf(cells: ReadonlyMap<CellPath, CellValue>): ReadonlyMap<string, CellNode> {
  const roots = new Map<string, GrowingNode>();
  for (const path of [...cells.keys()].sort()) {
    const value = cells.get(path) ?? null;
    if (value === null || isLogPath(path) || path === OVERFLOW_PATH) continue;
    let nodes = roots;
    let node: GrowingNode | undefined;
    const written = path.split('.');
    for (const [at, name] of componentsOf(path).entries()) {
      node = nodes.get(name) ?? { path: written.slice(0, at + 1).join('.'), name, whole: undefined, parts: new Map() };
      nodes.set(name, node);
      nodes = node.parts;
    }
    if (node) node.whole = value;
  }
  return roots;
}

/** The answer at a node as an entry gives it, or undefined where there is none or it is "not known". */
export const answerAt = (node: CellNode | undefined): CellValue | undefined =>
  node?.whole === undefined || isNotKnown(node.whole) ? undefined : cellToGiven(node.whole);
