// Saving by itself: what the person writes is given to the engine within a second of a pause, only the cells
// that changed, one save at a time. What could not be saved stays here and is tried again: with the next
// keystroke, after a while, and before the form is left. Knows timers and the engine; nothing of the page.

import type { Engine, Saved } from '#renderer/engine/door.ts';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { Field, Level } from '#shared/record/definition.ts';
import { cellsOf, changesOf, type FieldValue } from './field-value.ts';

/** After this pause in typing, in milliseconds. */
export const PAUSE = 600;
/** A save that failed is tried again after so long, in milliseconds. */
const RETRY = 5000;
/** Nothing can be saved until the notebook is opened again. */
const LOCKED: ReadonlySet<string> = new Set(['engineClosed', 'vaultLocked']);

export interface SaverListener {
  readonly writing: () => void;
  readonly saved: (saved: Saved) => void;
  readonly failed: (problem: EngineProblem) => void;
}

export interface Saver {
  /** the person changed a field */
  readonly write: (field: Field, value: FieldValue) => void;
  /** the person chose who may read a field: its cells are written anew at that level */
  readonly setLevel: (field: Field, level: Level) => void;
  /** saves now; true when nothing is left unsaved */
  readonly flush: () => Promise<boolean>;
  /** saves, however many tries it takes, then ends the sitting */
  readonly leave: () => Promise<void>;
  /** changes with every keystroke and every save: to be asked before a read whose answer is given to `reread` */
  readonly mark: () => number;
  /** takes in what was read from the engine unless something was written since the mark; answers the fields that differ */
  readonly reread: (values: ReadonlyMap<string, FieldValue>, mark: number) => ReadonlyMap<string, FieldValue>;
}

interface Entry {
  field: Field;
  saved: FieldValue;
  now: FieldValue;
}

export function createSaver(
  engine: Pick<Engine, 'editRecord' | 'leaveRecord'>,
  record: RecordId,
  fields: readonly Field[],
  initial: ReadonlyMap<string, FieldValue>,
  levels: ReadonlyMap<string, Level>,
  listener: SaverListener,
): Saver {
  const entries = new Map<string, Entry>();
  for (const field of fields) {
    const value = initial.get(field.key);
    if (value !== undefined) entries.set(field.key, { field, saved: value, now: value });
  }
  const raised = new Map(levels);
  const toRaise = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<boolean> | undefined;
  let isLeaving = false;
  let isSaid = false; // that something is being written
  let marks = 0;

  const schedule = (after: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), after);
  };

  const pending = (): {
    readonly cells: Record<string, Json>;
    readonly raise: Record<string, Level>;
    readonly settle: () => void;
  } => {
    const cells: Record<string, Json> = {};
    const raise: Record<string, Level> = {};
    const settled: (() => void)[] = [];
    for (const entry of entries.values()) {
      const { field, saved, now } = entry;
      const changes = new Map(changesOf(field, saved, now));
      const isRaising = toRaise.has(field.key);
      if (isRaising) for (const [path, value] of cellsOf(field, now)) changes.set(path, value);
      const level = raised.get(field.key);
      for (const [path, value] of changes) {
        cells[path] = value;
        if (level !== undefined) raise[path] = level;
      }
      settled.push(() => {
        entry.saved = now;
        if (isRaising && raised.get(field.key) === level) toRaise.delete(field.key);
      });
    }
    return { cells, raise, settle: () => settled.forEach((settle) => settle()) };
  };

  const save = async (): Promise<boolean> => {
    for (;;) {
      const { cells, raise, settle } = pending();
      if (Object.keys(cells).length === 0) {
        settle();
        return true;
      }
      const answer = await engine.editRecord(record, cells, raise);
      if (!answer.ok) {
        isSaid = false;
        listener.failed(answer.error);
        if (!LOCKED.has(answer.error.type)) schedule(RETRY);
        return false;
      }
      marks++;
      settle();
      if (Object.keys(pending().cells).length === 0) {
        isSaid = false;
        listener.saved(answer.value);
        return true;
      }
    }
  };

  const flush = (): Promise<boolean> => {
    clearTimeout(timer);
    saving ??= save()
      .then(async (isSaved) => {
        if (isSaved && isLeaving) await endSitting();
        return isSaved;
      })
      .finally(() => {
        saving = undefined;
      });
    return saving;
  };

  const endSitting = async (): Promise<void> => {
    isLeaving = false;
    const answer = await engine.leaveRecord(record);
    if (!answer.ok) listener.failed(answer.error);
  };

  return {
    write: (field, value) => {
      const entry = entries.get(field.key);
      if (entry === undefined) return;
      entry.now = value;
      marks++;
      if (!isSaid) listener.writing(); // once: saying it with every letter would draw the bar with every letter
      isSaid = true;
      schedule(PAUSE);
    },
    setLevel: (field, level) => {
      raised.set(field.key, level);
      toRaise.add(field.key);
      schedule(0);
    },
    flush,
    leave: async () => {
      isLeaving = true;
      await saving;
      if (isLeaving) await flush();
    },
    mark: () => marks,
    reread: (values, mark) => {
      const changed = new Map<string, FieldValue>();
      if (mark !== marks || saving !== undefined) return changed;
      for (const [key, entry] of entries) {
        const value = values.get(key);
        const isUnsaved = changesOf(entry.field, entry.saved, entry.now).size > 0;
        if (value === undefined || isUnsaved || changesOf(entry.field, entry.now, value).size === 0) continue;
        entry.saved = value;
        entry.now = value;
        changed.set(key, value);
      }
      return changed;
    },
  };
}
