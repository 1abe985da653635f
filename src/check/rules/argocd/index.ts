import type { Rule } from '../../rule';
import { adminBesideSingleSignOn } from './admin-beside-single-sign-on';
import { alertOnBareCounter } from './alert-on-bare-counter';
import { allowWindowAlwaysDenied } from './allow-window-always-denied';
import { anonymousArgocdAccess } from './anonymous-argocd-access';
import { applicationNameTooLong } from './application-name-too-long';
import { applicationOutsideOfProject } from './application-outside-of-project';
import { applicationSetDeletesApplications } from './application-set-deletes-applications';
import { applicationSetIgnoresMissingKeys } from './application-set-ignores-missing-keys';
import { argocdSettingsWithoutLabel } from './argocd-settings-without-label';
import { autoscalerAgainstSelfHeal } from './autoscaler-against-self-heal';
import { broadDefaultRole } from './broad-default-role';
import { broadRbacGrant } from './broad-rbac-grant';
import { builtInRoleRedefined } from './built-in-role-redefined';
import { canaryWithoutTrafficRouting } from './canary-without-traffic-routing';
import { childWithoutFinalizer } from './child-without-finalizer';
import { claimWaitsForItsPod } from './claim-waits-for-its-pod';
import { conflictingSyncOptions } from './conflicting-sync-options';
import { defaultAppProject } from './default-app-project';
import { destinationNotPermittedByProject } from './destination-not-permitted-by-project';
import { duplicateApplicationName } from './duplicate-application-name';
import { emptySyncAllowed } from './empty-sync-allowed';
import { endlessSyncRetry } from './endless-sync-retry';
import { failingTriggerCondition } from './failing-trigger-condition';
import { floatingRevision } from './floating-revision';
import { folderWithoutApplication } from './folder-without-application';
import { ignoredDifferenceWithoutKind } from './ignored-difference-without-kind';
import { ignoredReplicasNobodyOwns } from './ignored-replicas-nobody-owns';
import { ignoredSecretData } from './ignored-secret-data';
import { jobRunsAgain } from './job-runs-again';
import { kindNotPermittedByProject } from './kind-not-permitted-by-project';
import { malformedJqPath } from './malformed-jq-path';
import { malformedJsonPointer } from './malformed-json-pointer';
import { malformedNotificationEntry } from './malformed-notification-entry';
import { malformedRbacPolicy } from './malformed-rbac-policy';
import { malformedSyncWindow } from './malformed-sync-window';
import { missingAnalysisArgument } from './missing-analysis-argument';
import { missingValueFile } from './missing-value-file';
import { namespaceNotPermittedByProject } from './namespace-not-permitted-by-project';
import { needsWhatComesLater } from './needs-what-comes-later';
import { notificationAssumesHealth } from './notification-assumes-health';
import { notificationHealthMessage } from './notification-health-message';
import { notificationTimeWithoutCall } from './notification-time-without-call';
import { notificationValueNotEscaped } from './notification-value-not-escaped';
import { objectDeclaredTwice } from './object-declared-twice';
import { objectInTwoApplications } from './object-in-two-applications';
import { objectTooLarge } from './object-too-large';
import { overlappingApplications } from './overlapping-applications';
import { parentRespectsIgnoredDifferences } from './parent-respects-ignored-differences';
import { rbacWithoutLogs } from './rbac-without-logs';
import { routeWeightsNotIgnored } from './route-weights-not-ignored';
import { rolloutSelectorNotIgnored } from './rollout-selector-not-ignored';
import { rolloutWorkloadMissing } from './rollout-workload-missing';
import { sourceNotPermittedByProject } from './source-not-permitted-by-project';
import { sourcePathWithoutObjects } from './source-path-without-objects';
import { syncWaveIsNoNumber } from './sync-wave-is-no-number';
import { syncWindowWithoutApplications } from './sync-window-without-applications';
import { timeLimitEndsRetries } from './time-limit-ends-retries';
import { unclearAutomatedSync } from './unclear-automated-sync';
import { unclearDestination } from './unclear-destination';
import { unknownAnalysisTemplate } from './unknown-analysis-template';
import { unknownAppProject } from './unknown-app-project';
import { unknownArgocdMetric } from './unknown-argocd-metric';
import { unknownArgocdMetricLabel } from './unknown-argocd-metric-label';
import { unknownArgocdSetting } from './unknown-argocd-setting';
import { unknownHook } from './unknown-hook';
import { unknownNotificationService } from './unknown-notification-service';
import { unknownNotificationTemplate } from './unknown-notification-template';
import { unknownNotificationTrigger } from './unknown-notification-trigger';
import { unknownProjectInPolicy } from './unknown-project-in-policy';
import { unknownReplicaVariable } from './unknown-replica-variable';
import { unknownRolloutService } from './unknown-rollout-service';
import { unknownSyncOption } from './unknown-sync-option';
import { unparsableNotificationTemplate } from './unparsable-notification-template';
import { unreachableCanaryWeight } from './unreachable-canary-weight';
import { unresolvedApplicationSetField } from './unresolved-application-set-field';
import { unrestrictedAppProject } from './unrestricted-app-project';
import { unusedRbacRole } from './unused-rbac-role';
import { validationTurnedOff } from './validation-turned-off';
import { valueFileWithoutSource } from './value-file-without-source';
import { waveWithoutParent } from './wave-without-parent';
import { wavesThatDoNotWait } from './waves-that-do-not-wait';
import { webTerminalEnabled } from './web-terminal-enabled';
import { webhookWithoutAuthorization } from './webhook-without-authorization';
import { workloadRunsTwice } from './workload-runs-twice';
import { wrongArgocdMetricsService } from './wrong-argocd-metrics-service';
import { wrongTemplateSyntax } from './wrong-template-syntax';

