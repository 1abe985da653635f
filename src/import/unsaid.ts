import { shapeOf, type FieldChange, type FieldPath, type ObjectChange } from '../diff/change';
import { shownFieldPath } from '../diff/shown';
import type { ManifestObject, Path } from '../manifests/manifest';
import { isMapping, valueAt } from '../manifests/value-at';
import { mainContainerOf } from './pod';
import type { Proof } from './prove';
import { placeIn, type ImportedTree, type Place } from './tree';

/** A field or an object that the catalog does not say as the tree does. */
export interface Unsaid {
  readonly place: Place;
  readonly environment: string;
  /** `Deployment web`. */
  readonly object: string;
  /** Empty for a whole object. */
  readonly field: string;
  readonly why: string;
}

interface Reason {
  readonly kinds?: RegExp;
  readonly shape?: RegExp;
  readonly why: string;
}

/** Why a kind is not sayable. */
const objectReasons: readonly Reason[] = [
  { kinds: /^Secret$/, why: 'secrets are never in Git: an ExternalSecret with the same keys takes its place' },
  { kinds: /^SealedSecret$/, why: 'an ExternalSecret with the same keys takes its place' },
  { kinds: /^ConfigMap$/, why: 'a service has one ConfigMap' },
  {
    kinds: /^(?:CronJob|Job|Pod|ReplicaSet)$/,
    why: 'the catalog runs services: Deployments, StatefulSets, DaemonSets and Rollouts',
  },
  { kinds: /^(?:Role|ClusterRole|RoleBinding|ClusterRoleBinding)$/, why: 'services have no rights in the cluster' },
  { kinds: /^(?:Application|ApplicationSet|AppProject)$/, why: 'Slipway renders its own from the catalog' },
  { kinds: /^PrometheusRule$/, why: 'the catalog has its own alerts (monitoring.alerts), and no others' },
  { kinds: /^PersistentVolumeClaim$/, why: 'a volume belongs to each pod of a StatefulSet (storage)' },
  { kinds: /^NetworkPolicy$/, why: 'policies are made of dependsOn, egress and public' },
  { kinds: /^Namespace$/, why: 'Slipway renders the namespaces that services are in' },
];

/** Why a field is not sayable. The first that fits is taken. */
const fieldReasons: readonly Reason[] = [
  { shape: /metadata\.labels/, why: 'labels are those of the platform' },
  { shape: /metadata\.annotations/, why: 'annotations of this object are not for the catalog to say' },
  { shape: /^metadata\.name$/, why: 'the object is called as its service' },
  { shape: /^metadata\.namespace$/, why: 'the namespace is a pattern of the environment or the service' },
  { shape: /^spec\.replicas$/, why: 'the autoscaler owns the number of pods' },
  {
    shape: /^spec\.selector/,
    kinds: /^(?:Deployment|StatefulSet|Rollout)$/,
    why: 'pods are found by the label app; a selector cannot be changed: the object has to be made again',
  },
  { shape: /^spec\.(?:selector|podSelector)/, why: 'pods are found by the label app' },
  {
    shape: /initContainers|containers\[\]$/,
    why: 'with --adopt-all one container is read: say it in initContainers or sidecars',
  },
  {
    shape: /containers\[\]\.(?:lifecycle|workingDir|stdin|tty)/,
    why: 'the catalog has no setting for it; say it in the image',
  },
  { shape: /containers\[\]\.image$/, why: 'the release names one build for good' },
  { shape: /containers\[\]\.env/, why: 'a variable has a value, or says where it is from' },
  { shape: /Probe/, why: 'a probe asks by http, https, grpc, tcp or a command' },
  { shape: /securityContext/, why: 'the processes of a service have no privileges' },
  { shape: /serviceAccountName/, why: 'the account is called as its service' },
  {
    shape: /\.volumes|volumeMounts/,
    why: 'with --adopt-all folders of the node, and sizes and names of volumes, are not read: say them in volumes',
  },
  { shape: /volumeClaimTemplates|serviceName|clusterIP/, why: 'it cannot be changed: the object has to be made again' },
  { shape: /^spec\.(?:ingress|egress|policyTypes)/, why: 'policies are made of dependsOn, egress and public' },
  {
    shape: /^spec\.(?:type|externalTrafficPolicy|sessionAffinity|loadBalancer)/,
    why: 'the catalog says it of the Service of a service, as far as it can be told which one that is',
  },
  { shape: /^spec\.(?:tls|rules)/, why: 'hosts and paths lead to ports of one service, by prefix or exactly' },
  { shape: /^data/, kinds: /^ConfigMap$/, why: 'what looks like a secret is not copied' },
];

/** Everything that is not said as it was, with file and line; equal things of several environments one after the other. */
export function unsaidIn(tree: ImportedTree, proof: Proof): readonly Unsaid[] {
  return [...proof.remaining, ...proof.relabelled].flatMap((change): readonly Unsaid[] => {
    const original = proof.originalOf(change);
    if (original === undefined) return [];
    const { kind, name } = original;
    const shared = { environment: change.id.environment, object: `${kind} ${name}` };
    if (change.change !== 'changed') {
      const why = objectReasons.find(({ kinds }) => kinds?.test(kind))?.why ?? 'the catalog has no word for this kind';
      return [{ ...shared, place: placeIn(tree, original, []), field: '', why }];
    }
    return change.fields.map((field) => ({
      ...shared,
      place: placeIn(tree, original, pathIn(original, field.path)),
      field: shownFieldPath(field.path),
      why: whyOf(change, field),
    }));
  });
}

/** Objects that are in no environment. */
export function outsideOf(tree: ImportedTree): readonly Unsaid[] {
  return tree.outside.map((object) => ({
    place: placeIn(tree, object, []),
    environment: '',
    object: `${object.kind} ${object.name}`,
    field: '',
    why:
      objectReasons.find(({ kinds }) => kinds?.source.includes('Application') === true && kinds.test(object.kind))
        ?.why ?? 'no environment has this file',
  }));
}

function whyOf(change: ObjectChange, { path }: FieldChange): string {
  const shape = shapeOf(path);
  const reason = fieldReasons.find(
    (one) => one.shape?.test(shape) === true && (one.kinds === undefined || one.kinds.test(change.id.kind)),
  );
  return reason?.why ?? 'the catalog has no setting for it';
}

/** The path in the object as it was written. Its container may have had another name. */
function pathIn({ value, ...object }: ManifestObject, path: FieldPath): Path {
  const found: (string | number)[] = [];
  for (const step of path) {
    const here: unknown = valueAt(value, found);
    if (typeof step === 'string') found.push(step);
    else if ('keys' in step) {
      const list: readonly unknown[] = Array.isArray(here) ? here : [];
      const index = list.findIndex(
        (one) => isMapping(one) && Object.entries(step.keys).every(([key, is]) => one[key] === is),
      );
      const isContainer = index < 0 && found.at(-1) === 'containers';
      if (index < 0 && !isContainer) break;
      found.push(isContainer ? mainContainerOf({ value, ...object }).index : index);
    } else if ('before' in step && step.before !== undefined) found.push(step.before);
    else break;
  }
  return found;
}
