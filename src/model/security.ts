import * as z from 'zod';

import { largestInteger } from './numbers';

/** The number of a user or a group (Linux, `uid_t`; Kubernetes takes half of them). */
const Id = z.int().min(0, 'must be 0 or more').max(largestInteger, `must be ${largestInteger} or less`);

/** Capabilities of Linux (capabilities(7)), as Kubernetes calls them. */
const capabilities = [
  'AUDIT_CONTROL',
  'AUDIT_READ',
  'AUDIT_WRITE',
  'BLOCK_SUSPEND',
  'BPF',
  'CHECKPOINT_RESTORE',
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'IPC_LOCK',
  'IPC_OWNER',
  'KILL',
  'LEASE',
  'LINUX_IMMUTABLE',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
  'MKNOD',
  'NET_ADMIN',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_RAW',
  'PERFMON',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYSLOG',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_CHROOT',
  'SYS_MODULE',
  'SYS_NICE',
  'SYS_PACCT',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'WAKE_ALARM',
] as const;
export type Capability = (typeof capabilities)[number];

/** What the processes of a service are, and may do. The Pod Security Standard of the environment is the bound. */
export const Security = z.strictObject({
  runAsUser: z
    .union([Id, z.literal('image')])
    .optional()
    .describe('User of the processes. `image` is that of the image, which must be a number and not 0; 0 is root.'),
  runAsGroup: z
    .union([Id, z.literal('image')])
    .optional()
    .describe('Group of the processes; `image` is that of the image.'),
  fsGroup: z
    .union([Id, z.literal('none')])
    .optional()
    .describe('Group that owns the files of volumes; with `none` they stay as they are.'),
  writableRoot: z
    .boolean()
    .optional()
    .describe('Whether the processes may write to the disk of the container, besides `scratch` and volumes.'),
  capabilities: z.array(z.enum(capabilities)).optional().describe('Rights of root that the processes keep.'),
  drop: z
    .array(z.enum([...capabilities, 'ALL', 'all']))
    .optional()
    .describe('Rights of root that are taken away first; `ALL` is all of them. Default: ALL.'),
  privilegeEscalation: z
    .boolean()
    .optional()
    .describe('Whether a process may get more rights than the one that started it, as sudo does.'),
  privileged: z.boolean().optional().describe('Whether the processes may do all that root of the node may.'),
});

/** Capabilities that the Pod Security Standards permit to add (Kubernetes, "Pod Security Standards"). */
export const permittedCapabilities: Readonly<Record<'baseline' | 'restricted', ReadonlySet<Capability>>> = {
  baseline: new Set([
    'AUDIT_WRITE',
    'CHOWN',
    'DAC_OVERRIDE',
    'FOWNER',
    'FSETID',
    'KILL',
    'MKNOD',
    'NET_BIND_SERVICE',
    'SETFCAP',
    'SETGID',
    'SETPCAP',
    'SETUID',
    'SYS_CHROOT',
  ]),
  restricted: new Set(['NET_BIND_SERVICE']),
};
