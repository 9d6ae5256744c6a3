import { lookup } from '../lookup.js';
import type { BootEntry, States } from '../states.js';

type Bss = States['bss'];

/** What a list is filtered by. */
export interface BootQuery {
  readonly hosts: readonly string[];
  readonly kernel: string;
  readonly initrd: string;
}

const noPhoneHome = {
  pub_key_dsa: '',
  pub_key_rsa: '',
  pub_key_ecdsa: '',
  pub_key_ed25519: '',
  instance_id: '',
  hostname: '',
  fqdn: '',
};

function cloudInitOf(cloudInit: Readonly<Record<string, unknown>> = {}): object {
  const phoneHome = cloudInit['phone-home'];
  const given = typeof phoneHome === 'object' && phoneHome !== null ? phoneHome : {};
  return {
    'meta-data': null,
    'user-data': null,
    ...cloudInit,
    'phone-home': { ...noPhoneHome, ...given },
  };
}

/** An entry as BSS tells it: one host, absent fields left out, cloud-init always there. */
export function bodyOf(host: string | undefined, entry: BootEntry): object {
  const { params, kernel, initrd } = entry;
  return {
    ...(host === undefined ? {} : { hosts: [host] }),
    ...(params === undefined ? {} : { params }),
    ...(kernel === undefined ? {} : { kernel }),
    ...(initrd === undefined ? {} : { initrd }),
    'cloud-init': cloudInitOf(entry['cloud-init']),
  };
}

/** Everything: first the entries of kernels and initrds, which have no host, then the hosts. */
export function allEntries(bss: Bss): readonly object[] {
  const hosts = Object.entries(bss.entries).sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    ...Object.entries(bss.kernels).map(([kernel, { params }]) => bodyOf(undefined, withParams({ kernel }, params))),
    ...Object.entries(bss.initrds).map(([initrd, { params }]) => bodyOf(undefined, withParams({ initrd }, params))),
    ...hosts.map(([host, entry]) => bodyOf(host, entry)),
  ];
}

/** The entries of the paths that a list asks for. */
export function entriesOfPaths(bss: Bss, { kernel, initrd }: BootQuery): readonly object[] {
  const ofKernel = lookup(bss.kernels, kernel);
  const ofInitrd = lookup(bss.initrds, initrd);
  return [
    ...(ofKernel === undefined ? [] : [bodyOf(undefined, withParams({ kernel }, ofKernel.params))]),
    ...(ofInitrd === undefined ? [] : [bodyOf(undefined, withParams({ initrd }, ofInitrd.params))]),
  ];
}

function withParams(entry: BootEntry, params: string | undefined): BootEntry {
  return params === undefined ? entry : { ...entry, params };
}
