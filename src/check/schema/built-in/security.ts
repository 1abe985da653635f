import type { Field } from '../field';
import { descendingPath } from '../names';

/** Says what a server has against the `securityContext` of a pod or of a container. */
export function checkSecurity(context: Field): void {
  for (const name of ['runAsUser', 'runAsGroup', 'fsGroup'])
    context.at(name).mustBeWithin(0, 2 ** 31 - 1, 'a user or group');
  for (const group of context.at('supplementalGroups').items()) group.mustBeWithin(0, 2 ** 31 - 1, 'a group');
  checkProfile(context.at('seccompProfile'));
  const escalation = context.at('allowPrivilegeEscalation');
  if (escalation.value !== false) return;
  if (context.at('privileged').value === true) {
    escalation.refuse(
      'may not be there with "privileged: true"',
      'a privileged container may do everything: decide for one',
    );
  }
  if (
    context
      .at('capabilities')
      .at('add')
      .items()
      .some(({ value }) => value === 'CAP_SYS_ADMIN')
  ) {
    escalation.refuse('may not be there with the capability "CAP_SYS_ADMIN"');
  }
}

function checkProfile(profile: Field): void {
  const local = profile.at('localhostProfile');
  if (profile.at('type').text === 'Localhost') {
    if (local.isThere) local.mustBe(descendingPath);
    else local.miss('"Localhost" is a file on the node');
  } else if (local.isThere) local.refuse('may only be there with "type: Localhost"');
}
