import { stringify } from 'yaml';
import type { Parameters } from '../../model/parameters.js';

/** The file in its normal form: every default spelled out, no comments, same parameters same bytes. */
export function formatParameters(parameters: Parameters): string {
  return stringify(parameters, { schema: 'core', lineWidth: 0, aliasDuplicateObjects: false, indentSeq: true });
}
