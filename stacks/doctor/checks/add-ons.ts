import * as z from 'zod';

import type { ReadyObject } from '../../add-ons/add-on';
import type { Discovery } from '../discovery';
import { inTurns } from '../in-turns';
import type { KubernetesApi } from '../kubernetes-api';
import { wrong } from '../symptom';
import type { Symptom } from '../symptom';

const Found = z.looseObject({
  status: z
    .looseObject({
      phase: z.string().optional(),
      conditions: z
        .array(z.looseObject({ type: z.string(), status: z.string(), message: z.string().default('') }))
        .nullish(),
    })
    .nullish(),
});

/** Whether each add-on works, as the object says by which that can be seen. What is of no kind yet is looked at elsewhere. */
export async function checkAddOns(
  api: KubernetesApi,
  discovery: Discovery,
  objects: readonly ReadyObject[],
): Promise<readonly Symptom[]> {
  const findings = await inTurns(objects, async (object) => {
    const path = await discovery.path({ ...object, namespace: object.namespace });
    if (path === undefined) return [];
    const { kind, name, namespace } = object;
    const of = namespace === undefined ? '' : ` of ${namespace}`;
    const found = await api.find(path);
    if (found === undefined) return [wrong('add-ons', `there is no ${kind} "${name}"${of}`, 'pulumi up makes it')];
    const said = whyNot(object, Found.parse(found).status ?? {});
    if (said === undefined) return [];
    const where = namespace === undefined ? '' : ` -n ${namespace}`;
    return [
      wrong(
        'add-ons',
        `${kind} "${name}"${of} is not ${said}`,
        `kubectl describe ${kind.toLowerCase()} ${name}${where}`,
      ),
    ];
  });
  return findings.flat();
}

function whyNot(
  { wanted }: ReadyObject,
  { phase, conditions }: NonNullable<z.output<typeof Found>['status']>,
): string | undefined {
  if ('phase' in wanted)
    return phase === wanted.phase ? undefined : `${wanted.phase}: it is ${phase ?? 'not looked at yet'}`;
  const found = (conditions ?? []).find(({ type }) => type === wanted.condition);
  if (found?.status === 'True') return undefined;
  const said = found === undefined ? 'nobody has looked at it' : found.message;
  return `${wanted.condition}: ${said}`;
}
