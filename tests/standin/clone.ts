// Structured clone as JSON, for what crosses between the main process and a page: IPC arguments and answers.
// `makeCodec` is also sent into the page as source text, so it uses nothing from outside its own body.

/** Bytes to base64 and back, by the means of the side it runs on. */
export interface Base64 {
  readonly encode: (bytes: Uint8Array) => string;
  readonly decode: (text: string) => Uint8Array;
}

export interface Codec {
  readonly pack: (value: unknown) => unknown;
  readonly unpack: (packed: unknown) => unknown;
}

export function makeCodec(base64: Base64): Codec {
  const refuse = (): never => {
    throw new Error('An object could not be cloned.');
  };

  function pack(value: unknown): unknown {
    if (value === undefined) return { $: 'undefined' };
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
    if (typeof value === 'number') {
      if (Number.isFinite(value) && !Object.is(value, -0)) return value;
      return { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
    }
    if (typeof value !== 'object') return refuse();
    if (Array.isArray(value)) return value.map(pack);
    if (value instanceof Date) return { $: 'date', v: value.getTime() };
    if (value instanceof ArrayBuffer)
      return { $: 'bytes', type: 'ArrayBuffer', v: base64.encode(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) {
      const type = value.constructor.name === 'Buffer' ? 'Uint8Array' : value.constructor.name;
      return { $: 'bytes', type, v: base64.encode(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    }
    if (value instanceof Map) return { $: 'map', v: [...value].map((entry) => entry.map(pack)) };
    if (value instanceof Set) return { $: 'set', v: [...value].map(pack) };
    if (value instanceof Error) return { $: 'error', name: value.name, message: value.message };
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) return refuse();
    return { $: 'object', v: Object.entries(value).map(([key, inner]) => [key, pack(inner)]) };
  }

  function unpack(packed: unknown): unknown {
    if (Array.isArray(packed)) return packed.map(unpack);
    if (packed === null || typeof packed !== 'object') return packed;
    const { $: kind, v } = packed as { $: string; v: never };
    if (kind === 'undefined') return undefined;
    if (kind === 'number') return Number(v);
    if (kind === 'bigint') return BigInt(v);
    if (kind === 'date') return new Date(v);
    if (kind === 'map') return new Map((v as [unknown, unknown][]).map(([key, inner]) => [unpack(key), unpack(inner)]));
    if (kind === 'set') return new Set((v as unknown[]).map(unpack));
    if (kind === 'error') {
      const { name, message } = packed as unknown as { name: string; message: string };
      return Object.assign(new Error(message), { name });
    }
    if (kind === 'bytes') return unpackBytes((packed as unknown as { type: string }).type, base64.decode(v));
    return Object.fromEntries((v as [string, unknown][]).map(([key, inner]) => [key, unpack(inner)]));
  }

  function unpackBytes(type: string, bytes: Uint8Array): unknown {
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    if (type === 'ArrayBuffer') return buffer;
    const views = globalThis as unknown as Record<string, new (buffer: unknown) => unknown>;
    const View = views[type] ?? Uint8Array;
    return new View(buffer);
  }

  return { pack, unpack };
}

const nodeBase64: Base64 = {
  encode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  decode: (text) => new Uint8Array(Buffer.from(text, 'base64')),
};

/** The codec of the main process. */
export const codec: Codec = makeCodec(nodeBase64);
