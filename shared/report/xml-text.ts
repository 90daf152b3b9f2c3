// Stage 5, text inside XML. XML 1.0 has no way to write most control characters, nor half a surrogate pair.

export const plainXmlText = (text: string): string =>
  text.toWellFormed().replace(/[^\t\n\r\P{Cc}]|[\uFFFE\uFFFF]/gu, '');

/** For content and for attributes in double quotes, of XML and HTML alike. */
export const escapeXml = (text: string): string =>
  plainXmlText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
