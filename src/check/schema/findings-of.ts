import type { ManifestObject } from '../../manifests/manifest';
import type { Inventory } from '../inventory';
import { perInventory } from '../per-inventory';
import type { Report, Rule } from '../rule';
import { checkSchema } from './check-schema';
import { KnownGood } from './known-good';
import type { SchemaRuleId } from './report';

type ReportsByRule = ReadonlyMap<SchemaRuleId, readonly Report[]>;

/** The first rule that is asked about an inventory walks over all of it; the others take what is theirs. */
const reportsByRule = perInventory(walkAll);

/** Reports what an API server has against objects, as far as it is the business of one rule. */
export function reportsOf(rule: SchemaRuleId): Rule['check'] {
  return (inventory, report) => {
    for (const one of reportsByRule(inventory).get(rule) ?? []) report(one);
  };
}

/** Without schemas nobody knows what a server takes, so that nothing is found. */
function walkAll({ objects, settings: { schemas, lifecycles = {}, kubernetesVersion } }: Inventory): ReportsByRule {
  const byRule = new Map<SchemaRuleId, Report[]>();
  if (schemas === undefined) return byRule;
  const good = new KnownGood();
  const add = (object: ManifestObject): void => {
    for (const { rule, ...said } of checkSchema(object, schemas, lifecycles, kubernetesVersion, good)) {
      const ofRule = byRule.get(rule);
      if (ofRule === undefined) byRule.set(rule, [{ object, ...said }]);
      else ofRule.push({ object, ...said });
    }
  };
  for (const object of objects) add(object);
  return byRule;
}
