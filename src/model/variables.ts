import * as z from 'zod';

import { fillNames } from './names-in-text';
import { ContainerVariableName, DataKey, DnsLabel, LabelName, ObjectName, ProcessText, VariableName } from './names';
import { quantityValue } from './quantity';

const Optional = z.boolean().optional().describe('Whether pods start without it. Default: false, they wait for it.');

/** Fields of a pod that may be a variable (Kubernetes, "Downward API"). */
export const PodField = z
  .string()
  .regex(
    /^(?:metadata\.(?:name|namespace|uid|labels\['[^']+'\]|annotations\['[^']+'\])|spec\.(?:nodeName|serviceAccountName)|status\.(?:podIP|podIPs|hostIP|hostIPs))$/,
    "must be a field that a pod knows of itself: metadata.name, .namespace, .uid, metadata.labels['app'], metadata.annotations['a'], spec.nodeName, spec.serviceAccountName, status.podIP, .podIPs, .hostIP or .hostIPs",
  )
  .refine((text) => {
    const name = /\['([^']+)'\]$/.exec(text)?.[1];
    return name === undefined || LabelName.safeParse(name).success;
  }, 'must name a label or an annotation: at most 63 letters, digits, "-", "_" and ".", with a domain and "/" before it or not');

/** Amounts of a container that may be a variable, or a file (Kubernetes, ResourceFieldSelector). */
const Amount = z.enum([
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
]);

/** What a variable is, where it is no text: something that is known in the cluster alone. */
const sorts = [
  z.strictObject({
    secret: ObjectName.describe('A Secret of the namespace that is there.'),
    key: DataKey,
    optional: Optional,
  }),
  z.strictObject({
    configMap: ObjectName.describe('A ConfigMap of the namespace that is there.'),
    key: DataKey,
    optional: Optional,
  }),
  z.strictObject({ field: PodField.describe('A field of the pod, such as `status.podIP`.') }),
  z.strictObject({
    resource: Amount.describe('What a container asks for or may use, such as `limits.cpu`.'),
    container: DnsLabel.optional().describe('Whose amount it is. Default: its own.'),
    divisor: z
      .string()
      .refine((text) => (quantityValue(text) ?? 0) > 0, 'must be a quantity such as "1Mi" or "1m"')
      .optional()
      .describe('Unit in which it is said, rounded up. Default: "1", whole cores and bytes.'),
  }),
] as const;

/** Value of a variable: a text, or where it is from. */
export const VariableValue = z.union([ProcessText, ...sorts]);
export type VariableValue = z.infer<typeof VariableValue>;

/** EnvVariables by name. */
export const EnvVariables = z.record(ContainerVariableName, VariableValue.nullable());

/** Variables whose texts have names filled in; one that is null is not there. */
export function filledVariables(
  variables: Readonly<Record<string, VariableValue | null>>,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, VariableValue>> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) =>
      value === null ? [] : [[name, typeof value === 'string' ? fillNames(value, names) : value]],
    ),
  );
}

/** All keys of an object as variables. */
const EnvSource = z
  .strictObject({
    secret: ObjectName.optional().describe('A Secret of the namespace that is there.'),
    configMap: ObjectName.optional().describe('A ConfigMap of the namespace that is there.'),
    prefix: VariableName.optional().describe('Text before each name, such as `DB_`.'),
    optional: Optional,
  })
  .refine(({ secret, configMap }) => (secret === undefined) !== (configMap === undefined), {
    message: 'must have either "secret" or "configMap"',
  });

/** Objects that are there, of which every key is a variable; of two that have one name, the later one wins. */
export const EnvFrom = z.array(EnvSource);
export type EnvFrom = z.infer<typeof EnvFrom>;
