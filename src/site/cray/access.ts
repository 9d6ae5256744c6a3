import { type Command, requiredText, texts, type Work } from './command.js';

/** `cray init` and `cray auth login`, as far as a runbook's preparation goes: no prompts. */
export const accessCommands: readonly Command[] = [
  {
    path: ['init'],
    arguments: [],
    options: [
      requiredText('--hostname'),
      ...texts('--tenant'),
      { name: '--no-auth', kind: 'flag' },
      { name: '--overwrite', kind: 'flag' },
    ],
    request: '',
    run: initialise,
  },
  {
    path: ['auth', 'login'],
    arguments: [],
    options: [requiredText('--username'), requiredText('--password')],
    request: '',
    run: logIn,
  },
];

function initialise({ store, input }: Work): string {
  store.settings.login = input.has('--no-auth') ? 'expired' : 'valid';
  return 'Initialization complete.';
}

function logIn({ store }: Work): string {
  store.settings.login = 'valid';
  return 'Success!\n';
}
