import type { Field } from '../field';
import { checkClaim } from './claim';
import { checkConfigMap, checkSecret } from './data';
import { checkIngress } from './ingress';
import { checkCronJob, checkJob } from './jobs';
import { checkNamespace } from './namespace';
import { checkNetworkPolicy } from './network-policy';
import { checkPod } from './pod-spec';
import { checkLimitRange, checkQuota } from './quotas';
import { checkBinding, checkClusterRole, checkRole } from './roles';
import { checkAutoscaler, checkDisruptionBudget } from './scaling';
import { checkService } from './service';
import { checkDaemonSet, checkDeployment, checkReplicaSet, checkStatefulSet } from './workloads';

/**
 * What Kubernetes asks of built-in kinds in Go, beyond their schemas (pkg/apis/<group>/validation): the conditions of 1.36
 * that need no other object. Each reads its own fields and leaves wrong types to the schema.
 */
export const builtInChecks: ReadonlyMap<string, (object: Field, kubernetesVersion: string) => void> = new Map([
  ['apps/v1 DaemonSet', checkDaemonSet],
  ['apps/v1 Deployment', checkDeployment],
  ['apps/v1 ReplicaSet', checkReplicaSet],
  ['apps/v1 StatefulSet', checkStatefulSet],
  ['autoscaling/v2 HorizontalPodAutoscaler', checkAutoscaler],
  ['batch/v1 CronJob', checkCronJob],
  ['batch/v1 Job', checkJob],
  ['networking.k8s.io/v1 Ingress', checkIngress],
  ['networking.k8s.io/v1 NetworkPolicy', checkNetworkPolicy],
  ['policy/v1 PodDisruptionBudget', checkDisruptionBudget],
  ['rbac.authorization.k8s.io/v1 ClusterRole', checkClusterRole],
  ['rbac.authorization.k8s.io/v1 ClusterRoleBinding', checkBinding],
  ['rbac.authorization.k8s.io/v1 Role', checkRole],
  ['rbac.authorization.k8s.io/v1 RoleBinding', checkBinding],
  ['v1 ConfigMap', checkConfigMap],
  ['v1 LimitRange', checkLimitRange],
  ['v1 Namespace', checkNamespace],
  ['v1 PersistentVolumeClaim', checkClaim],
  ['v1 Pod', (object) => checkPod(object.at('spec'))],
  ['v1 ResourceQuota', checkQuota],
  ['v1 Secret', checkSecret],
  ['v1 Service', checkService],
]);
