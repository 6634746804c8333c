// `report.html` in a real browser: it says nothing, asks for nothing, axe finds nothing, and its figures are seen at every size.
//
// `REPORTS` names the files, words apart by the system's separator; `cargo xtask test` lives them and calls this.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { WAYS, faults, open, read } from "./browser.mjs";

const reports = (process.env.REPORTS ?? "").split(delimiter).filter(Boolean);
let browser;
before(async () => (browser = await open()));
after(() => browser?.close());

test("there is something to read", () => assert.ok(reports.length > 0, "REPORTS names no file"));

for (const file of reports) {
  const name = basename(dirname(file));
  for (const way of Object.keys(WAYS)) {
    test(`${name}, ${way}: silent, alone, without fault, and every figure is seen`, async () => {
      const { context, page, said, asked } = await read(browser, file, way);
      assert.deepEqual(await faults(page), []);
      const width = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      assert.ok(width[0] <= width[1], `the page is ${width[0]} wide in a window of ${width[1]}`);
      for (const figure of await page.locator("figure").all()) {
        const pictures = await figure.getByRole("img").all();
        assert.equal(pictures.length, 1, "one of a figure's two pictures is shown");
        const box = await pictures[0].boundingBox();
        assert.ok(box.width > 250 && box.height > 20, JSON.stringify(box));
        assert.ok((await pictures[0].getAttribute("aria-label")).length > 20);
        assert.ok((await figure.locator("details table tr").count()) > 1, "its numbers stand in a table");
      }
      assert.deepEqual([said, asked], [[], []]);
      await context.close();
    });
  }

  test(`${name}, printed: it has pages, no list of contents, and the pictures for paper`, async () => {
    const { context, page, said, asked } = await read(browser, file, "desktop");
    assert.ok((await page.pdf({ format: "A4" })).length > 10_000);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("nav").isVisible(), false);
    for (const picture of await page.locator("svg.wide").all()) assert.equal(await picture.isVisible(), true);
    assert.deepEqual([said, asked], [[], []]);
    await context.close();
  });
}

test("every link of the page leads somewhere on it", async () => {
  const { context, page } = await read(browser, reports[0], "desktop");
  const lost = await page.$$eval("a[href]", (all) =>
    all.map((a) => a.getAttribute("href")).filter((href) => !document.querySelector(`[id="${href.slice(1)}"]`)));
  assert.deepEqual(lost, []);
  await context.close();
});

test("a page that speaks, asks or hides a picture's words would be found", async () => {
  const bad = '<script>console.log("x")</script><img src="http://example.org/x.png"></main>';
  const file = join(mkdtempSync(join(tmpdir(), "report-")), "report.html");
  const page = readFileSync(reports[0], "utf8").replace("</main>", bad);
  writeFileSync(file, page);
  const strict = await read(browser, file, "desktop");
  assert.ok(strict.said.length >= 2, "the policy stops both, and says so");
  assert.ok((await faults(strict.page)).some((fault) => fault.includes("image-alt")));
  await strict.context.close();
  writeFileSync(file, page.replace("Content-Security-Policy", "x-none"));
  const loose = await read(browser, file, "desktop");
  assert.ok(loose.asked.length > 0 && loose.said.length > 0);
  await loose.context.close();
});
