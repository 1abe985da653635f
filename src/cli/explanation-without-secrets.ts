import { nameOfText } from '../catalog/find-secrets';
import { valueWithoutSecrets, withoutSecrets } from '../secrets/hide';
import type { GatedExplanation } from './explanation-as-text';

/** An explanation as people may read it: a catalog may have what only looks like a secret, and an answer is copied to others. */
export function explanationWithoutSecrets(explanation: GatedExplanation): GatedExplanation {
  return {
    ...explanation,
    facts: explanation.facts.map((fact) => ({ ...fact, value: withoutSecrets(fact.value) })),
    settings: explanation.settings.map((setting) => ({
      ...setting,
      value: hidden(setting.value, setting.path),
      overrides: setting.overrides.map((one) => ({ ...one, value: hidden(one.value, setting.path) })),
    })),
  };
}

/** Names say that a value is a secret where people choose them; in other settings they name Secrets: `{ secret: web, key: token }`. */
function hidden(value: unknown, path: readonly (string | number)[]): unknown {
  if (typeof value === 'string') return withoutSecrets(value, nameOfText(path));
  if (Array.isArray(value)) {
    const isWords = value.every((one) => typeof one === 'string');
    return isWords ? valueWithoutSecrets(value) : value.map((one: unknown, index) => hidden(one, [...path, index]));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]: [string, unknown]) => [key, hidden(one, [...path, key])]),
  );
}
