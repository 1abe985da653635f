import { valueAt } from '../../manifests/value-at';
import { isShapeBelow } from '../change';
import type { AssessedField, Consequence, Forecast } from '../consequence';
import { sources } from '../consequence';
import { quantityOf } from '../same-value';

/** Fields of a kind that a server does not change. */
interface Immutable {
  readonly kinds: readonly string[];
  /** Roots of paths that are refused. */
  readonly refused: readonly string[];
  /** Roots below them that are taken. */
  readonly taken?: readonly string[];
  readonly source: string;
}

/** What the validation of an update refuses (`ValidateXUpdate` in Kubernetes' sources), by kind. */
const table: readonly Immutable[] = [
  { kinds: ['Deployment', 'ReplicaSet', 'DaemonSet'], refused: ['spec.selector'], source: sources.deployment },
  {
    kinds: ['StatefulSet'],
    refused: ['spec'],
    taken: [
      'spec.replicas',
      'spec.ordinals',
      'spec.template',
      'spec.updateStrategy',
      'spec.revisionHistoryLimit',
      'spec.persistentVolumeClaimRetentionPolicy',
      'spec.minReadySeconds',
    ],
    source: sources.statefulSet,
  },
  {
    kinds: ['Job'],
    refused: ['spec.template', 'spec.selector', 'spec.completionMode', 'spec.podFailurePolicy', 'spec.managedBy'],
    source: sources.job,
  },
  {
    kinds: ['PersistentVolumeClaim'],
    refused: ['spec'],
    taken: ['spec.resources.requests.storage', 'spec.volumeAttributesClassName'],
    source: sources.volumes,
  },
  {
    kinds: ['StorageClass'],
    refused: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
    source: sources.storageClass,
  },
  { kinds: ['RoleBinding', 'ClusterRoleBinding'], refused: ['roleRef'], source: sources.rbac },
  { kinds: ['Secret'], refused: ['type'], source: sources.secret },
  { kinds: ['PriorityClass'], refused: ['value', 'preemptionPolicy'], source: sources.priority },
  { kinds: ['IngressClass'], refused: ['spec.controller'], source: sources.ingress },
  { kinds: ['CustomResourceDefinition'], refused: ['spec.group', 'spec.scope', 'spec.names'], source: sources.crd },
];

/** Fields that a server does not change: the object has to be deleted and made again. */
export const immutable: Forecast = ({ change, object, fields }) => {
  if (change.change !== 'changed') return [];
  const rule = table.find(({ kinds }) => kinds.includes(object.kind));
  const found = fields
    .filter(({ shape }) => rule?.refused.some((root) => isShapeBelow(shape, root)) === true)
    .filter(({ shape }) => rule?.taken?.some((root) => isShapeBelow(shape, root)) !== true);
  return [
    ...byField(found, (shape) => refusal(object.kind, shape), rule?.source ?? ''),
    ...clusterIp(object.kind, fields),
    ...frozen(object.kind, change.before.value, fields),
  ];
};

function refusal(kind: string, shape: string): string {
  const what =
    shape.endsWith('.selector') || shape.includes('.selector.') ? 'selector change' : `${kind} ${shape} is immutable`;
  return `${what}: refused by the server, must be recreated`;
}

/** A server gives a Service its addresses; another one, or none, is refused while the type stays. */
function clusterIp(kind: string, fields: readonly AssessedField[]): readonly Consequence[] {
  if (kind !== 'Service' || fields.some(({ shape }) => shape === 'spec.type')) return [];
  const found = fields.filter(
    ({ shape, before, after }) =>
      /^spec\.clusterIPs?(\[\])?$/.test(shape) && (before !== undefined || after === 'None') && after !== undefined,
  );
  return byField(found, (shape) => refusal('Service', shape), sources.service);
}

/** A ConfigMap or Secret that says `immutable: true`. */
function frozen(kind: string, before: unknown, fields: readonly AssessedField[]): readonly Consequence[] {
  if (!['ConfigMap', 'Secret'].includes(kind) || valueAt(before, ['immutable']) !== true) return [];
  const found = fields.filter(({ shape }) => /^(data|binaryData|stringData|immutable)\b/.test(shape)).slice(0, 1);
  return byField(found, () => `"immutable: true": refused by the server, must be recreated`, sources.configMap);
}

/** A claim may only grow. */
export const claimSize: Forecast = ({ object, fields }) => {
  if (object.kind !== 'PersistentVolumeClaim') return [];
  return fields
    .filter(({ shape }) => shape === 'spec.resources.requests.storage')
    .map(({ before, after, category }) => {
      const isSmaller = (quantityOf(after) ?? 0) < (quantityOf(before) ?? 0);
      return isSmaller
        ? { category, severity: 'refused', text: 'PVC shrinks: refused by the server', source: sources.volumes }
        : {
            category,
            severity: 'notice',
            text: 'the volume grows, if its storage class has allowVolumeExpansion',
            source: sources.volumes,
          };
    });
};

function byField(
  fields: readonly AssessedField[],
  say: (shape: string) => string,
  source: string,
): readonly Consequence[] {
  const said = new Map<string, Consequence>();
  for (const { category, shape } of fields) {
    const text = say(shape);
    if (!said.has(text)) said.set(text, { category, severity: 'refused', text, source });
  }
  return [...said.values()];
}
