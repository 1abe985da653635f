import { syncWave } from './identity';

/**
 * The last wave of an Application, the only one whose health Argo CD does not wait for ("sync_context.go" of its
 * gitops-engine). Here belongs what may be unhealthy for a good reason: in an earlier wave a paused Rollout would keep
 * the sync running, and with it every later commit waiting (argoproj/argo-cd#25054); an autoscaler that has no metrics
 * yet would fail it (argoproj/argo-cd#6287); a volume that waits for its first pod would never end it (#12840).
 */
export const lastWave: number = syncWave.routing;
