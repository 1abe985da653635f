import { verifyAgentBodies } from '../../helpers/agent-bodies';
import { howMany } from '../../helpers/how-many';

/** Fewer of them: `BODIES=2000 npm run test:long -- verify-signature`. */
const bodies = howMany('BODIES', 10_000);

test('behind the agent of Port, each of 10,000 bodies is verified, and none that is nearly the same', () => {
  expect(verifyAgentBodies(bodies)).toBeGreaterThan(bodies / 5);
}, 1_200_000);
