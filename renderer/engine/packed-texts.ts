// Texts to be searched that memory has no room for as they are: packed by the hundred, and unpacked one block after
// the other when somebody looks for words in them. A text that changed or went is only forgotten by its name; a block
// of which little is left is packed again.

import { bytesToText, textToBytes } from '#shared/base/bytes.ts';

export interface PackedTexts {
  /** bytes in memory, packed or waiting to be */
  readonly size: number;
  /** texts */
  readonly count: number;
  put(id: string, text: string): void;
  remove(id: string): void;
  /**
   * Ids of the texts that match, as they are when their block is reached.
   * @param isMatch holds of several lines, too, where it holds of one of them
   */
  find(isMatch: (text: string) => boolean): Promise<readonly string[]>;
}

interface Block {
  /** id → where its text stands, in characters; texts that went from here are not named */
  readonly spans: Map<string, readonly [from: number, to: number]>;
  readonly packed: Promise<Uint8Array<ArrayBuffer>>;
  /** bytes; until it is packed, characters */
  size: number;
  /** texts that it was packed with */
  readonly of: number;
}

/** Characters that are packed together. */
const BLOCK = 512 * 1024;
/** A block of which less than this share is left is packed again. */
const LEAST_LEFT = 0.5;

/** @param blockSize only tests have another */
export function makePackedTexts(blockSize = BLOCK): PackedTexts {
  const blocks = new Set<Block>();
  const places = new Map<string, Block>();
  let open = new Map<string, string>();
  let openSize = 0;
  let packedSize = 0;

  function pack(): void {
    const spans = new Map<string, readonly [number, number]>();
    let whole = '';
    for (const [id, text] of open) {
      spans.set(id, [whole.length, whole.length + text.length]);
      whole += `${text}\n`;
    }
    const block: Block = { spans, packed: throughGzip(whole), size: whole.length, of: spans.size };
    void block.packed.then((bytes) => {
      if (blocks.has(block)) packedSize += bytes.length - block.size;
      block.size = bytes.length;
    });
    blocks.add(block);
    packedSize += block.size;
    for (const id of open.keys()) places.set(id, block);
    open = new Map();
    openSize = 0;
  }

  function put(id: string, text: string): void {
    remove(id);
    open.set(id, text);
    openSize += text.length;
    if (openSize >= blockSize) pack();
  }

  function remove(id: string): void {
    openSize -= open.get(id)?.length ?? 0;
    open.delete(id);
    const block = places.get(id);
    if (block === undefined) return;
    places.delete(id);
    block.spans.delete(id);
    if (block.spans.size === 0 && blocks.delete(block)) packedSize -= block.size;
  }

  return {
    get size() {
      return openSize + packedSize;
    },
    get count() {
      return open.size + places.size;
    },
    put,
    remove,
    async find(isMatch) {
      const found: string[] = [];
      for (const block of blocks) {
        const whole = await fromGzip(await block.packed);
        const isThin = block.spans.size < block.of * LEAST_LEFT;
        if (!isThin && !isMatch(whole)) continue;
        for (const [id, [from, to]] of block.spans) {
          const text = whole.slice(from, to);
          if (isMatch(text)) found.push(id);
          if (isThin) put(id, text);
        }
      }
      for (const [id, text] of open) if (isMatch(text)) found.push(id);
      return [...new Set(found)];
    },
  };
}

const through = async (
  bytes: Uint8Array<ArrayBuffer>,
  way: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(way)).arrayBuffer());

const throughGzip = (text: string): Promise<Uint8Array<ArrayBuffer>> =>
  through(textToBytes(text), new CompressionStream('gzip'));

const fromGzip = async (packed: Uint8Array<ArrayBuffer>): Promise<string> =>
  bytesToText(await through(packed, new DecompressionStream('gzip'))) ?? '';
