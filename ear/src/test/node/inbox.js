// Opens the inbox in Chromium and looks at the codes in it. The arguments are the address of the page and, for
// each message, its code. It prints a line of JSON for each: the characters as they stand from left to right, and
// whether the code looks the same as when it stands alone, written from left to right.
import puppeteer from "puppeteer-core";

const [address, chromium, folder, ...codes] = process.argv.slice(2);
const browser = await puppeteer.launch({
  executablePath: chromium,
  userDataDir: folder,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});
try {
  const page = await browser.newPage();
  await page.goto(address); // which leads to the developer's page of the console
  await page.waitForFunction((count) => document.querySelectorAll("p.text").length >= count, {}, codes.length);
  for (const code of codes) {
    const place = await page.evaluate(measure, code);
    const inText = await page.screenshot({ clip: place.box });
    await page.evaluate(showAlone, code, place.box);
    const alone = await page.screenshot({ clip: place.box });
    await page.evaluate(() => document.getElementById("alone").remove());
    console.log(JSON.stringify({ shown: place.shown, same: Buffer.compare(inText, alone) === 0 }));
  }
} finally {
  await browser.close();
}

function measure(code) {
  const text = [...document.querySelectorAll("p.text")].find((one) => one.textContent.includes(code)).firstChild;
  text.parentElement.scrollIntoView();
  const start = text.data.indexOf(code);
  const characters = [...code].map((character, i) => {
    const range = document.createRange();
    range.setStart(text, start + i);
    range.setEnd(text, start + i + 1);
    return { character, box: range.getClientRects()[0] };
  });
  const left = Math.min(...characters.map(({ box }) => box.left));
  const right = Math.max(...characters.map(({ box }) => box.right));
  const { top, height } = characters[0].box;
  return {
    shown: characters.sort((a, b) => a.box.left - b.box.left).map(({ character }) => character).join(""),
    box: { x: left, y: top + window.scrollY, width: right - left, height },
  };
}

function showAlone(code, box) {
  const { font, color } = getComputedStyle(document.querySelector("p.text"));
  const { backgroundColor } = getComputedStyle(document.querySelector("li.message"));
  const alone = document.createElement("div");
  alone.id = "alone";
  alone.style.cssText = `position: absolute; inset: 0; height: ${document.body.scrollHeight}px`;
  alone.style.backgroundColor = backgroundColor;
  const span = document.createElement("span");
  span.dir = "ltr";
  span.textContent = code;
  Object.assign(span.style, { position: "absolute", whiteSpace: "pre", font, color });
  Object.assign(span.style, { left: `${box.x}px`, top: `${box.y}px` });
  alone.append(span);
  document.body.append(alone);
  const range = document.createRange();
  range.selectNodeContents(span);
  const stands = range.getClientRects()[0].top + window.scrollY; // below the top of its line
  span.style.top = `${2 * box.y - stands}px`;
}
