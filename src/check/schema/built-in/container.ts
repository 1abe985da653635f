import type { Field } from '../field';
import { dnsLabel, portName } from '../names';
import { checkPort } from './amounts';
import { checkEnvironment } from './environment';
import { checkLifecycle, checkProbe } from './probe';
import { checkContainerResources } from './resources';
import { checkSecurity } from './security';
import { checkMounts } from './volumes';

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];

/** Says what a server has against a container of a pod. */
export function checkContainer(container: Field, volumeNames: ReadonlySet<string>, isInit: boolean): void {
  const [name, image] = [container.at('name'), container.at('image')];
  if (name.text !== '') name.mustBe(dnsLabel);
  if (!image.isThere || image.value === '') image.miss();
  checkPorts(container.at('ports'));
  checkEnvironment(container);
  checkMounts(container, volumeNames);
  checkContainerResources(container.at('resources'));
  checkSecurity(container.at('securityContext'));
  if (isInit && container.at('restartPolicy').text !== 'Always') return refuseWhileStarting(container);
  for (const probe of probes) checkProbe(container.at(probe));
  checkLifecycle(container.at('lifecycle'));
}

function refuseWhileStarting(container: Field): void {
  for (const name of ['lifecycle', ...probes]) {
    const field = container.at(name);
    if (field.isThere)
      field.refuse(
        'may not be there: an init container ends before the others start',
        'remove it, or set "restartPolicy: Always" for a sidecar',
      );
  }
}

function checkPorts(ports: Field): void {
  const names = new Set<string>();
  for (const port of ports.items()) {
    const name = port.at('name');
    if (name.text !== '') {
      name.mustBe(portName);
      if (names.has(name.text))
        name.say('duplicate-list-key', `two ports in ${ports.where} are called "${name.text}"`, 'rename one');
      names.add(name.text);
    }
    checkPort(port.at('containerPort'));
    if (port.at('hostPort').number !== 0) checkPort(port.at('hostPort'));
  }
}
