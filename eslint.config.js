import js from '@eslint/js';
import globals from 'globals';

export default [
  { ignores: ['www/pkg/**', 'target/**', 'dist/**', 'test-results/**', 'playwright-report/**'] },
  js.configs.recommended,
  {
    rules: { eqeqeq: 'error', 'no-var': 'error', 'prefer-const': 'error', 'no-console': 'error' },
  },
  { files: ['www/**/*.js'], languageOptions: { globals: globals.browser } },
  { files: ['www/worker.js'], languageOptions: { globals: globals.worker } },
  { files: ['tests/**/*.js', '*.config.js'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
];
