import type { Field } from '../field';
import { dnsSubdomain } from '../names';

/** Says what a server has against a Role. */
export function checkRole(object: Field): void {
  for (const rule of object.at('rules').items()) checkRule(rule, true);
}

/** Says what a server has against a ClusterRole. */
export function checkClusterRole(object: Field): void {
  for (const rule of object.at('rules').items()) checkRule(rule, false);
}

function checkRule(rule: Field, isNamespaced: boolean): void {
  if (Array.isArray(rule.at('verbs').value) && rule.at('verbs').items().length === 0)
    rule.at('verbs').miss('say what is allowed: "get", "list", "*"');
  const urls = rule.at('nonResourceURLs');
  const parts = [rule.at('apiGroups'), rule.at('resources')];
  if (urls.items().length > 0) {
    if (isNamespaced) urls.refuse('may not be there: URLs are in no namespace', 'use a ClusterRole');
    else if (parts.some((part) => part.items().length > 0))
      urls.refuse('may not be there together with resources', 'make two rules of it');
    return;
  }
  for (const part of parts) if (part.items().length === 0) part.miss();
}

/** Says what a server has against a RoleBinding or a ClusterRoleBinding. */
export function checkBinding(object: Field): void {
  const role = object.at('roleRef');
  const kind = role.at('kind');
  const isCluster = object.at('kind').text === 'ClusterRoleBinding';
  if (kind.text !== '' && !(kind.text === 'ClusterRole' || (kind.text === 'Role' && !isCluster))) {
    kind.refuse('is not allowed', isCluster ? '"ClusterRole" is allowed' : '"Role" and "ClusterRole" are allowed');
  }
  const group = role.at('apiGroup');
  if (group.text !== '' && group.text !== 'rbac.authorization.k8s.io')
    group.refuse('is no group of roles', '"rbac.authorization.k8s.io" is allowed');
  for (const subject of object.at('subjects').items()) checkSubject(subject, isCluster);
}

function checkSubject(subject: Field, isCluster: boolean): void {
  const [kind, namespace, group] = [subject.at('kind'), subject.at('namespace'), subject.at('apiGroup')];
  const allowedGroup = kind.text === 'ServiceAccount' ? '' : 'rbac.authorization.k8s.io';
  if (group.text !== '' && group.text !== allowedGroup) group.refuse('is not allowed', `"${allowedGroup}" is allowed`);
  if (kind.text === 'ServiceAccount') {
    const name = subject.at('name');
    if (name.text !== '') name.mustBe(dnsSubdomain);
    // Inside of a namespace the one of the binding is meant.
    if (namespace.text === '' && isCluster) namespace.miss('a ServiceAccount is in a namespace');
  } else if (kind.text !== '' && kind.text !== 'User' && kind.text !== 'Group') {
    kind.refuse('is no subject', 'allowed are ServiceAccount, User, Group');
  }
}
