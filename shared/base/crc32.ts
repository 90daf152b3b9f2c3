// Stone: CRC-32 as gzip has it (RFC 1952 §8), eight bytes at a time ("slicing by 8": table k says what a byte
// becomes k bytes further on). It tells what a disk or a wire damaged; against a person who means harm there
// are digests and signatures.

const TABLES = tables();

/** @param before the CRC of what came before, where these bytes go on from it */
export function crc32(bytes: Uint8Array, before = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let crc = ~before;
  let at = 0;
  for (; at + 8 <= bytes.length; at += 8) {
    const low = crc ^ view.getInt32(at, true);
    const high = view.getInt32(at + 4, true);
    crc =
      entry(7, low & 0xff) ^
      entry(6, (low >>> 8) & 0xff) ^
      entry(5, (low >>> 16) & 0xff) ^
      entry(4, low >>> 24) ^
      entry(3, high & 0xff) ^
      entry(2, (high >>> 8) & 0xff) ^
      entry(1, (high >>> 16) & 0xff) ^
      entry(0, high >>> 24);
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ entry(0, (crc ^ view.getUint8(at)) & 0xff);
  return ~crc >>> 0;
}

const entry = (table: number, byte: number): number => TABLES[table * 256 + byte] ?? 0;

function tables(): Int32Array {
  const filled = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    filled[byte] = crc;
  }
  for (let at = 256; at < filled.length; at++) {
    const before = filled[at - 256] ?? 0;
    filled[at] = (before >>> 8) ^ (filled[before & 0xff] ?? 0);
  }
  return filled;
}
