import { environmentYaml as env, platformYaml as platform } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';

const long = 'e'.repeat(45);

test('a prefix leaves room for the names of the baseline', () => {
  const files = { [`environments/${long}.yaml`]: env };

  expect(problemsOf({ ...files, 'platform.yaml': `${platform}argocd: { prefix: shop }\n` })).toEqual([]);
  expect(problemsOf({ ...files, 'platform.yaml': `${platform}argocd: { prefix: shop-of-shops }\n` })).toEqual([
    `platform.yaml:6:19: argocd.prefix: the baseline of environment "${long}" would be called "shop-of-shops-baseline-${long}" (68 characters); it may have at most 63; shorten the prefix or the name of the environment`,
  ]);
});

test('a prefix is short', () => {
  expect(problemsOf({ 'platform.yaml': `${platform}argocd: { prefix: ${'p'.repeat(21)} }\n` })).toEqual([
    'platform.yaml:6:19: argocd.prefix: "ppppppppppppppppppppp" must have at most 20 characters',
  ]);
});
