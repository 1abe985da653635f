import { asLines } from '../../src/cli/shown-text';
import { rbacPolicy } from '../argocd/rbac-policy';
import { syncUrlOf } from '../gitops-controller/sync-url';
import type { Stack } from './read-stack';

/**
 * The groups of the identity provider that have rights in Argo CD, and their roles. Whoever signs in without one of them sees
 * nothing, and Argo CD does not say why.
 */
export function groupsText({ name, catalog, environments, settings }: Stack): string {
  const rolesByGroup = new Map<string, readonly string[]>();
  const policy = rbacPolicy(catalog, environments, syncUrlOf(settings) !== undefined);
  for (const [, group = '', role = ''] of policy.matchAll(/^g, (.+), role:(.+)$/gm)) {
    rolesByGroup.set(group, [...(rolesByGroup.get(group) ?? []), role]);
  }
  const width = Math.max(...[...rolesByGroup.keys()].map((group) => group.length));
  const lines = [...rolesByGroup]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([group, roles]) => `${group.padEnd(width)}  ${roles.join(', ')}`);
  return asLines([
    `groups that have rights in Argo CD of the stack "${name}", as the identity provider has to say them:`,
    ...lines,
    'a group of another name, such as "your-org:team", is said by teams.<team>.groups of catalog/platform.yaml',
  ]);
}
