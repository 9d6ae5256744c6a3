/** Where the program is, as a URL: its packages are looked for from there. Replaced in the single file. */
export const programLocation = import.meta.url;
