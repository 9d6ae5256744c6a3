import { create } from 'fontkit';
import type { Fonts } from '../fonts.js';

/** Makes a text fit for the fonts: a sign that they lack is written by its number, so that nothing vanishes. */
export type Shown = (text: string) => string;

export function shownWith({ normal, mono }: Fonts): Shown {
  const fonts = [normal, mono].map((bytes) => create(Buffer.from(bytes)));
  const known = new Map<string, string>();
  const shown = (sign: string): string => {
    const point = sign.codePointAt(0) ?? 0;
    const isKnown = fonts.every((font) => font.hasGlyphForCodePoint(point));
    return isKnown && !/\p{Bidi_Control}/u.test(sign)
      ? sign
      : `[U+${point.toString(16).toUpperCase().padStart(4, '0')}]`;
  };
  return (text) =>
    text.replace(/[^\n\x20-\x7e]/gu, (sign) => {
      const written = known.get(sign) ?? shown(sign);
      known.set(sign, written);
      return written;
    });
}
