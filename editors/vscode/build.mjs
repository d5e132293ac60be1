// Bundles the extension into out/, with the licenses of what is bundled, and fetches our own from the project's folder.

import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const { metafile } = await build({
  entryPoints: ['src/extension.ts'],
  outfile: 'out/extension.js',
  bundle: true,
  minify: true,
  external: ['vscode'],
  format: 'cjs',
  platform: 'node',
  target: 'node18',
  metafile: true,
  logLevel: 'warning',
});

const inner = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;
const packages = new Set(Object.keys(metafile.inputs).map((file) => file.match(inner)?.[0]).filter(Boolean));
const notices = [...packages].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) {
    throw new Error(`${name} has no license text`);
  }
  return `${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
});
writeFileSync('out/NOTICES.txt', `This extension contains:\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`);
if (existsSync('../../LICENSE')) {
  copyFileSync('../../LICENSE', 'LICENSE');
}
console.log(`out/extension.js: ${packages.size} packages inside`);
