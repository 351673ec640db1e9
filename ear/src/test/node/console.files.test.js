// What the console makes of texts and of files of users. CONSOLE is the folder of its files, MEASURES what texts take by the
// rules of the API, LANGUAGES the languages that have a text of their own, ERRORS the document of refusals.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

const folder = `${process.env.CONSOLE}/`;
const module = (name) => import(`${folder}${name}`);

const { csv } = await module("csv.js");
const { curl } = await module("curl.js");
const { filled, measure, sampleValues } = await module("sms-text.js");
const { FORMATS, formatOf, pieces, someOf } = await module("user-file.js");

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

describe("a file of users", () => {
  const file = (text, name) => new File([text], name);
  const all = async (found) => {
    const list = [];
    for await (const one of found) {
      list.push(one);
    }
    return list;
  };
  const contents = (list) => Promise.all(list.map(({ content }) => content.text()));
  const lines = (list) => list.flatMap(({ records }) => records.map(({ line }) => line));

  it("tells its format by its name, or by the name of the array in it", async () => {
    assert.equal(await formatOf(file("", "users.NDJSON")), "ndjson");
    assert.equal(await formatOf(file("", "users.jsonl")), "ndjson");
    assert.equal(await formatOf(file("", "users.csv")), "csv");
    assert.equal(await formatOf(file('{"realm":"result","roles":{"result":[]},"users":[', "realm.json")), "keycloak");
    assert.equal(await formatOf(file('\ufeff{"details":{"a":["]"]},"result":[', "x.json")), "zitadel");
    assert.equal(await formatOf(file("[{}]", "x.json")), undefined);
    assert.equal(await formatOf(file("nonsense", "x.txt")), undefined);
    assert.deepEqual(FORMATS, ["ndjson", "csv", "keycloak", "zitadel"]);
  });

  it("is divided at the ends of its lines, whose numbers are kept", async () => {
    const text = Array.from({ length: 450 }, (_, i) => (i === 7 ? "" : `{"externalId":"${i}"}`)).join("\n");
    const found = await all(pieces(file(text, "x.ndjson"), "ndjson"));
    assert.deepEqual(
      found.map(({ records }) => records.length),
      [200, 200, 49],
    );
    assert.deepEqual(lines(found).slice(5, 9), [6, 7, 9, 10]);
    assert.equal(found[1].lineOf(1), 202);
    assert.match((await contents(found))[1], /^\{"externalId":"201"\}\n/);
    const rest = await all(pieces(file(text, "x.ndjson"), "ndjson", found[0].next));
    assert.deepEqual(await contents(rest), (await contents(found)).slice(1));
    assert.deepEqual(lines(rest), lines(found.slice(1)));
  });

  it("is divided by its size, too, and a user is in one piece", async () => {
    const long = `{"a":"${"x".repeat(150_000)}"}\n`;
    const found = await all(pieces(file(long.repeat(3), "x.ndjson"), "ndjson"));
    assert.deepEqual(await contents(found), [long, long, long]);
  });

  it("in CSV has its columns in each piece, and lines between quotation marks", async () => {
    const row = '"a\nb",c\n';
    const text = `\nh1,h2\n${row.repeat(201)}d,"e""\nf"`;
    const found = await all(pieces(file(text, "x.csv"), "csv"));
    assert.deepEqual(
      found.map(({ records }) => records.length),
      [200, 2],
    );
    assert.equal((await contents(found))[1], `h1,h2\n${row}d,"e""\nf"`);
    assert.deepEqual(lines(found.slice(1)), [403, 405]);
    assert.equal(found[1].lineOf(2), 403);
    assert.deepEqual(await contents(await all(pieces(file(text, "x.csv"), "csv", found[0].next))), [
      (await contents(found))[1],
    ]);
  });

  it("in JSON is divided between the elements of its array", async () => {
    const user = '{"id":"}]\\"","groups":["a",{}]}';
    const text = `{"realm":"users","other":{"users":[1]},\n"users": [ ${Array(201).fill(user).join(",\n")}\n],"after":[2]}`;
    const found = await all(pieces(file(text, "x.json"), "keycloak"));
    assert.deepEqual(
      (await contents(found)).map((content) => JSON.parse(content).length),
      [200, 1],
    );
    assert.deepEqual(lines(found).slice(-2), [201, 202]);
    assert.equal(found[1].lineOf(1), 202);
    const rest = await all(pieces(file(text, "x.json"), "keycloak", found[0].next));
    assert.deepEqual(await contents(rest), [`[${user}]`]);
  });

  it("without users has no pieces", async () => {
    for (const [text, format] of [
      ["", "csv"],
      ["h1,h2\n", "csv"],
      ["\n \n", "ndjson"],
      ['{"users":[]}', "keycloak"],
      ['{"people":[{}]}', "keycloak"],
    ]) {
      assert.deepEqual(await all(pieces(file(text, "x"), format)), [], text);
    }
  });

  it("is made of the users who were refused, to be corrected", async () => {
    const of = async (text, format) => {
      const [{ records }] = await all(pieces(file(text, "x"), format));
      return (await someOf(file(text, "x"), format, [records[0], records[2]])).text();
    };
    assert.equal(await of("1\n2\n3", "ndjson"), "1\n3");
    assert.equal(await of("h\n1\n2\n3", "csv"), "h\n1\n3");
    assert.equal(await of("[1, 2, 3]", "zitadel"), "[1,3]");
  });

  it("is sent whole by the command that says the same", () => {
    const request = { verb: "POST", path: "/x?format=csv", body: file("a", "it's.csv") };
    assert.equal(
      curl(request, "http://h"),
      `curl -X POST -H "Authorization: Bearer $TOKEN" -T 'it'\\''s.csv' 'http://h/x?format=csv'`,
    );
  });
});

describe("a table for a spreadsheet", () => {
  it("quotes what has commas, quotation marks and lines, and has no formulas", () => {
    assert.equal(csv([["a", 'b"c', "d,e\nf"]]), '\ufeff"a","b""c","d,e\nf"\r\n');
    assert.equal(csv([["=1+1", "1-1", undefined]]), `\ufeff"'=1+1","1-1",""\r\n`);
  });
});

describe("the words of the element for pages of others", async () => {
  globalThis.HTMLElement = class {};
  globalThis.customElements = { define() {} };
  const { ERRORS, WORDS } = await module("userphone-verify.js");
  const documented = readFileSync(process.env.ERRORS, "utf8");

  it("are the same in every language, with the same places", () => {
    const places = (text) => [...text.matchAll(/\{\w+\}/g)].map(String);
    for (const [language, words] of Object.entries(WORDS)) {
      assert.deepEqual(Object.keys(words), Object.keys(WORDS.en), language);
      for (const key of Object.keys(words)) {
        assert.deepEqual(places(words[key]), places(WORDS.en[key]), `${language} ${key}`);
      }
    }
  });

  it("are there for refusals that there are", () => {
    for (const [id, key] of Object.entries(ERRORS)) {
      assert.ok(documented.includes(`\`${id}\``), id);
      assert.ok(key in WORDS.en, key);
    }
  });
});
