import * as fc from 'fast-check';

import { readContents } from '../../src/gitops/read-contents';

test('whatever a content is made of, it is read as Git has it, and what Git does not have is absent', () => {
  const content = fc
    .array(fc.constantFrom('\n', '\0', ' ', 'missing', 'blob 3', '\xff', 'a'))
    .map((parts) => Buffer.from(parts.join(''), 'latin1'));
  const answers = fc.dictionary(fc.stringMatching(/^[0-9a-f]{40}$/), fc.option(content), { noNullPrototype: true });

  fc.assert(
    fc.property(answers, (byId) => {
      const answer = Buffer.concat(
        Object.entries(byId).flatMap(([id, content]) =>
          content === null
            ? [Buffer.from(`${id} missing\n`)]
            : [Buffer.from(`${id} blob ${content.length}\n`), content, Buffer.from('\n')],
        ),
      );

      expect([...readContents(answer)]).toEqual(Object.entries(byId).filter(([, content]) => content !== null));
    }),
  );
});
