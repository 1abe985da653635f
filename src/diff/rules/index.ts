import type { Rule } from '../consequence';
import { podSecurity, projects, roles } from './access';
import { configuration } from './configuration';
import { deletion } from './deletion';
import { application } from './delivery';
import { generatedApplications } from './generated-applications';
import { claimSize, immutable } from './immutable';
import { autoscaler, crd, disruptionBudget } from './limits';
import { networkPolicy, route, service } from './network';
import { podTemplate, replicas, strategy } from './pods';

/** Every rule that says what a change will do. */
export const rules: readonly Rule[] = [
  deletion,
  generatedApplications,
  immutable,
  claimSize,
  podTemplate,
  replicas,
  strategy,
  configuration,
  networkPolicy,
  service,
  route,
  roles,
  projects,
  podSecurity,
  application,
  autoscaler,
  disruptionBudget,
  crd,
];
