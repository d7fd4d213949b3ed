// Runs Lighthouse on pages, one after the other, in one Chromium, and prints a report on each line.
// What to do comes as JSON in the first argument; the packages are found from the working folder.

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const { addresses, categories, chromium, flags } = JSON.parse(process.argv[2]);
// Only speed needs a browser that has come to rest.
const rest = categories.includes("performance") ? {} : {
  pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 0, cpuQuietThresholdMs: 0,
};
const browser = await launch({ chromePath: chromium, chromeFlags: flags, logLevel: "silent" });
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, {
      port: browser.port,
      onlyCategories: categories,
      // It asks for robots.txt from within the page, which the policy of our pages forbids to all.
      skipAudits: ["robots-txt"],
      disableFullPageScreenshot: true,
      ...rest,
      logLevel: "error",
    });
    const { audits, runtimeError } = lhr;
    process.stdout.write(`${JSON.stringify({ categories: lhr.categories, audits, runtimeError })}\n`);
  }
} finally {
  browser.kill();
}
