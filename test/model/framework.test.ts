import { frameworks } from '../../src/model/framework';
import { serviceYaml as web } from '../helpers/a-catalog';
import { problemsOf } from '../helpers/problems-of';

const problems = (framework: string) => problemsOf({ 'services/web/service.yaml': `${web}framework: ${framework}\n` });

test.each(['springboot', 'spring_boot', 'Spring-Boot', 'springBoot'])('%s is not taken for something else', (name) => {
  expect(problems(name)).toEqual([
    `services/web/service.yaml:4:12: framework: "${name}" is not allowed; did you mean "spring-boot"?`,
  ]);
});

test('what is like nothing is told what there is', () => {
  expect(problems('zope')).toEqual([
    `services/web/service.yaml:4:12: framework: "zope" is not allowed; known are ${[...frameworks].sort().join(', ')}`,
  ]);
});

test.each(frameworks)('%s is taken', (name) => {
  expect(problems(name)).toEqual([]);
});
