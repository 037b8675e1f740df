import js from "@eslint/js";
import globals from "globals";

/** Rules beyond eslint's recommended ones: each catches a mistake, none is about looks. */
const rules = {
  eqeqeq: "error",
  "no-shadow": "error",
  "no-throw-literal": "error",
  "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
  "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
  "no-var": "error",
  "prefer-const": "error",
};

export default [
  { ignores: ["dist/", "node_modules/", "playwright-report/", "target/", "test-results/", "www/pkg/"] },
  js.configs.recommended,
  { rules, linterOptions: { reportUnusedDisableDirectives: "error" } },
  // `console` is missing on purpose: what goes wrong is said in the page.
  { files: ["www/**/*.js"], rules: { "no-console": "error" } },
  {
    files: ["www/**/*.js"],
    ignores: ["www/worker.js", "www/reading.js", "www/worker/*.js", "www/service_worker.js"],
    languageOptions: { globals: globals.browser },
  },
  { files: ["www/worker.js", "www/reading.js", "www/worker/*.js"], languageOptions: { globals: globals.worker } },
  { files: ["www/service_worker.js"], languageOptions: { globals: globals.serviceworker } },
  {
    files: ["tests/**/*.js", "docs/*.js", "benches/*.js", "xtask/dist/*.js", "*.config.js"],
    languageOptions: { globals: globals.node },
  },
  { files: ["benches/page/*.js"], languageOptions: { globals: globals.browser } },
  // The functions that are passed into the page run there.
  {
    files: ["tests/page/**/*.js", "tests/browsers/*.js", "docs/*.js", "benches/*.js"],
    languageOptions: { globals: globals.browser },
  },
];
