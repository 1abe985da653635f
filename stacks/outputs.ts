import * as pulumi from '@pulumi/pulumi';

import { InputError } from '../src/model/problem';
import { settingsFile } from './read-settings';

/** What another Pulumi stack has put out under a name. */
export type OutputOf = (output: string) => pulumi.Input<unknown>;

/** Stands in for what nobody asks: a plan is the same whatever another stack says. */
export const unaskedOutput: OutputOf = (output) => `output ${output}`;

/**
 * Outputs of another stack.
 *
 * @param other such as "our-org/network/prod"; undefined when the stack names none
 * @param stack whose settings name it
 * @throws InputError for an output that there is not, and for one that is a secret: what is handed over is read by whoever may read
 * an Application
 */
export function outputsOf(other: string | undefined, stack: string): OutputOf {
  const reference = other === undefined ? undefined : new pulumi.StackReference(other);
  return async (output) => {
    const refuse = (message: string, hint: string): never => {
      throw new InputError([{ file: settingsFile(stack), path: ['slipway:ownAddOns'], message, hint }]);
    };
    if (reference === undefined) {
      return refuse(`the output "${output}" is of no stack`, 'say which stack has it: slipway:outputsOf');
    }
    const { value, secretValue } = await reference.getOutputDetails(output);
    if (secretValue !== undefined) {
      return refuse(
        `the output "${output}" of ${other} is a secret, and an Application is none`,
        'put it into the secret store, and let the add-on have an ExternalSecret',
      );
    }
    return value ?? refuse(`the stack ${other} has no output "${output}"`, `pulumi stack output --stack ${other}`);
  };
}
