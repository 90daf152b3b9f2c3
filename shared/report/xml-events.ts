// Stage 5, XML that somebody brings, as saxes reads it: well formed or refused, without entities of its own (a document
// type is refused), without names' prefixes, and never deeper or wider than any part of a workbook is.

import { SaxesParser } from 'saxes';

export interface XmlListener {
  readonly open: (name: string, attributes: ReadonlyMap<string, string>) => void;
  readonly close: (name: string) => void;
  readonly text: (text: string) => void;
}

const DEEPEST = 40;
const MOST_ATTRIBUTES = 60;

/** Throws where the text is not such XML, or the listener does. */
export function readXml(text: string, listener: XmlListener): void {
  const parser = new SaxesParser({ position: false });
  let depth = 0;
  let attributes = new Map<string, string>();
  parser.on('doctype', () => {
    throw new Error('a document type');
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentagstart', () => {
    attributes = new Map();
    if (++depth > DEEPEST) throw new Error('too deep');
  });
  parser.on('attribute', ({ name, value }) => {
    attributes.set(localName(name), value);
    if (attributes.size > MOST_ATTRIBUTES) throw new Error('too many attributes');
  });
  parser.on('opentag', ({ name }) => listener.open(localName(name), attributes));
  parser.on('closetag', ({ name }) => {
    depth--;
    listener.close(localName(name));
  });
  parser.on('text', listener.text);
  parser.on('cdata', listener.text);
  parser.write(text).close();
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
