import Handlebars from 'handlebars';
import type { Problem } from '../model/problem.js';
import { problem } from '../model/problem-codes.js';

/** What a template may name. */
export interface TemplateScope {
  /** Values for `{{var NAME}}`. */
  readonly places: readonly string[];
  /** Names for `{{#if name}}`. */
  readonly flags: readonly string[];
  /** Names for `{{#each name}}`, in which `{{this}}` and `{{this.key}}` stand for the item. */
  readonly lists: readonly string[];
  /** Names for a plain `{{name}}`. */
  readonly texts: readonly string[];
  /** Upper-case bash variables that the runtime provides; others must be placed with `{{var NAME}}`. */
  readonly shell?: readonly string[];
}

type Node = hbs.AST.Node;

/** Every expression of a template that names what is not declared, each with its place. */
export function checkTemplate(file: string, text: string, scope: TemplateScope): Problem[] {
  const checker = new Checker(`templates/${file}`, scope);
  try {
    checker.program(Handlebars.parse(text), false);
  } catch (error) {
    checker.unparsable(error);
  }
  return checker.problems;
}

class Checker {
  readonly problems: Problem[] = [];
  readonly file: string;
  readonly scope: TemplateScope;

  constructor(file: string, scope: TemplateScope) {
    this.file = file;
    this.scope = scope;
  }

  program(program: hbs.AST.Program | undefined, inEach: boolean): void {
    for (const statement of program?.body ?? []) this.statement(statement, inEach);
  }

  unparsable(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const line = Number(/line (\d+)/.exec(message)?.[1] ?? 1);
    const column = Number(/line \d+:(\d+)/.exec(message)?.[1] ?? 0);
    this.problem({ line, column }, 'a Handlebars template', message.split('\n')[0] ?? '', 'Correct the expression.');
  }

  private statement(statement: Node, inEach: boolean): void {
    if (isContent(statement)) this.content(statement);
    else if (isBlock(statement)) this.block(statement, inEach);
    else if (isMustache(statement)) this.mustache(statement, inEach);
    else if (statement.type !== 'CommentStatement') {
      this.refuse(statement, statement.type, 'Templates hold text, each, if and var only.');
    }
  }

  private content(statement: hbs.AST.ContentStatement): void {
    const { shell } = this.scope;
    if (shell === undefined) return;
    for (const match of statement.value.matchAll(/\$\{[!#]?([A-Z][A-Z0-9_]*)/g)) {
      const name = match[1] ?? '';
      if (shell.includes(name) || this.scope.places.includes(name)) continue;
      const before = statement.value.slice(0, match.index).split('\n');
      const line = statement.loc.start.line + before.length - 1;
      const column = (before.length === 1 ? statement.loc.start.column : 0) + (before.at(-1)?.length ?? 0);
      this.problem(
        { line, column },
        'a value placed with {{var NAME}}',
        `\${${name}}`,
        'Declare it in the step and place it with {{var NAME}}.',
      );
    }
  }

  private block(block: hbs.AST.BlockStatement, inEach: boolean): void {
    const helper = pathOf(block.path);
    const name = pathOf(block.params[0]);
    const allowed = helper === 'if' ? this.scope.flags : helper === 'each' ? this.scope.lists : [];
    if (block.params.length !== 1 || !allowed.includes(name)) {
      this.refuse(block, `{{#${helper} ${name}}}`, `Declared here: ${allowed.join(', ') || 'nothing'}.`);
    }
    this.program(block.program, inEach || helper === 'each');
    this.program(block.inverse, inEach);
  }

  private mustache(statement: hbs.AST.MustacheStatement, inEach: boolean): void {
    const name = pathOf(statement.path);
    const value = pathOf(statement.params[0]);
    if (!statement.escaped) {
      this.refuse(statement, `{{{${name}}}}`, 'Use two braces: raw values are not placed.');
    } else if (statement.params.length === 0) {
      this.plain(statement, name, inEach);
    } else if (name !== 'var') {
      this.refuse(statement, `the helper ${name}`, 'The only helper is var.');
    } else if (statement.params.length > 1 || statement.hash !== undefined || !this.scope.places.includes(value)) {
      this.refuse(statement, `{{var ${value}}}`, 'Declare the value in needs, gives or uses of the step.');
    }
  }

  private plain(statement: hbs.AST.MustacheStatement, name: string, inEach: boolean): void {
    const isItem = inEach && (name === 'this' || name.startsWith('this.'));
    if (!isItem && !this.scope.texts.includes(name)) {
      this.refuse(statement, `{{${name}}}`, 'Place values with {{var NAME}} and declare them in the step.');
    }
  }

  private refuse(node: Node, found: string, remedy: string): void {
    this.problem(node.loc.start, 'a declared value, list or flag', found, remedy);
  }

  private problem(at: { line: number; column: number }, expected: string, found: string, remedy: string): void {
    const place = { file: this.file, line: at.line, column: at.column + 1 };
    this.problems.push(problem('templateExpression', place, { path: '', expected, found, remedy }));
  }
}

function isContent(node: Node): node is hbs.AST.ContentStatement {
  return node.type === 'ContentStatement';
}

function isBlock(node: Node): node is hbs.AST.BlockStatement {
  return node.type === 'BlockStatement';
}

function isMustache(node: Node): node is hbs.AST.MustacheStatement {
  return node.type === 'MustacheStatement';
}

function isPath(node: Node | undefined): node is hbs.AST.PathExpression {
  return node?.type === 'PathExpression';
}

/** The text of a path; of anything else its kind, which no scope declares. */
function pathOf(node: Node | undefined): string {
  if (node === undefined) return '(nothing)';
  return isPath(node) ? node.original : `(${node.type})`;
}
