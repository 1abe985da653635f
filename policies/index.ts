import { PolicyPack } from '@pulumi/policy';
import type { ResourceValidationPolicy } from '@pulumi/policy';

import { printableLine } from '../src/model/printable';
import { shownText } from '../src/cli/shown-text';
import type { PolicyRule } from './rule';
import { policyRules } from './rules';

/** What `pulumi preview --policy-pack policies` runs. */
new PolicyPack('slipway', { policies: policyRules.map(policyOf) });

function policyOf({ name, description, check }: PolicyRule): ResourceValidationPolicy {
  return {
    name,
    description,
    enforcementLevel: 'mandatory',
    validateResource: ({ type, name: resource, props, opts, provider }, report) => {
      for (const found of check({
        type,
        name: resource,
        inputs: props,
        isProtected: opts.protect,
        provider: provider?.props,
      })) {
        report(shownText(printableLine(found)));
      }
    },
  };
}
