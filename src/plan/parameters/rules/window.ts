import { Timestamp } from '../../../model/words.js';
import type { Rule } from '../rule.js';

/** A change window ends after it starts. */
export const windowOrder: Rule = (file) => {
  const path = ['change', 'window', 'end'];
  const start = Timestamp.safeParse(file.at('change', 'window', 'start')).data;
  const end = Timestamp.safeParse(file.at(...path)).data;
  if (start === undefined || end === undefined || Date.parse(start) < Date.parse(end)) {
    return [];
  }
  return [
    {
      name: 'windowOrder',
      path,
      expected: `a time after the start, ${start}`,
      found: file.found(path),
      remedy: 'Correct the times, and check their zones.',
    },
  ];
};
