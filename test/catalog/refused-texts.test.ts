import { platformYaml, serviceYaml } from '../helpers/a-catalog';
import { problemsOf } from '../helpers/problems-of';

test.each([
  ['DEL', '\\x7f', 'U+007F'],
  ['a control of the second set', '\\x9b', 'U+009B'],
  ['what is no character', '\\uffff', 'U+FFFF'],
])('%s in a text is refused, with its place: an API server reads no object with it', (_, escaped, name) => {
  const text = `config: { values: { a: "b${escaped}" } }\nenv: { A: "${escaped}" }\n`;

  const problems = problemsOf({ 'services/web/service.yaml': `${serviceYaml}${text}` });

  expect(problems).toEqual([
    expect.stringContaining(`services/web/service.yaml:4:24: config.values.a: the character ${name}`),
    expect.stringContaining(`services/web/service.yaml:5:11: env.A: the character ${name}`),
  ]);
});

test('it is refused in any document, and in the name of something', () => {
  const platform = `${platformYaml}systems: { shop: { description: "a\\x80" } }\n`;
  const service = `${serviceYaml}scale: { owner: keda, minReplicas: 1, maxReplicas: 2, triggers: [{ type: cron, metadata: { "a\\x7f": b } }] }\n`;

  expect(problemsOf({ 'platform.yaml': platform }).join('\n')).toContain(
    'systems.shop.description: the character U+0080',
  );
  expect(problemsOf({ 'services/web/service.yaml': service }).join('\n')).toContain('the character U+007F');
});

test('ends of lines, tabs, and letters of any language are text', () => {
  const text = 'config: { values: { a: "b\\n\\t\\x85\\xa0é🙂\\ufffd" } }\n';

  expect(problemsOf({ 'services/web/service.yaml': `${serviceYaml}${text}` })).toEqual([]);
});
