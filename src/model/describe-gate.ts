import type { ApprovalRule, Gates } from './gates';

/** Says one key of the gates on one line, for people: `2 of {team} or sre-team`. */
export function describeGate(gates: Gates, key: keyof Gates): string {
  const { after, evidence, approvals, approvalLife, ticket, limits, permissions, hotfix } = gates;
  switch (key) {
    case 'after':
      return after?.length === 0 ? 'no environment' : (after ?? []).join(', ');
    case 'evidence':
      return evidence === undefined ? '' : describeEvidence(evidence);
    case 'approvals':
      return describeApprovals(approvals ?? []);
    case 'approvalLife':
      return approvalLife ?? '';
    case 'ticket':
      return ticket === undefined ? '' : describeTicket(ticket);
    case 'limits':
      return describeLimits(limits ?? {});
    case 'permissions':
      return (permissions ?? []).map(describePermission).join('; ');
    case 'hotfix':
      return hotfix === undefined ? '' : describeHotfix(hotfix);
  }
}

function describeEvidence({ healthyFor, sameDigest, tests }: NonNullable<Gates['evidence']>): string {
  return [
    healthyFor === undefined ? 'was there' : `healthy for ${healthyFor}`,
    ...(sameDigest ? ['same digest'] : []),
    { never: 'no tests', 'when-asked': 'tests when asked for', always: 'tests' }[tests],
  ].join(', ');
}

function describeApprovals(rules: readonly ApprovalRule[]): string {
  if (rules.length === 0) return 'nobody';
  return rules.map(({ count, teams, kinds }) => `${count} of ${orOf(teams)}${only(kinds)}`).join(' and ');
}

function describeLimits({ replicas, fewestReplicas }: NonNullable<Gates['limits']>): string {
  const words = [
    ...(replicas === undefined ? [] : [`${replicas} replicas`]),
    ...(fewestReplicas === undefined ? [] : [`at least ${fewestReplicas}`]),
  ];
  return words.length === 0 ? 'none' : words.join(', ');
}

function describeTicket({ prefix, pattern, kinds }: NonNullable<Gates['ticket']>): string {
  return `${pattern ?? `${prefix}...`}${only(kinds)}`;
}

function describePermission({
  verbs,
  services,
  teams = [],
  tokens = [],
}: NonNullable<Gates['permissions']>[number]): string {
  const who = [...teams, ...tokens.map((token) => `token ${token}`)];
  const what = verbs === undefined ? 'everything' : verbs.join(', ');
  const where = services === undefined ? '' : ` of ${services.join(', ')}`;
  return `${who.length === 0 ? 'everybody' : orOf(who)}: ${what}${where}`;
}

function describeHotfix({ skips, approvals, ticket }: NonNullable<Gates['hotfix']>): string {
  return [
    `without ${skips.join(', ')}`,
    ...(approvals.length === 0 ? [] : [`approvals ${describeApprovals(approvals)}`]),
    ...(ticket === undefined ? [] : [`ticket ${describeTicket(ticket)}`]),
  ].join('; ');
}

function only(kinds: readonly string[] | undefined): string {
  return kinds === undefined ? '' : ` (${kinds.join(', ')})`;
}

function orOf(names: readonly string[]): string {
  return names.join(' or ');
}
