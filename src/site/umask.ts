import { readFileSync } from 'node:fs';

/** The umask of a process, so that the site makes files as the caller would; 022 when it is gone. */
export function umaskOf(pid: number): number {
  try {
    const digits = /^Umask:\s*([0-7]+)$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '022';
    return Number.parseInt(digits, 8);
  } catch {
    return 0o022;
  }
}
