import type { SiteFile } from './description.js';

export type NcnKind = 'master' | 'worker' | 'storage';

/** A management node by its two names. */
export interface Placed {
  readonly xname: string;
  readonly host: string;
  readonly kind: NcnKind;
}

type Node = NonNullable<SiteFile['nodes']>[number];

const subroles = { master: 'Master', worker: 'Worker', storage: 'Storage' } as const;

/** A management node that booted over the network and boots the same image next time. */
export function ncn({ xname, host, kind }: Placed, versions: { readonly k8s: string; readonly ceph: string }): Node {
  const prefix = kind === 'storage' ? `ceph/${versions.ceph}` : `k8s/${versions.k8s}`;
  const image = `s3://boot-images/${prefix}`;
  return {
    xname,
    host,
    subrole: subroles[kind],
    bootParameters: {
      kernel: `${image}/kernel`,
      initrd: `${image}/initrd`,
      params: words({ xname, host, kind }, `${image}/rootfs`),
      cloudInit: cloudInit({ xname, host, kind }),
    },
    // The running node shows the URL that BSS signed when it rendered the boot script.
    cmdline: `kernel initrd=initrd ${words({ xname, host, kind }, signed(`${prefix}/rootfs`))}`,
  };
}

function signed(key: string): string {
  return `http://rgw-vip.nmn/boot-images/${key}?AWSAccessKeyId=SITE0ACCESS0KEY&Signature=c2l0ZQ%3D%3D&Expires=1795989600`;
}

function words({ xname, host, kind }: Placed, rootfs: string): string {
  const slot = Number.parseInt(/s([0-9]+)b/u.exec(xname)?.[1] ?? '0', 10);
  const mac = `b8:59:9f:00:${hexByte(slot)}:0`;
  return [
    'ip=mgmt0:dhcp',
    `ifname=mgmt0:${mac}0`,
    `ifname=mgmt1:${mac}1`,
    'biosdevname=1',
    'pcie_ports=native',
    'transparent_hugepage=never',
    'console=tty0 console=ttyS0,115200',
    'iommu=pt',
    `metal.server=${rootfs}`,
    'metal.no-wipe=1',
    'ds=nocloud-net;s=http://10.92.100.81:8888/',
    'rootfallback=LABEL=BOOTRAID',
    'initrd=initrd.img.xz',
    'root=live:LABEL=SQFSRAID',
    'rd.live.ram=0 rd.writable.fsimg=0 rd.skipfsck rd.live.overlay=LABEL=ROOTRAID',
    'rd.live.overlay.thin=1 rd.live.overlay.overlayfs=1 rd.luks rd.luks.crypttab=0 rd.lvm.conf=0 rd.lvm=1',
    'rd.auto=1 rd.md=1 rd.dm=0 rd.neednet=0 rd.md.waitclean=1 rd.multipath=0 rd.md.conf=1 rd.bootif=0',
    `hostname=${host}`,
    'rd.net.timeout.carrier=120 rd.net.timeout.ifup=120 rd.net.timeout.iflink=120 rd.net.dhcp.retry=5',
    kind === 'storage' ? 'rd.net.timeout.ipv6auto=0 psi=1 rd.peerdns=0' : 'crashkernel=360M psi=1',
    'rd.live.squashimg=rootfs rd.live.dir=live',
    `xname=${xname}`,
    `nid=${100_000 + slot}`,
  ].join(' ');
}

function hexByte(number: number): string {
  return (number % 256).toString(16).padStart(2, '0');
}

function cloudInit({ xname, host, kind }: Placed): NonNullable<NonNullable<Node['bootParameters']>['cloudInit']> {
  const metadata = {
    'availability-zone': 'x3000',
    'instance-id': `i-${xname}`,
    'local-hostname': host,
    region: 'system',
    'shasta-role': `ncn-${kind}`,
    xname,
  };
  const commands = ['/srv/cray/scripts/metal/net-init.sh', '/srv/cray/scripts/common/update_ca_certs.py'];
  return {
    'meta-data': metadata,
    'user-data': { hostname: host, local_hostname: host, mac0: { gateway: '10.252.0.1/17' }, runcmd: commands },
  };
}
