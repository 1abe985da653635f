import type { Field } from '../field';

const prefix = 'pod-security.kubernetes.io/';

/** Says what a server has against a Namespace: its labels decide which pods it takes. */
export function checkNamespace(object: Field): void {
  const labels = object.at('metadata').at('labels');
  for (const mode of ['enforce', 'audit', 'warn']) {
    labels.at(`${prefix}${mode}`).mustBeOneOf(['privileged', 'baseline', 'restricted']);
    labels
      .at(`${prefix}${mode}-version`)
      .mustBe((version) =>
        /^(latest|v1\.(0|[1-9]\d*))$/.test(version) ? undefined : 'is no version: "latest" and "v1.36" are allowed',
      );
  }
}
