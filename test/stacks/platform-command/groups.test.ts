import { groupsText } from '../../../stacks/platform-command/groups';
import { readStack } from '../../../stacks/platform-command/read-stack';
import { aProject } from '../helpers/a-project';

test('each group that has rights is named once, with every role that it has', () => {
  const lines = groupsText(readStack(aProject(), 'dev')).split('\n');

  expect(lines).toContainEqual(expect.stringMatching(/^platform-team +platform-admin\b/));
  expect(lines).toContainEqual(expect.stringMatching(/^identity-team +developer-identity-team$/));
  expect(new Set(lines).size).toBe(lines.length);
});
