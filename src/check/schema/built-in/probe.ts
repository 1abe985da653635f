import type { Field } from '../field';
import { checkNotNegative, checkPort, checkPortOrName } from './amounts';

const probeHandlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const hookHandlers = ['exec', 'httpGet', 'tcpSocket', 'sleep'];

/** Says what a server has against a probe. */
export function checkProbe(probe: Field): void {
  if (!probe.isThere) return;
  checkHandler(probe, probeHandlers);
  const counts = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];
  checkNotNegative(...counts.map((name) => probe.at(name)));
  const grace = probe.at('terminationGracePeriodSeconds');
  if (probe.key === 'readinessProbe') {
    if (grace.isThere) grace.refuse('may not be there: a readiness probe ends no container');
    return;
  }
  grace.mustBeWithin(1);
  const threshold = probe.at('successThreshold');
  if ((threshold.number ?? 0) > 1) threshold.refuse(`is not allowed in a ${String(probe.key)}`, '1 is allowed');
}

/** Says what a server has against what is done when a container starts and ends. */
export function checkLifecycle(lifecycle: Field): void {
  for (const hook of [lifecycle.at('postStart'), lifecycle.at('preStop')])
    if (hook.isThere) checkHandler(hook, hookHandlers);
}

function checkHandler(field: Field, names: readonly string[]): void {
  const handlers = names.map((name) => field.at(name)).filter(({ isThere }) => isThere);
  if (handlers.length === 0) {
    field.say('missing-field', `${field.where} does nothing`, `it needs one of ${names.join(', ')}`);
  }
  for (const handler of handlers.slice(1)) {
    handler.say(
      'value-not-allowed',
      `${handler.parent?.where ?? ''} has more than one handler: "${handlers[0]?.key ?? ''}" and "${handler.key}"`,
      'keep one of them',
    );
  }
  const [handler] = handlers;
  if (handler === undefined) return;
  if (handler.key === 'exec' && handler.at('command').items().length === 0) handler.at('command').miss();
  if (handler.key === 'grpc') checkPort(handler.at('port'));
  if (handler.key === 'httpGet' || handler.key === 'tcpSocket') checkPortOrName(handler.at('port'));
  for (const header of handler.at('httpHeaders').items()) {
    header.at('name').mustBe((name) => (/^[-A-Za-z0-9]+$/.test(name) ? undefined : 'is no name of an HTTP header'));
  }
}
