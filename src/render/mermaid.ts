import type { PlannedStep } from '../model/plan.js';
import type { Effect } from '../model/step.js';
import { effectWords } from './effects.js';

/** Colours that can be told apart in light and dark documents; the words in the nodes say the same. */
const colours: Readonly<Record<Effect, string>> = {
  reads: 'fill:#e7f0fa,stroke:#4f7fb5,color:#10263d',
  creates: 'fill:#e9f5e6,stroke:#4b8f3c,color:#14300d',
  changes: 'fill:#fff1d6,stroke:#c47f00,color:#3d2a00',
  wipes: 'fill:#fbd9d7,stroke:#c0281c,stroke-width:3px,color:#4a0c07',
};

/** The steps one after the other, coloured by what they do to the system, as a Mermaid flowchart. */
export function flowOf(steps: readonly PlannedStep[]): string[] {
  const used = [...new Set(steps.map(({ effect }) => effect))];
  return [
    'flowchart TD',
    ...steps.map((step) => `  s${step.number}${node(step)}:::${step.effect}`),
    ...(steps.length > 1 ? [`  ${steps.map(({ number }) => `s${number}`).join(' --> ')}`] : []),
    ...used.map((effect) => `  classDef ${effect} ${colours[effect]}`),
  ];
}

/** Steps that only read are boxes, those that alter the system have round ends. */
function node({ number, id, title, effect, services }: PlannedStep): string {
  const what = services.length === 0 ? 'works on this node only' : `${effectWords[effect]} ${services.join(', ')}`;
  const label = `"${[`${number}. ${id}`, title, what].map(mermaidText).join('<br/>')}"`;
  return effect === 'reads' ? `[${label}]` : `([${label}])`;
}

/** A text in a quoted Mermaid label: what Mermaid or HTML could take for markup is written by its number. */
export function mermaidText(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N} .,:()/+-]/gu, (character) => `#${character.codePointAt(0)};`);
}
