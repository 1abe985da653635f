// The front door for programs that use Slipway's constructs in their own cdk8s app. Inside, import from the file that defines.

export { AllowDns } from './constructs/allow-dns';
export type { AllowDnsProps } from './constructs/allow-dns';
export { AnalysisTemplate } from './constructs/analysis-template';
export type { AnalysisTemplateProps } from './constructs/analysis-template';
export type { Check } from './constructs/request-counters';
export { AppProject } from './constructs/app-project';
export type { AppProjectProps, ProjectFreeze, ProjectRole } from './constructs/app-project';
export { ApplicationSet } from './constructs/application-set';
export type { ApplicationSetElement, ApplicationSetProps } from './constructs/application-set';
export { ArgoApplication } from './constructs/argo-application';
export type { ApplicationSync, ArgoApplicationProps } from './constructs/argo-application';
export { AuthorizationPolicy } from './constructs/authorization-policy';
export type { AuthorizationPolicyProps } from './constructs/authorization-policy';
export { BackupCronJob } from './constructs/backup-cron-job';
export type { BackupCronJobProps } from './constructs/backup-cron-job';
export { CronJob } from './constructs/cron-job';
export type { CronJobProps } from './constructs/cron-job';
export { Job } from './constructs/job';
export type { JobPod, JobProps, JobRun } from './constructs/job';
export { ConfigMap } from './constructs/config-map';
export type { ConfigMapProps } from './constructs/config-map';
export { DaemonSet } from './constructs/daemon-set';
export type { DaemonSetProps } from './constructs/daemon-set';
export { dashboardJson } from './constructs/dashboard';
export type {
  DashboardQuery,
  DashboardPanel,
  DashboardRow,
  DashboardVariable,
  Dashboard,
} from './constructs/dashboard';
export { DefaultDeny } from './constructs/default-deny';
export type { DefaultDenyProps } from './constructs/default-deny';
export { Deployment } from './constructs/deployment';
export type { DeploymentProps } from './constructs/deployment';
export { ExternalSecret } from './constructs/external-secret';
export type { ExternalSecretKey, ExternalSecretProps } from './constructs/external-secret';
export { GrafanaDashboard } from './constructs/grafana-dashboard';
export type { GrafanaDashboardProps } from './constructs/grafana-dashboard';
export { GrpcRoute } from './constructs/grpc-route';
export type { GrpcRouteProps } from './constructs/grpc-route';
export { HorizontalPodAutoscaler } from './constructs/horizontal-pod-autoscaler';
export type { AutoscalerMetric, HorizontalPodAutoscalerProps } from './constructs/horizontal-pod-autoscaler';
export { HttpRoute } from './constructs/http-route';
export type { HeaderChange, HttpMethod, HttpRouteProps, HttpRouteRule } from './constructs/http-route';
export { HttpsRedirect } from './constructs/https-redirect';
export type { HttpsRedirectProps } from './constructs/https-redirect';
export { syncWave } from './constructs/identity';
export type { Identity } from './constructs/identity';
export { Ingress } from './constructs/ingress';
export type { IngressProps, IngressRule } from './constructs/ingress';
export { LimitRange } from './constructs/limit-range';
export type { ContainerAmounts, LimitRangeProps } from './constructs/limit-range';
export { Manifest } from './constructs/manifest';
export type { KubernetesObject } from './constructs/manifest';
export { MeshTlsAuthentication } from './constructs/mesh-tls-authentication';
export type { MeshTlsAuthenticationProps } from './constructs/mesh-tls-authentication';
export { Namespace } from './constructs/namespace';
export type { NamespaceProps } from './constructs/namespace';
export { NetworkAuthentication } from './constructs/network-authentication';
export type { NetworkAuthenticationProps } from './constructs/network-authentication';
export { NetworkPolicy } from './constructs/network-policy';
export type { NetworkPeer, NetworkPolicyProps } from './constructs/network-policy';
export { PersistentVolumeClaim } from './constructs/persistent-volume-claim';
export type { ClaimAccess, PersistentVolumeClaimProps } from './constructs/persistent-volume-claim';
export { PodDisruptionBudget } from './constructs/pod-disruption-budget';
export type { PodDisruptionBudgetProps } from './constructs/pod-disruption-budget';
export { PodMonitor } from './constructs/pod-monitor';
export type { PodMonitorProps } from './constructs/pod-monitor';
export type { PodScheduling } from './constructs/pod-scheduling';
export type { PodSecurity } from './constructs/pod-security';
export type {
  ListenerPort,
  ContainerProps,
  ExtraContainer,
  ResourceAmounts,
  SidecarContainer,
} from './constructs/container';
export type { PodTemplateProps } from './constructs/pod-template';
export type { PodMount, PodVolume, ProjectedSource } from './constructs/pod-volume';
export type { PodConfig, PodFiles, PodSecrets, PodClaim, PodVolumes } from './constructs/pod-volumes';
export type { Probe } from './constructs/probe';
export { PrometheusRule } from './constructs/prometheus-rule';
export type { Alert, PrometheusRuleProps } from './constructs/prometheus-rule';
export { ResourceQuota } from './constructs/resource-quota';
export type { ResourceQuotaProps } from './constructs/resource-quota';
export { Role } from './constructs/role';
export type { RoleProps, RoleRule } from './constructs/role';
export { RoleBinding } from './constructs/role-binding';
export type { RoleBindingProps } from './constructs/role-binding';
export { Rollout } from './constructs/rollout';
export type {
  RolloutAnalysis,
  CanaryStrategy,
  CanaryStep,
  BlueGreenStrategy,
  RolloutProps,
} from './constructs/rollout';
export type { RouteParent, RouteBackend } from './constructs/route-parent';
export type { ScaleTarget, ScalingTarget } from './constructs/scale-target';
export { ScaledObject } from './constructs/scaled-object';
export type { ScaledObjectProps, ScaledObjectTrigger } from './constructs/scaled-object';
export { Server } from './constructs/server';
export type { ServerProps } from './constructs/server';
export { ServiceAccount } from './constructs/service-account';
export type { ServiceAccountProps } from './constructs/service-account';
export { ServiceMonitor } from './constructs/service-monitor';
export type { ServiceMonitorProps } from './constructs/service-monitor';
export { ServiceProfile } from './constructs/service-profile';
export type { ServiceProfileRoute, ServiceProfileProps } from './constructs/service-profile';
export { Service } from './constructs/service';
export type { ServicePort, ServiceProps } from './constructs/service';
export { StreamRoute } from './constructs/stream-route';
export type { StreamRouteProps } from './constructs/stream-route';
export type { ContainerVariables, EnvSource, EnvValueSource } from './constructs/variables';
export { StatefulSet } from './constructs/stateful-set';
export type { StatefulSetVolume, StatefulSetProps } from './constructs/stateful-set';
export { EnvironmentBaseline } from './charts/environment-baseline';
export type { BaselineApp } from './charts/environment-baseline';
export { EnvironmentOverlay } from './charts/environment-overlay';
export { MicroserviceChart } from './charts/microservice-chart';

export { place } from './model/place';
export { placeService } from './model/place-service';
export type { PlaceServiceProps, WrittenService } from './model/place-service';
export type { Baseline, Placement, Placements } from './model/placement';
