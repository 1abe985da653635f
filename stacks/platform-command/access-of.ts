import { isAbsolute, join } from 'node:path';

import type { Access } from '../doctor/kubectl';
import type { Stack } from './read-stack';

/** Which cluster a stack means. Pulumi runs the program in stacks/, and relative paths begin there. @param root of the project */
export function accessOf(root: string, { settings: { cluster } }: Stack): Access {
  const { kubeconfig, context } = cluster;
  const file = kubeconfig === undefined || isAbsolute(kubeconfig) ? kubeconfig : join(root, 'stacks', kubeconfig);
  return { kubeconfig: file, context };
}
