import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { MODULE_BUDGET, complaint, inWords, sizes } from '../../benches/size.js';

test('the page is measured as a server sends it, without its images', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lab-size-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, 'www/pkg'), { recursive: true });
  writeFileSync(path.join(folder, 'www/pkg/autoencoder_lab_bg.wasm'), Buffer.alloc(50_000, 'wasm '));
  writeFileSync(path.join(folder, 'www/pkg/autoencoder_lab_relaxed_bg.wasm'), Buffer.alloc(40_000, 'fast '));
  writeFileSync(path.join(folder, 'www/images.gz'), 'images are not the page');
  writeFileSync(path.join(folder, 'index.html'), 'page');
  const { module, fastModule, page } = sizes(folder);
  assert.equal(module.raw, 50_000);
  assert.ok(module.gzip < 1000 && module.brotli < module.gzip, inWords(module));
  assert.equal(fastModule.raw, 40_000);
  assert.equal(page.raw, 50_000 + 4, 'the fast module comes only when it is asked for');
  assert.equal(page.gzip - module.gzip, gzipSync('page', { level: 9 }).length);
});

test('a module over its budget is named with both numbers', () => {
  assert.equal(complaint('module', MODULE_BUDGET), undefined);
  assert.equal(
    complaint('fast module', MODULE_BUDGET + 1),
    'the fast module has 150001 bytes gzip where its budget is 150000: take something out, or argue for another budget',
  );
});
