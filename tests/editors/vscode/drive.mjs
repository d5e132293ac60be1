// Drives the VS Code workbench in a browser by keys and mouse: drive.mjs URL EXPECT.json FOLDER NAME...; see driving.py.
// Without a NAME it checks what the extension says where there is no server.
// PLAYWRIGHT is playwright-core's module, CHROMIUM the browser; with SHOTS, a folder, it only takes pictures of NAME.

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
/** The line of the editor which begins with `words`; the workbench writes spaces as no-break spaces. */
const line = (words) =>
  editor.locator('.view-line').filter({ hasText: new RegExp(`^${words.replaceAll(' ', '[\\s\\u00a0]')}(?!\\w)`) });
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
  mkdirSync(shots, { recursive: true });
  await page.waitForTimeout(600); // Until nothing fades in any more.
  await page.screenshot({ path: `${shots}/${name}.png` });
}

/** Takes the pictures of the documentation; each step reports whether what it shows was there. */
async function takePictures(name) {
  const picture = async (what, locator) => {
    const there = await visible(locator);
    await shot(what);
    report(`picture of ${what}`, there, await textOf(locator));
  };
  await open(name);
  await page.keyboard.press('Control+Shift+M');
  await need(row('.markers-panel', 'DF1053'));
  await goTo('FROM debian');
  await picture('problems', row('.markers-panel', 'DF1053'));
  await page.keyboard.press('Control+J');

  await goTo('COPY --from');
  for (let column = 0; column < 14; column += 1) {
    await page.keyboard.press('ArrowRight');
  }
  const action = row('.action-widget', 'build');
  await coax(() => page.keyboard.press('Control+.'), action);
  await picture('quick-fix', action);
  await page.keyboard.press('Escape');

  const hover = page.locator('.monaco-hover:visible').filter({ hasText: 'Installs with' });
  await coax(async () => {
    await page.mouse.move(5, 5);
    await line('RUN apt-get').first().hover({ position: { x: 12, y: 10 } });
  }, hover);
  await picture('hover', hover);
  await page.mouse.move(5, 5);

  await goTo('RUN npm');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('RUN npm ci --o', { delay: 60 });
  const flag = row('.suggest-widget.visible', '--omit');
  await visible(flag, 6_000);
  await page.keyboard.press('Control+Space'); // Opens the page of the flag beside the list.
  await visible(page.locator('.suggest-details'), 6_000);
  await picture('completion', flag);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  for (let count = 0; count < 14; count += 1) {
    await page.keyboard.press('Backspace');
  }

  await page.keyboard.type('RUN chown -R ', { delay: 60 });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+Space');
  const signature = page.locator('.parameter-hints-widget.visible');
  await picture('signature', signature);
  await page.keyboard.press('Escape');
  for (let count = 0; count < 14; count += 1) {
    await page.keyboard.press('Backspace');
  }

  await page.keyboard.press('Control+End');
  const entry = row('.suggest-widget.visible', expect.snippet.label);
  await page.keyboard.type(expect.snippet.typed, { delay: 30 });
  if ((await visible(entry, 6_000)) || (await coax(() => page.keyboard.press('Control+Space'), entry))) {
    await entry.first().click();
  }
  await picture('snippet', editor.locator('.snippet-placeholder'));
}

async function driveFile(name) {
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
  await page.keyboard.press('Control+J');

  const hover = page.locator('.monaco-hover:visible').filter({ hasText: expect.hover.shows });
  const point = async () => {
    await page.mouse.move(5, 5);
    await line(expect.hover.on).first().hover({ position: { x: 12, y: 10 } });
  };
  check('hover shown', await coax(point, hover), await textOf(hover));
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
  await page.keyboard.type(expect.snippet.typed, { delay: 30 });
  const listed = (await visible(entry, 2_000)) || (await coax(() => page.keyboard.press('Control+Space'), entry));
  check('completion offered', listed, await textOf(entry));
  if (listed) {
    await entry.first().click();
  }
  const active = listed && (await visible(editor.locator('.snippet-placeholder')));
  check('snippet expanded', active);
  for (const word of active ? expect.snippet.stops : []) {
    await page.keyboard.type(word);
    await page.keyboard.press('Tab');
  }
  check('tab stops typed', active && (await save(expanded)), saved());

  await becomes(async () => (await page.locator('.tab.active.dirty').count()) === 0);
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
  for (const name of names) {
    await (shots ? takePictures(name) : driveFile(name));
  }
  if (!shots) {
    await (names.length ? driveConfiguration() : driveMissing());
  }
} catch (error) {
  report('driver reached its end', false, error);
}
await browser.close();
process.exit(failures ? 1 : 0);