/** Rules about Argo CD and Argo Rollouts: what they do with manifests that are right by themselves. */
export const argocdRules: readonly Rule[] = [
  adminBesideSingleSignOn,
  alertOnBareCounter,
  allowWindowAlwaysDenied,
  anonymousArgocdAccess,
  applicationNameTooLong,
  applicationOutsideOfProject,
  applicationSetDeletesApplications,
  applicationSetIgnoresMissingKeys,
  argocdSettingsWithoutLabel,
  autoscalerAgainstSelfHeal,
  broadDefaultRole,
  broadRbacGrant,
  builtInRoleRedefined,
  canaryWithoutTrafficRouting,
  childWithoutFinalizer,
  claimWaitsForItsPod,
  conflictingSyncOptions,
  defaultAppProject,
  destinationNotPermittedByProject,
  duplicateApplicationName,
  emptySyncAllowed,
  endlessSyncRetry,
  failingTriggerCondition,
  floatingRevision,
  folderWithoutApplication,
  ignoredDifferenceWithoutKind,
  ignoredReplicasNobodyOwns,
  ignoredSecretData,
  jobRunsAgain,
  kindNotPermittedByProject,
  malformedJqPath,
  malformedJsonPointer,
  malformedNotificationEntry,
  malformedRbacPolicy,
  malformedSyncWindow,
  missingAnalysisArgument,
  namespaceNotPermittedByProject,
  needsWhatComesLater,
  notificationAssumesHealth,
  notificationHealthMessage,
  notificationTimeWithoutCall,
  notificationValueNotEscaped,
  objectDeclaredTwice,
  objectInTwoApplications,
  objectTooLarge,
  overlappingApplications,
  parentRespectsIgnoredDifferences,
  rbacWithoutLogs,
  rolloutSelectorNotIgnored,
  routeWeightsNotIgnored,
  rolloutWorkloadMissing,
  sourceNotPermittedByProject,
  sourcePathWithoutObjects,
  missingValueFile,
  syncWaveIsNoNumber,
  syncWindowWithoutApplications,
  unclearDestination,
  unknownProjectInPolicy,
  valueFileWithoutSource,
  waveWithoutParent,
  timeLimitEndsRetries,
  unclearAutomatedSync,
  unknownAnalysisTemplate,
  unknownAppProject,
  unknownArgocdMetric,
  unknownArgocdMetricLabel,
  unknownArgocdSetting,
  unknownHook,
  unknownNotificationService,
  unknownNotificationTemplate,
  unknownNotificationTrigger,
  unknownReplicaVariable,
  unknownRolloutService,
  unknownSyncOption,
  unparsableNotificationTemplate,
  unreachableCanaryWeight,
  unresolvedApplicationSetField,
  unrestrictedAppProject,
  unusedRbacRole,
  validationTurnedOff,
  wavesThatDoNotWait,
  webTerminalEnabled,
  webhookWithoutAuthorization,
  workloadRunsTwice,
  wrongArgocdMetricsService,
  wrongTemplateSyntax,
];
