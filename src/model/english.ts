import { en } from 'zod/locales';

/** Has zod say in English what it finds, where a schema has no words of its own for it. */
export const english = { error: en().localeError };
