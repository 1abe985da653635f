import type { Rule } from '../../rule';
import { autoscalerOfOne } from './autoscaler-of-one';
import { autoscalerWithoutRequests } from './autoscaler-without-requests';
import { autoscalerWithoutRoom } from './autoscaler-without-room';
import { autoscalerWithoutTarget } from './autoscaler-without-target';
import { backendWithoutGrant } from './backend-without-grant';
import { bindingForEverybody } from './binding-for-everybody';
import { bindingToNothing } from './binding-to-nothing';
import { budgetBlocksDrains } from './budget-blocks-drains';
import { budgetWithoutPods } from './budget-without-pods';
import { budgetWithoutRule } from './budget-without-rule';
import { canaryWeightOutOfReach } from './canary-weight-out-of-reach';
import { clusterAdminBinding } from './cluster-admin-binding';
import { containerRuntimeSocket } from './container-runtime-socket';
import { cronJobForgetsFailures } from './cron-job-forgets-failures';
import { cronJobOverlaps } from './cron-job-overlaps';
import { cronJobWithoutDeadline } from './cron-job-without-deadline';
import { dangerousCapability } from './dangerous-capability';
import { deadSecurityAnnotation } from './dead-security-annotation';
import { defaultServiceAccount } from './default-service-account';
import { deprecatedServiceAccountField } from './deprecated-service-account-field';
import { diskForOneNode } from './disk-for-one-node';
import { duplicateEnvName } from './duplicate-env-name';
import { egressWithoutDns } from './egress-without-dns';
import { emptyDirWithoutSizeLimit } from './empty-dir-without-size-limit';
import { floatingImageTag } from './floating-image-tag';
import { hostNamespace } from './host-namespace';
import { hostPathVolume } from './host-path-volume';
import { hostPort } from './host-port';
import { httpProbeOnGrpcPort } from './http-probe-on-grpc-port';
import { identicalProbes } from './identical-probes';
import { imagePullNotAlways } from './image-pull-not-always';
import { imageWithoutDigest } from './image-without-digest';
import { imageWithoutRegistry } from './image-without-registry';
import { incompleteLimitRange } from './incomplete-limit-range';
import { incompleteResourceQuota } from './incomplete-resource-quota';
import { ingressForEveryHost } from './ingress-for-every-host';
import { ingressNginxRetired } from './ingress-nginx-retired';
import { ingressSnippet } from './ingress-snippet';
import { ingressWithoutBackend } from './ingress-without-backend';
import { ingressWithoutTls } from './ingress-without-tls';
import { invalidImageDigest } from './invalid-image-digest';
import { invalidPortName } from './invalid-port-name';
import { jobWithoutTtl } from './job-without-ttl';
import { listenerRefusesRoute } from './listener-refuses-route';
import { loadBalancerForEverybody } from './load-balancer-for-everybody';
import { lowUserOrGroup } from './low-user-or-group';
import { missingConfigMapKey } from './missing-config-map-key';
import { missingConfigSource } from './missing-config-source';
import { missingCpuLimit } from './missing-cpu-limit';
import { missingCpuRequest } from './missing-cpu-request';
import { missingEphemeralStorage } from './missing-ephemeral-storage';
import { missingGoverningService } from './missing-governing-service';
import { missingLivenessProbe } from './missing-liveness-probe';
import { missingMemoryLimit } from './missing-memory-limit';
import { missingMemoryRequest } from './missing-memory-request';
import { missingPodDisruptionBudget } from './missing-pod-disruption-budget';
import { missingPodSecurityLabels } from './missing-pod-security-labels';
import { missingPriorityClass } from './missing-priority-class';
import { missingReadinessProbe } from './missing-readiness-probe';
import { missingRecommendedLabels } from './missing-recommended-labels';
import { missingSeccompProfile } from './missing-seccomp-profile';
import { missingSecretKey } from './missing-secret-key';
import { missingServiceAccount } from './missing-service-account';
import { monitorWithoutTarget } from './monitor-without-target';
import { mountOverSystemFolder } from './mount-over-system-folder';
import { mountWithoutVolume } from './mount-without-volume';
import { nakedPod } from './naked-pod';
import { namespaceWithoutDefaultDeny } from './namespace-without-default-deny';
import { networkPolicyAllowsEverything } from './network-policy-allows-everything';
import { networkPolicyWithoutPods } from './network-policy-without-pods';
import { nulInProcess } from './nul-in-process';
import { objectOfAController } from './object-of-a-controller';
import { onePathTwoIngresses } from './one-path-two-ingresses';
import { overlappingWorkloads } from './overlapping-workloads';
import { peersMeanOr } from './peers-mean-or';
import { podDeniedByDefault } from './pod-denied-by-default';
import { podWithoutNetworkPolicy } from './pod-without-network-policy';
import { podsNotSpread } from './pods-not-spread';
import { policyPeerWithoutPods } from './policy-peer-without-pods';
import { privilegeEscalationAllowed } from './privilege-escalation-allowed';
import { privilegedContainer } from './privileged-container';
import { privilegedPort } from './privileged-port';
import { probeOnUndeclaredPort } from './probe-on-undeclared-port';
import { quotaBelowNeed } from './quota-below-need';
import { quotaRefusesPods } from './quota-refuses-pods';
import { refreshTooOften } from './refresh-too-often';
import { refusedRestartPolicy } from './refused-restart-policy';
import { replicasUnderAutoscaler } from './replicas-under-autoscaler';
import { retryBudgetWithoutRetries } from './retry-budget-without-retries';
import { roleCanGrow } from './role-can-grow';
import { roleCreatesPods } from './role-creates-pods';
import { roleMayExec } from './role-may-exec';
import { roleReadsSecrets } from './role-reads-secrets';
import { rolloutCannotMove } from './rollout-cannot-move';
import { rolloutStopsEverything } from './rollout-stops-everything';
import { rootUser } from './root-user';
import { routeWithoutBackend } from './route-without-backend';
import { routeWithoutListener } from './route-without-listener';
import { scrapeAnnotationsWithoutMonitor } from './scrape-annotations-without-monitor';
import { secretInConfigMap } from './secret-in-config-map';
import { secretInEnv } from './secret-in-env';
import { secretInGit } from './secret-in-git';
import { secretInManifest } from './secret-in-manifest';
import { secretOfTwoMakers } from './secret-of-two-makers';
import { serviceAccountTokenMounted } from './service-account-token-mounted';
import { serviceMixesWorkloads } from './service-mixes-workloads';
import { serviceOnEveryNode } from './service-on-every-node';
import { servicePortWithoutContainerPort } from './service-port-without-container-port';
import { serviceProfileName } from './service-profile-name';
import { serviceWithExternalIps } from './service-with-external-ips';
import { serviceWithoutPods } from './service-without-pods';
import { sharedNamespace } from './shared-namespace';
import { singleReplica } from './single-replica';
import { spreadOverNoPods } from './spread-over-no-pods';
import { sshPort } from './ssh-port';
import { twoAutoscalersForAWorkload } from './two-autoscalers-for-a-workload';
import { twoBudgetsForAPod } from './two-budgets-for-a-pod';
import { undroppedCapabilities } from './undropped-capabilities';
import { unhealthyPodsBlockDrains } from './unhealthy-pods-block-drains';
import { unmaskedProc } from './unmasked-proc';
import { unreliableNamespaceLabel } from './unreliable-namespace-label';
import { unsafeSysctl } from './unsafe-sysctl';
import { unsetUserOrGroup } from './unset-user-or-group';
import { untrustedRegistry } from './untrusted-registry';
import { unusualSecurityProfile } from './unusual-security-profile';
import { updateWaitsForDeletion } from './update-waits-for-deletion';
import { webhookWithoutService } from './webhook-without-service';
import { wholeSecretInEnvironment } from './whole-secret-in-environment';
import { wildcardInRole } from './wildcard-in-role';
import { writableRootFilesystem } from './writable-root-filesystem';

