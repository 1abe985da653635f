import type { Chart } from 'cdk8s';

import type { Identity } from '../constructs/identity';
import { RoleBinding } from '../constructs/role-binding';
import { Role } from '../constructs/role';
import { ServiceAccount } from '../constructs/service-account';
import type { Placement } from '../model/placement';

/** Adds who the pods of a placement are, and what they may do at the API server. */
export function addServiceIdentity(
  chart: Chart,
  identity: Identity,
  { service, identity: who, pull }: Placement,
): void {
  const { account, annotations, token, rules } = who;
  if (account !== undefined) return;
  new ServiceAccount(chart, 'service-account', {
    ...identity,
    annotations,
    automountToken: token,
    pullSecrets: pull.secrets,
  });
  if (rules.length === 0) return;
  new Role(chart, 'role', { ...identity, rules });
  new RoleBinding(chart, 'role-binding', { ...identity, role: service, serviceAccount: service });
}
