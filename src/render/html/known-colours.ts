/**
 * Functions of runbooks with their markup. Whatever the parameters are, nearly all functions of a script are among a few
 * hundred: the single file holds these, coloured when it was built, instead of colouring them anew each time.
 */
export const knownColours: ReadonlyMap<string, string> = new Map();
