import type { RuleText } from '../../check/check-report';
import { ruleTexts } from '../../check/rule-texts';
import { didYouMean } from '../../model/nearest';
import type { Context, ExitCode } from '../context';
import { Refusal } from '../../model/refusal';

/** Lists the rules of `slipway check`, or explains one of them. */
export function showRules(id: string | undefined, isJson: boolean, { stdout }: Context): ExitCode {
  const chosen = id === undefined ? ruleTexts : ruleTexts.filter((rule) => rule.id === id);
  const [first] = chosen;
  if (id !== undefined && first === undefined)
    throw new Refusal(
      `there is no rule "${id}"; ${didYouMean(
        id,
        ruleTexts.map((rule) => rule.id),
      )}`,
      'usage',
    );
  if (isJson) stdout.write(`${JSON.stringify(chosen.map(textOf), null, 2)}\n`);
  else if (id === undefined || first === undefined) {
    const width = Math.max(...chosen.map((rule) => rule.id.length));
    const lines = chosen.map((rule) => `${rule.id.padEnd(width)}  ${rule.severity.padEnd(7)}  ${rule.title}\n`);
    stdout.write(`${lines.join('')}\n${chosen.length} rules; "slipway rules ID" explains one\n`);
  } else stdout.write(explained(first));
  return 0;
}

/** What is said of a rule, without what looks at objects. */
function textOf({ id, title, severity, why, source, failing, passing }: RuleText): RuleText {
  return { id, title, severity, why, source, failing, passing };
}

function explained({ id, title, severity, why, source, failing, passing }: RuleText): string {
  // What is wrong with a whole tree, or with a text that is no manifest, has no example of one object.
  const examples = failing === '' ? [] : ['', 'Not so:', indented(failing), '', 'But so:', indented(passing)];
  return [`${id} (${severity}): ${title}`, '', why, source, ...examples, ''].join('\n');
}

function indented(yaml: string): string {
  return yaml
    .trim()
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
}
