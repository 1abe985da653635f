import js from '@eslint/js';

const globals = {
  Buffer: 'readonly',
  process: 'readonly',
  console: 'readonly',
  fetch: 'readonly',
  setTimeout: 'readonly',
  URL: 'readonly',
};

export default [{ ...js.configs.recommended, languageOptions: { globals } }];
