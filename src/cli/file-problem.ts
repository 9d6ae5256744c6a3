import type { Problem } from '../model/problem.js';
import { problem } from '../model/problem-codes.js';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EISDIR: 'a directory',
  ENOTDIR: 'a path through something that is no directory',
  EROFS: 'a file system that is read-only',
  ENOSPC: 'a full file system',
  ENAMETOOLONG: 'a name that is too long',
  ELOOP: 'symbolic links in a circle',
};

/** What the operating system had against a file, as a problem; anything else is a bug and thrown on. */
export function fileProblem(file: string, expected: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) {
    throw error;
  }
  return problem(
    'unreadableFile',
    { file, line: 1, column: 1 },
    {
      path: '',
      expected,
      found: reasons[code] ?? `the error ${code}`,
      remedy: 'Check the path and its permissions.',
    },
  );
}
