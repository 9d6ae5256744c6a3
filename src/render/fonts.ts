/** The font files of the PDF, TrueType, by the style that they are for. */
export interface Fonts {
  readonly normal: Uint8Array;
  readonly bold: Uint8Array;
  readonly italics: Uint8Array;
  readonly mono: Uint8Array;
  readonly monoBold: Uint8Array;
}
