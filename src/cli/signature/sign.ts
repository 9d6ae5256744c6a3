import { access } from 'node:fs/promises';
import type { Sign } from '../../bundle/packed.js';
import type { Problem } from '../../model/problem.js';
import { problem } from '../../model/problem-codes.js';
import { allVisible } from '../../model/visible.js';
import { fileProblem } from '../file-problem.js';
import type { Io } from '../io.js';
import { type Answer, lastLine, namespace, noSshKeygen, sshKeygen } from './ssh-keygen.js';

/** Signs with a key file: a private key, or a public one whose private part an agent holds. */
export function signWith(io: Io, key: string): Sign {
  return async (bytes) => {
    try {
      await access(key);
    } catch (error) {
      return { ok: false, problems: [fileProblem(key, 'an SSH key', error)] };
    }
    const answer = await sshKeygen(io, ['-Y', 'sign', '-n', namespace, '-f', key], bytes);
    if (answer === undefined) return { ok: false, problems: [noSshKeygen(key)] };
    if (answer.status !== 0) return { ok: false, problems: [refused(key, answer)] };
    return { ok: true, value: answer.stdout, warnings: [] };
  };
}

/** What ssh-keygen says when it does not sign, and what helps. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/passphrase/i, 'Give its passphrase on a terminal, or load the key with ssh-add and name its public file.'],
  [/permissions|too open/i, 'Let nobody else read the key: chmod 600.'],
  [/agent|No private key found/i, 'Start an agent, load the key with ssh-add, and name its public file again.'],
  [/load (public )?key|invalid format|error in libcrypto/i, 'Name the file of an SSH key, such as ~/.ssh/id_ed25519.'],
];

function refused(key: string, answer: Answer): Problem {
  const said = lastLine(answer);
  const remedy = remedies.find(([pattern]) => pattern.test(answer.stderr))?.[1];
  return problem(
    'signingRefused',
    { file: key, line: 1, column: 1 },
    {
      path: '',
      expected: 'a signature by ssh-keygen',
      found: `status ${answer.status}: ${allVisible(said)}`,
      remedy: remedy ?? `Try it by hand: ssh-keygen -Y sign -n ${namespace} -f KEY FILE.`,
    },
  );
}
