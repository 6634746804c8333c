// A browser as a reader has it, and what a page may not do in it. Everything a page says on the console, everything it
// asks for, and every fault that axe finds is kept, so that a test can demand that there is none.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Opens the browser that `CHROMIUM` names; it reaches no network. */
export function open() {
  const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  const args = [...quiet, "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND"];
  return chromium.launch({ executablePath: process.env.CHROMIUM, args });
}

/** The ways in which a page is read. */
export const WAYS = {
  desktop: { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  phone: { viewport: { width: 375, height: 812 }, colorScheme: "light", isMobile: true, hasTouch: true },
};

/** Opens a file in one of these ways, and keeps what it says and asks for. */
export async function read(browser, file, way) {
  const context = await browser.newContext(WAYS[way]);
  const page = await context.newPage();
  const url = pathToFileURL(file).href;
  const said = [], asked = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => request.url() === url || asked.push(request.url()));
  await page.goto(url, { waitUntil: "load" });
  return { context, page, said, asked };
}

/** What axe finds wrong, a line each; with every closed part of the page opened. */
export async function faults(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true)));
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run());
  await page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = false)));
  return found.violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${v.help}: ${node.html.slice(0, 200)}`));
}
