import { textAt } from '../../../manifests/value-at';
import { notificationConfigsOf } from '../../argocd/notifications';
import type { Rule } from '../../rule';

export const failingTriggerCondition: Rule = {
  id: 'failing-trigger-condition',
  title: 'a condition of a trigger cannot be evaluated',
  why: 'A new Application has no operationState yet: a condition that reads through it fails (cannot fetch from nil), and so does one that is no expression. The notification is not sent, and the log has the only word of it.',
  source: 'https://github.com/argoproj/notifications-engine/issues/71',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  template.failed: |
    message: Application {{.app.metadata.name}} failed.
  trigger.on-failed: |
    - send: [failed]
      when: app.status.operationState.phase in ['Error', 'Failed']
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  template.failed: |
    message: Application {{.app.metadata.name}} failed.
  trigger.on-failed: |
    - send: [failed]
      when: app.status.operationState?.phase in ['Error', 'Failed']
`,
  check(inventory, report) {
    for (const { triggers } of notificationConfigsOf(inventory)) {
      for (const { object, path, key, yaml } of triggers) {
        const conditions = Array.isArray(yaml?.value) ? yaml.value : [];
        for (const condition of conditions) {
          const when = textAt(condition, ['when']);
          const problem = when === undefined ? undefined : problemOf(when);
          if (problem !== undefined)
            report({ object, path, message: `"${key}" ${problem.message}`, hint: problem.hint });
        }
      }
    }
  },
};

function problemOf(when: string): { readonly message: string; readonly hint: string } | undefined {
  const code = withoutTexts(when);
  if (/(?<![=!<>~?])=(?![=~])/.test(code)) {
    return { message: 'compares with "=", which is no comparison', hint: 'write "=="' };
  }
  const field = maybeNil.find((one) => code.includes(`${one}.`) && !isAsked(code, one));
  if (field === undefined) return undefined;
  return {
    message: `reads through ${field}, which a new Application does not have`,
    hint: `write ${field}?., or ask "${field} != nil and" first`,
  };
}

/** Fields that are not there before the first sync. */
const maybeNil = ['app.status.operationState.syncResult', 'app.status.operationState'];

/** Whether a condition asks for a field before it reads through it. */
function isAsked(code: string, field: string): boolean {
  const asked = code.replaceAll(' ', '');
  return [`${field}!=nil`, `nil!=${field}`, `${field}==nil`, `${field}??`].some((one) => asked.includes(one));
}

/** Texts in quotes may have any sign in them. */
function withoutTexts(code: string): string {
  let rest = '';
  let quote = '';
  for (const character of code.slice(0, 10_000)) {
    if (quote === '') {
      rest += character;
      if (`'"\``.includes(character)) quote = character;
    } else if (character === quote) quote = '';
  }
  return rest;
}
