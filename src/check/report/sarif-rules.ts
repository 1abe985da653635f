import type { CheckReport, RuleText } from '../check-report';
import type { Severity } from '../finding';
import { sarifString, sarifText } from './sarif-message';
import type { SarifLevel, SarifRule } from './sarif-types';

const levels: Readonly<Record<Severity, SarifLevel>> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF's word for a severity (3.27.10). */
export function levelOf(severity: Severity): SarifLevel {
  return levels[severity];
}

/**
 * What the report says of its rules, by id. A result points into this list (3.27.6), so an id that only a finding knows
 * is in it, too.
 */
export function sarifRules({ rules, findings, accepted, suppressed }: CheckReport): ReadonlyMap<string, SarifRule> {
  const byId = new Map(rules.map((rule): [string, SarifRule] => [rule.id, describe(rule)]));
  for (const { rule: id } of [...findings, ...accepted, ...suppressed.map(({ finding }) => finding)]) {
    if (!byId.has(id)) byId.set(id, { id });
  }
  return byId;
}

function describe({ id, title, why, source, severity }: RuleText): SarifRule {
  const helpUri = addressOf(source);
  const help = `${why}\n\nSource: ${source}`;
  return {
    id,
    shortDescription: { text: sarifText(title) },
    fullDescription: { text: sarifText(why) },
    ...(helpUri === undefined ? {} : { helpUri }),
    // GitHub shows the markdown beside an alert, and asks for the text.
    help: { text: sarifText(help), markdown: sarifString(help) },
    defaultConfiguration: { level: levelOf(severity) },
  };
}

/** A source is an address or the number of an RFC; `helpUri` must be absolute (3.49.12). */
function addressOf(source: string): string | undefined {
  const rfc = /^RFC (\d+)/.exec(source)?.[1];
  const address =
    rfc === undefined ? /https:\/\/\S*[^\s.,;)]/.exec(source)?.[0] : `https://www.rfc-editor.org/rfc/rfc${rfc}`;
  return address !== undefined && URL.canParse(address) ? address : undefined;
}
