/** As much of pdfmake 0.3 on a server as is used here; the types on the registry are those of its build for browsers. */
declare module 'pdfmake' {
  interface PdfMake {
    readonly virtualfs: { writeFileSync(name: string, content: Uint8Array): void };
    setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
    setTableLayouts(layouts: object): void;
    /** Which addresses may be fetched. */
    setUrlAccessPolicy(allows: (url: string) => boolean): void;
    /** Which files may be read. */
    setLocalAccessPolicy(allows: (path: string) => boolean): void;
    createPdf(definition: object): { getBuffer(): Promise<Uint8Array> };
  }
  const pdfMake: PdfMake;
  export default pdfMake;
}
