import * as z from 'zod';

import { wrong } from '../symptom';
import type { Symptom } from '../symptom';
import type { KubernetesApi } from '../kubernetes-api';
import type { Plan } from '../plan';

const Version = z.looseObject({ major: z.string(), minor: z.string() });

/** The minor version of an API server, such as "1.36". Clouds write "36+". */
export async function minorOf(api: KubernetesApi): Promise<string> {
  const { major, minor } = Version.parse(await api.ask({ path: '/version' }));
  return `${major}.${/^\d*/.exec(minor)?.[0] ?? ''}`;
}

/** Whether Kubernetes has the version that the environments name: the tree was rendered, and its rules checked, for that one. */
export function checkVersion(minor: string, { minors }: Pick<Plan, 'minors'>): readonly Symptom[] {
  const others = minors.filter((wanted) => wanted !== minor);
  return others.map((wanted) =>
    wrong(
      'version',
      `the cluster has Kubernetes ${minor}, and an environment of it says ${wanted}`,
      `set "cluster.kubernetesVersion: '${minor}'" in catalog/environments, and render; or upgrade the cluster`,
    ),
  );
}
