/** As much of fontkit as is used here; its types on the registry need those of a browser. */
declare module 'fontkit' {
  export function create(bytes: Uint8Array): { hasGlyphForCodePoint(point: number): boolean };
}
