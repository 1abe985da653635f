import type { Rule } from '../rule';
import { deprecatedApi } from './rules/deprecated-api';
import { duplicateListKey } from './rules/duplicate-list-key';
import { missingField } from './rules/missing-field';
import { removedApi } from './rules/removed-api';
import { unknownField } from './rules/unknown-field';
import { unknownKind } from './rules/unknown-kind';
import { valueNotAllowed } from './rules/value-not-allowed';
import { wrongType } from './rules/wrong-type';

/** What an API server refuses, or warns of. They share one walk, and find nothing without schemas in the settings. */
export const schemaRules: readonly Rule[] = [
  unknownKind,
  removedApi,
  deprecatedApi,
  unknownField,
  wrongType,
  missingField,
  valueNotAllowed,
  duplicateListKey,
];
