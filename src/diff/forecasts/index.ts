import type { Forecast } from '../consequence';
import { imageSignatures, podSecurity, projects, roles } from './access';
import { configuration } from './configuration';
import { deletion } from './deletion';
import { application } from './delivery';
import { generatedApplications } from './generated-applications';
import { claimSize, immutable } from './immutable';
import { autoscaler, crd, disruptionBudget } from './limits';
import { nodeFolders } from './node-folders';
import { networkPolicy, outside, route, service } from './network';
import { replacedPods, replicas, strategy } from './pods';

/** Every rule that says what a change will do. */
export const forecasts: readonly Forecast[] = [
  deletion,
  generatedApplications,
  immutable,
  claimSize,
  replacedPods,
  replicas,
  strategy,
  configuration,
  nodeFolders,
  networkPolicy,
  service,
  outside,
  route,
  roles,
  projects,
  podSecurity,
  imageSignatures,
  application,
  autoscaler,
  disruptionBudget,
  crd,
];
