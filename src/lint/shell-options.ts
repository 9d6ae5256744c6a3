import type { Command } from './command.js';
import type { Script } from './script.js';
import { enclosing, type SyntaxNode } from './syntax.js';

/** Options of the shell on which a status depends. */
export type ShellOption = 'errexit' | 'pipefail';

/** A place that turns one on or off. */
export interface Switch {
  readonly option: ShellOption;
  readonly on: boolean;
  readonly node: SyntaxNode;
  readonly scope: SyntaxNode;
}

/** Every `set` that matters, and what the first line says (`#!/bin/bash -e`). */
export function optionSwitches(root: SyntaxNode, commands: readonly Command[]): readonly Switch[] {
  const written = commands.flatMap(({ node, words: [name, ...words] }) => {
    const scope = enclosing(node, 'function_definition') ?? root;
    const texts = words.map(({ text }) => text);
    const found = name?.text === 'set' ? texts.flatMap((text, index) => switched(text, texts[index + 1])) : [];
    return found.map((each) => ({ ...each, node, scope }));
  });
  const firstLine = root.text.slice(0, Math.max(0, root.text.indexOf('\n')));
  return /^#!.*\s-\w*e/u.test(firstLine)
    ? [{ option: 'errexit', on: true, node: root, scope: root }, ...written]
    : written;
}

function switched(text: string, next: string | undefined): Pick<Switch, 'option' | 'on'>[] {
  const letters = /^([-+])([A-Za-z]+)$/u.exec(text);
  if (letters === null) {
    return [];
  }
  const [, sign, options = ''] = letters;
  const named: ShellOption[] = options.endsWith('o') && (next === 'pipefail' || next === 'errexit') ? [next] : [];
  const all: ShellOption[] = options.includes('e') ? ['errexit', ...named] : named;
  return all.map((option) => ({ option, on: sign === '-' }));
}

/** Whether an option is on at a place: by its own function, else by what stands outside of functions. */
export function isOn({ root, switches }: Script, option: ShellOption, at: SyntaxNode): boolean {
  const scope = enclosing(at, 'function_definition') ?? root;
  const before = switches.filter((each) => each.option === option && each.node !== at && each.node.start < at.start);
  const own = before.filter((each) => each.scope === scope);
  const outer =
    scope === root ? [] : switches.filter((each) => each.option === option && each.scope === root && each.on);
  return (own.at(-1) ?? outer.at(0))?.on === true;
}