/** Rules about what runs on any cluster. */
export const kubernetesRules: readonly Rule[] = [
  backendWithoutGrant,
  bindingToNothing,
  floatingImageTag,
  imageWithoutDigest,
  invalidImageDigest,
  imageWithoutRegistry,
  listenerRefusesRoute,
  missingConfigSource,
  missingSecretKey,
  mountOverSystemFolder,
  nulInProcess,
  onePathTwoIngresses,
  peersMeanOr,
  routeWithoutListener,
  secretOfTwoMakers,
  spreadOverNoPods,
  untrustedRegistry,
  imagePullNotAlways,
  missingCpuRequest,
  missingMemoryRequest,
  missingMemoryLimit,
  missingCpuLimit,
  missingEphemeralStorage,
  quotaBelowNeed,
  quotaRefusesPods,
  incompleteResourceQuota,
  incompleteLimitRange,
  missingReadinessProbe,
  missingLivenessProbe,
  identicalProbes,
  probeOnUndeclaredPort,
  httpProbeOnGrpcPort,
  invalidPortName,
  privilegedPort,
  sshPort,
  privilegedContainer,
  privilegeEscalationAllowed,
  rootUser,
  unsetUserOrGroup,
  lowUserOrGroup,
  undroppedCapabilities,
  dangerousCapability,
  missingSeccompProfile,
  webhookWithoutService,
  writableRootFilesystem,
  unmaskedProc,
  unusualSecurityProfile,
  hostNamespace,
  hostPathVolume,
  containerRuntimeSocket,
  hostPort,
  unsafeSysctl,
  deadSecurityAnnotation,
  serviceAccountTokenMounted,
  defaultServiceAccount,
  missingServiceAccount,
  deprecatedServiceAccountField,
  singleReplica,
  missingPodDisruptionBudget,
  budgetBlocksDrains,
  budgetWithoutRule,
  unhealthyPodsBlockDrains,
  budgetWithoutPods,
  twoBudgetsForAPod,
  podsNotSpread,
  rolloutStopsEverything,
  rolloutCannotMove,
  updateWaitsForDeletion,
  autoscalerWithoutTarget,
  twoAutoscalersForAWorkload,
  replicasUnderAutoscaler,
  autoscalerOfOne,
  autoscalerWithoutRoom,
  autoscalerWithoutRequests,
  missingPriorityClass,
  nakedPod,
  serviceWithoutPods,
  servicePortWithoutContainerPort,
  serviceMixesWorkloads,
  objectOfAController,
  overlappingWorkloads,
  monitorWithoutTarget,
  scrapeAnnotationsWithoutMonitor,
  namespaceWithoutDefaultDeny,
  podWithoutNetworkPolicy,
  networkPolicyWithoutPods,
  policyPeerWithoutPods,
  networkPolicyAllowsEverything,
  egressWithoutDns,
  podDeniedByDefault,
  unreliableNamespaceLabel,
  serviceOnEveryNode,
  loadBalancerForEverybody,
  serviceWithExternalIps,
  ingressWithoutTls,
  ingressForEveryHost,
  ingressWithoutBackend,
  routeWithoutBackend,
  ingressSnippet,
  ingressNginxRetired,
  serviceProfileName,
  retryBudgetWithoutRetries,
  duplicateEnvName,
  missingConfigMapKey,
  secretInEnv,
  secretInConfigMap,
  secretInGit,
  secretInManifest,
  wholeSecretInEnvironment,
  refreshTooOften,
  clusterAdminBinding,
  bindingForEverybody,
  wildcardInRole,
  roleMayExec,
  roleReadsSecrets,
  roleCreatesPods,
  roleCanGrow,
  sharedNamespace,
  missingPodSecurityLabels,
  cronJobWithoutDeadline,
  cronJobOverlaps,
  cronJobForgetsFailures,
  jobWithoutTtl,
  refusedRestartPolicy,
  missingRecommendedLabels,
  missingGoverningService,
  emptyDirWithoutSizeLimit,
  mountWithoutVolume,
  diskForOneNode,
  canaryWeightOutOfReach,
];
