// Opens pages in a real browser, and fails on what a reader would suffer from:
// a violation of accessibility in light or dark, a request to anywhere, an error on the console, a page wider than the screen.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('name the pages to open');
  process.exit(2);
}
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath, args });

/** What is wrong with a page, in words; nothing when all is well. */
async function problems(file, { width, colorScheme }) {
  const found = [];
  const open = async (bypassCSP) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP });
    const page = await context.newPage();
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && found.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => found.push(`error: ${error.message}`));
    page.on('request', (request) => /^(file|data):/.test(request.url()) || found.push(`it asks for ${request.url()}`));
    await page.goto(pathToFileURL(resolve(file)).href, { waitUntil: 'load' });
    return page;
  };
  // As a reader has it, under its own policy.
  const page = await open(false);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) found.push(`it is ${wide} pixels wider than the screen`);
  await page.context().close();
  // The checker is a script, which the policy forbids; what is folded is checked too.
  const checked = await open(true);
  await checked.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
  await checked.evaluate(axe);
  const { violations } = await checked.evaluate(() => globalThis.axe.run());
  for (const { id, help, nodes } of violations) {
    found.push(`${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')}`);
  }
  await checked.context().close();
  return [...new Set(found)];
}

let [passed, failed] = [0, 0];
for (const file of files) {
  for (const [name, screen] of Object.entries({
    light: { width: 1280, colorScheme: 'light' },
    dark: { width: 1280, colorScheme: 'dark' },
    narrow: { width: 390, colorScheme: 'light' },
  })) {
    const found = await problems(file, screen);
    if (found.length === 0) passed += 1;
    else failed += 1;
    console.log(`${found.length === 0 ? 'ok' : 'FAILED'} ${file} (${name})${found.map((problem) => `\n  ${problem}`).join('')}`);
  }
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
