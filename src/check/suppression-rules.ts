import type { RuleText } from './check-report';

const source = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html';

/** Rules about suppressions themselves. They look at what all other rules have found, so they are no rule of the registry. */
export const suppressionRules = [
  {
    id: 'suppression-without-reason',
    title: 'a suppression does not say why',
    why: 'Whoever comes next cannot tell whether it still holds, so it stays for ever. Without a reason nothing is suppressed.',
    source,
    severity: 'error',
    failing: podWith('# slipway-ignore floating-image-tag'),
    passing: podWith('# slipway-ignore floating-image-tag: a sandbox, made anew each night'),
  },
  {
    id: 'unknown-rule',
    title: 'a suppression names a rule that does not exist',
    why: 'It suppresses nothing, and whoever wrote it believes that it does.',
    source,
    severity: 'error',
    failing: podWith('# slipway-ignore floating-tag: a sandbox, made anew each night'),
    passing: podWith('# slipway-ignore floating-image-tag: a sandbox, made anew each night'),
  },
  {
    id: 'unused-suppression',
    title: 'a suppression has nothing to suppress',
    why: 'What it was for is mended or has moved. Left where it is, it hides the next finding of the rule, which nobody has judged.',
    source,
    severity: 'warning',
    failing: podWith('# slipway-ignore floating-image-tag: a sandbox, made anew each night', 'v1.2.0'),
    passing: podWith('# an image of ours', 'v1.2.0'),
  },
] as const satisfies readonly RuleText[];

/** Id of a rule about suppressions. */
export type SuppressionRuleId = (typeof suppressionRules)[number]['id'];

function podWith(comment: string, tag = 'latest'): string {
  return `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      ${comment}
      image: ghcr.io/your-org/web:${tag}
`;
}
