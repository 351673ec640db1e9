// What the console makes of texts. CONSOLE is the folder of its files, MEASURES what texts take by the
// rules of the API, LANGUAGES the languages that have a text of their own.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

const folder = `${process.env.CONSOLE}/`;
const module = (name) => import(`${folder}${name}`);

const { filled, measure, sampleValues } = await module("sms-text.js");

describe("a text of an SMS", () => {
  const measures = JSON.parse(readFileSync(process.env.MEASURES, "utf8"));

  it("takes what the API says that it takes", () => {
    assert.ok(measures.length > 100);
    for (const { text, rules, isTooLong = false, ...takes } of measures) {
      const { alphabet, segments, octets, ...measured } = measure(text, rules);
      assert.equal(measured.isTooLong, isTooLong, text);
      assert.deepEqual(isTooLong ? {} : { alphabet, segments, octets }, takes, text);
    }
    assert.equal(new Set(measures.map(({ segments }) => segments)).size >= 4, true);
  });

  it("shows its variables filled in, and what is none as it is", () => {
    const values = sampleValues({ code: "000000", expiry: "10m0s" });
    assert.equal(filled("{{ .Code }} {{.FirstName}} {{.Nothing}}", values), "830174 Minnie {{.Nothing}}");
    assert.equal(filled("{{.Code}}", values, { ending: "\n@x.example #{{.Code}}" }), "830174\n@x.example #830174");
    assert.equal(filled("רמז {{.Code}}", values), "רמז \u2068830174\u2069");
  });

  it("is there in these languages without anybody having written it", () => {
    const source = readFileSync(`${folder}pages/texts.js`, "utf8");
    const [, listed] = /LANGUAGES = \[([^\]]*)\]/.exec(source);
    assert.deepEqual(listed.match(/[a-z]{2}/g), process.env.LANGUAGES.split(","));
  });
});
