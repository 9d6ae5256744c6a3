import type { Completion } from './completion-words.js';

/** The shells that there is a script for. */
export const shells = ['bash', 'zsh'] as const;
export type Shell = (typeof shells)[number];

/** The script that teaches a shell to complete the program's command lines. */
export function completionScript(shell: Shell, program: string, completions: readonly Completion[]): string {
  const name = `_${program.replaceAll('-', '_')}`;
  return shell === 'bash'
    ? `${wordsFunction(name, completions)}\n${bashPart(name, program)}`
    : `#compdef ${program}\n${wordsFunction(name, completions)}\n${zshPart(name, program)}`;
}

/** The same function for both shells; no output means the name of a file. */
function wordsFunction(name: string, completions: readonly Completion[]): string {
  const cases = completions.map(({ pattern, words }) => {
    const body = words.length === 0 ? ':' : `printf '%s\\n' ${words.join(' ')}`;
    return `    ${pattern}) ${body} ;;`;
  });
  return `${name}_words() { # COMMAND PREVIOUS CURRENT: what may stand in place of CURRENT, one word a line
  case "$1 $2 $3" in
${cases.join('\n')}
  esac
}
`;
}

function bashPart(name: string, program: string): string {
  return `${name}() {
  local command='' word current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
    if [[ \${word} != -* ]]; then
      command=\${word}
      break
    fi
  done
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(${name}_words "\${command}" "\${previous}" "\${current}")" -- "\${current}"))
}
complete -o default -F ${name} ${program}
`;
}

function zshPart(name: string, program: string): string {
  return `${name}() {
  local command='' word
  local -a candidates
  for word in "\${(@)words[2,CURRENT-1]}"; do
    if [[ \${word} != -* ]]; then
      command=\${word}
      break
    fi
  done
  candidates=(\${(f)"$(${name}_words "\${command}" "\${words[CURRENT-1]}" "\${words[CURRENT]}")"})
  if ((\${#candidates})); then
    compadd -a candidates
  else
    _files
  fi
}
compdef ${name} ${program}
`;
}
