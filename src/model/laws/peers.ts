import { documents } from '../catalog';
import type { Breach } from '../catalog';
import { hasMembers, hasLastingPods } from '../pods';
import { didYouMean } from '../nearest';
import type { Resolved } from '../resolve';

/** Pods reach each other at ports that they have, and only members start in an order. */
export function* checkPeers({ service, wants }: Resolved): Iterable<Breach> {
  const document = documents.service(service);
  if (wants.podManagement !== undefined && !hasMembers(wants)) {
    yield {
      document,
      path: ['podManagement'],
      message: `service "${service}" says in which order its pods start, and only pods that keep their names have one`,
      hint: 'add "runs: members" or storage, or remove podManagement',
    };
  }
  if (wants.peers === undefined) return;
  if (!hasLastingPods(wants)) {
    yield {
      document,
      path: ['peers'],
      message: `service "${service}" runs ${wants.runs}, and has no pods that go on and could reach each other`,
      hint: wants.runs === 'variants' ? 'say it of its variants' : 'remove it',
    };
    return;
  }
  const ports = wants.ports.map(({ name }) => name);
  for (const [index, port] of wants.peers.entries()) {
    if (ports.includes(port)) continue;
    yield {
      document,
      path: ['peers', index],
      message: `service "${service}" has no port "${port}"`,
      hint: `${didYouMean(port, ports)}; what pods reach each other at is a port of theirs`,
    };
  }
}
