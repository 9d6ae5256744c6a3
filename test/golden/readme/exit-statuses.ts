/** What the script exits with. The tests beside this file bring about each of them. */
export const scriptStatuses: Readonly<Record<string, string>> = {
  '0': 'done',
  '1': 'a step failed; the last lines say what is changed, what is not, and how to go on',
  '2': 'usage',
  '3': 'refused at the start: by preflight, or as the state directory is not there or cannot be written; this run changed nothing',
  '4': 'verification found a difference, or the chain of evidence is broken',
  '5': 'not confirmed; that step changed nothing',
  '6': 'another run holds the lock',
  '7': 'state directory or script does not belong to this runbook',
  '129, 130, 143': 'interrupted by HUP, INT or TERM; `run` again resumes',
};

/** What the program exits with, by the name of the status in the program. */
export const programStatuses: Readonly<Record<string, string>> = {
  ok: 'done',
  differs:
    'a bundle differs (`generate --check`, `pack`, `verify`), two runbooks differ (`diff`), a rehearsal failed, or a chain of evidence is broken',
  mistake: 'a mistake in the input or on the command line; nothing was written',
  bug: 'a bug of ncn-runbook',
};
