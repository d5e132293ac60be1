// Drives the VS Code workbench in a browser by keys and mouse: drive.mjs URL EXPECT.json FOLDER NAME...; see driving.py.
// Without a NAME it checks what the extension says where there is no server.
// PLAYWRIGHT is playwright-core's module, CHROMIUM the browser, SHOTS a folder for pictures (of the first file).

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const { chromium } = await import(process.env.PLAYWRIGHT);
const [url, expectFile, folder, ...names] = process.argv.slice(2);
const expect = JSON.parse(readFileSync(expectFile, 'utf8'));
const shots = process.env.SHOTS;

/** Milliseconds for a step of the workbench itself, which owes nothing to the server under test. */
const WORKBENCH = 90_000;
let patience = 1000 * Number(process.env.DRIVE_PATIENCE || 60);
let failures = 0;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
});
const page = await browser.newPage({ viewport: { width: 1120, height: 680 } });

function report(name, passed, detail = '') {
  if (!passed) {
    failures += 1;
    patience = Math.min(patience, 5_000); // Whatever else is missing need not be waited for as long.
  }
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} | ${String(detail).replaceAll('\n', '⏎').slice(0, 300)}`);
  return passed;
}

async function visible(locator, milliseconds = patience) {
  try {
    await locator.first().waitFor({ state: 'visible', timeout: milliseconds });
    return true;
  } catch {
    return false;
  }
}

/** Waits for what the drive cannot go on without. */
async function need(locator) {
  await locator.first().waitFor({ state: 'visible', timeout: WORKBENCH });
}

/** Does something again and again until what it should bring about is there: the workbench loses a key now and then. */
async function coax(act, locator) {
  const end = Date.now() + patience;
  do {
    await act();
    if (await visible(locator, Math.min(patience, 6_000))) {
      return true;
    }
  } while (Date.now() < end);
  return false;
}

async function becomes(question) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await question();
    if (answer || Date.now() > end) {
      return answer;
    }
    await page.waitForTimeout(100);
  }
}

const textOf = async (locator) => ((await locator.count()) ? ((await locator.first().textContent()) ?? '') : '');
const editor = page.locator('.editor-instance');
/** The line of the editor which begins with `word`; the workbench writes spaces as no-break spaces. */
const line = (word) => editor.locator('.view-line').filter({ hasText: new RegExp(`^${word}[\\s\\u00a0]`) });
const row = (list, text) => page.locator(`${list} .monaco-list-row`).filter({ hasText: text });

async function command(title) {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input');
  await need(input);
  await input.fill(`>${title}`);
  await need(row('.quick-input-list', title));
  await page.keyboard.press('Enter');
}

/** Opens a file by its name. The list moves while it fills, so a click may miss: then it is tried again. */
async function open(name) {
  const input = page.locator('.quick-input-widget input');
  const exactly = new RegExp(`^${name.replaceAll('.', '\\.')}$`);
  const found = page.locator('.quick-input-list .monaco-list-row').filter({
    has: page.locator('.label-name', { hasText: exactly }),
  });
  const tab = page.locator(`.tab.active[data-resource-name="${name}"]`);
  for (let attempt = 1; attempt <= 6 && !(await tab.count()); attempt += 1) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+P');
    await need(input);
    await input.fill(name);
    if (await visible(found, 10_000)) {
      await found.first().click();
      await visible(tab, 5_000);
    }
  }
  await need(tab);
}

/** Puts the cursor at the start of the line which begins with `word`. */
async function goTo(word) {
  await page.keyboard.press('Escape');
  await line(word).first().click({ position: { x: 6, y: 8 } });
  await page.keyboard.press('Home');
}

async function shot(name) {
  if (shots) {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: `${shots}/${name}.png` });
  }
}

async function driveFile(name, picture) {
  const check = (feature, passed, detail) => report(`${name}: ${feature}`, passed, detail);
  const saved = () => readFileSync(`${folder}/${name}`, 'utf8');
  const save = async (part) => {
    await page.keyboard.press('Control+S');
    return becomes(() => saved().includes(part));
  };
  const expanded = expect.snippet.becomes.join('\n');

  if (await page.locator('.tab').count()) {
    await command('View: Close All Editors');
    await page.locator('.tab').first().waitFor({ state: 'detached', timeout: WORKBENCH });
  }
  await open(name);
  const mode = page.locator('[id="status.editor.mode"]');
  check('is a Dockerfile', await becomes(async () => /Docker|Containerfile/.test(await textOf(mode))), await textOf(mode));

  await page.keyboard.press('Control+Shift+M');
  const problem = row('.markers-panel', expect.diagnostic.code);
  const squiggle = editor.locator('[class*="squiggly-"]');
  const shown = (await visible(problem)) && (await visible(squiggle));
  check('diagnostics shown', shown, await textOf(problem));
  await goTo(expect.diagnostic.on);
  await picture('problems');
  await page.keyboard.press('Control+J');

  const hover = page.locator('.monaco-hover:visible').filter({ hasText: expect.hover.shows });
  const point = async () => {
    await page.mouse.move(5, 5);
    await line(expect.hover.on).first().hover({ position: { x: 12, y: 10 } });
  };
  check('hover shown', await coax(point, hover), await textOf(hover));
  await picture('hover');
  await page.mouse.move(5, 5);

  const lens = editor.locator('.codelens-decoration a').filter({ hasText: expect.lens.shows });
  const peek = page.locator('.peekview-widget').filter({ hasText: expect.lens.leadsTo });
  const led = (await visible(lens)) && (await coax(() => lens.first().click(), peek));
  check('code lens leads to its place', led, await textOf(lens));
  await page.keyboard.press('Escape');

  const action = row('.action-widget', expect.fix.title);
  const ask = async () => {
    await goTo(expect.fix.on);
    await page.keyboard.press('Control+.');
  };
  const offered = await coax(ask, action);
  const titles = await page.locator('.action-widget .monaco-list-row').allTextContents();
  await picture('quick-fix');
  if (offered) {
    await action.first().click();
  } else {
    await page.keyboard.press('Escape');
  }
  const changed = offered && (await visible(line(expect.fix.becomes.split(' ')[0])));
  check('fix applied', changed && (await save(expect.fix.becomes)), titles);
  await page.keyboard.press('Control+Shift+M');
  const left = page.locator('.markers-panel .monaco-list-row');
  const gone = shown && (await becomes(async () => (await left.count()) > 0 && (await problem.count()) === 0));
  check('fixed diagnostic gone', gone, await left.allTextContents());
  await page.keyboard.press('Control+J');

  await goTo('FROM');
  await page.keyboard.press('Control+End');
  const entry = row('.suggest-widget.visible', expect.snippet.label);
  await page.keyboard.type(expect.snippet.typed.slice(0, 6), { delay: 30 });
  await visible(entry, Math.min(patience, 6_000));
  await picture('completion');
  await page.keyboard.type(expect.snippet.typed.slice(6), { delay: 30 });
  const listed = (await visible(entry, 2_000)) || (await coax(() => page.keyboard.press('Control+Space'), entry));
  check('completion offered', listed, await textOf(entry));
  if (listed) {
    await entry.first().click();
  }
  const active = listed && (await visible(editor.locator('.snippet-placeholder')));
  check('snippet expanded', active);
  await picture('snippet');
  for (const word of active ? expect.snippet.stops : []) {
    await page.keyboard.type(word);
    await page.keyboard.press('Tab');
  }
  check('tab stops typed', active && (await save(expanded)), saved());

  await becomes(async () => (await page.locator('.tab.active.dirty').count()) === 0);
  await picture('fixed');
  const content = saved();
  check('file saved', content.includes(expanded) && content.split('\n').includes(expect.fix.becomes), content);
}

/** Writes a configuration beside the file which is open, and expects it to count at once. */
async function driveConfiguration() {
  const { file, text, silences } = expect.configuration;
  await page.keyboard.press('Control+Shift+M');
  const silenced = row('.markers-panel', silences);
  const before = await visible(silenced);
  writeFileSync(`${folder}/${file}`, `${text.join('\n')}\n`);
  const left = page.locator('.markers-panel .monaco-list-row');
  const quiet = before && (await becomes(async () => (await left.count()) > 0 && (await silenced.count()) === 0));
  report(`${file}: counts as soon as it is written`, quiet, await left.allTextContents());
}

async function driveMissing() {
  await open(expect.names[0]);
  const toast = page.locator('.notification-toast').filter({ hasText: 'pipx install dockerls' });
  report('missing server: says how to install it', await visible(toast), await textOf(toast));
}

try {
  await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
  await need(page.locator('.explorer-folders-view .monaco-list-row'));
  await page.keyboard.press('Control+B');
  for (const [number, name] of names.entries()) {
    await driveFile(name, async (what) => (number === 0 ? shot(what) : undefined));
  }
  await (names.length ? driveConfiguration() : driveMissing());
} catch (error) {
  report('driver reached its end', false, error);
  await shot('error');
}
await browser.close();
process.exit(failures ? 1 : 0);
