import { rules } from '../../check/rules';
import type { Rule } from '../../check/rule';
import { didYouMean } from '../../model/nearest';
import type { Context, ExitCode } from '../context';
import { Refusal } from '../../model/refusal';

/** Lists the rules of `slipway check`, or explains one of them. */
export function showRules(id: string | undefined, isJson: boolean, { stdout }: Context): ExitCode {
  const chosen = id === undefined ? rules : rules.filter((rule) => rule.id === id);
  const [first] = chosen;
  if (id !== undefined && first === undefined)
    throw new Refusal(
      `there is no rule "${id}"; ${didYouMean(
        id,
        rules.map((rule) => rule.id),
      )}`,
      'usage',
    );
  if (isJson)
    stdout.write(
      `${JSON.stringify(
        chosen.map(({ check: _check, ...text }) => text),
        null,
        2,
      )}\n`,
    );
  else if (id === undefined || first === undefined) {
    const width = Math.max(...chosen.map((rule) => rule.id.length));
    const lines = chosen.map((rule) => `${rule.id.padEnd(width)}  ${rule.severity.padEnd(7)}  ${rule.title}\n`);
    stdout.write(`${lines.join('')}\n${chosen.length} rules; "slipway rules ID" explains one\n`);
  } else stdout.write(explained(first));
  return 0;
}

function explained({ id, title, severity, why, source, failing, passing }: Rule): string {
  return [
    `${id} (${severity}): ${title}`,
    '',
    why,
    source,
    '',
    'Not so:',
    indented(failing),
    '',
    'But so:',
    indented(passing),
    '',
  ].join('\n');
}

function indented(yaml: string): string {
  return yaml
    .trim()
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
}
