import type { RuleText } from './check-report';
import { fileRules } from './file-rules';
import { rules } from './rules';
import { suppressionRules } from './suppression-rules';

/** Every rule that a finding may name: about objects, about files, and about suppressions. */
export const ruleTexts: readonly RuleText[] = [...rules, ...fileRules, ...suppressionRules];
