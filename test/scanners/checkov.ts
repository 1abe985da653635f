import * as z from 'zod';

import { answerOf, type Scanner } from './scanner';

const Answer = z.object({
  results: z.object({
    failed_checks: z.array(z.object({ check_id: z.string(), check_name: z.string(), resource: z.string() })),
  }),
  summary: z.object({ parsing_errors: z.number() }),
});

export const checkov: Scanner = {
  name: 'checkov',
  scan(tree) {
    const words = ['--directory', '.', '--framework', 'kubernetes', '--output', 'json', '--compact', '--quiet'];
    const { results, summary } = Answer.parse(JSON.parse(answerOf('checkov', words, tree)));
    if (summary.parsing_errors > 0) throw new Error(`checkov cannot read ${summary.parsing_errors} files`);
    // "Deployment.prod.web": only the last part may have dots of its own.
    return results.failed_checks.map(({ check_id, check_name, resource }) => ({
      rule: check_id,
      object: resource.replace('.', '/').replace('.', '/'),
      message: check_name,
    }));
  },
};
