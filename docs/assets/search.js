// The search: ranks the sections of `search/index.js` with MiniSearch, and shows them in the box.
// `site.js` loads this file, MiniSearch and the index when the box is first touched.

// Ranking. Errors are pasted whole, so a long query needs few of its words, and rare ones count.

const STOP = new Set(
  ("a an and any are as at be because been but by can did do does for from get gets had has have " +
    "how i if in into is it its me my of on or so some still than that the their them then there " +
    "these they this to up use using want was we were what when where which while who why will " +
    "with would you your").split(" ")
);
const SAME = {
  postgres: "postgresql", psql: "postgresql", pg: "postgresql", db: "database",
  env: "environment", envs: "environment", var: "variable", vars: "variable",
  img: "image", k8s: "kubernetes", ci: "ci", auth: "authentication", perms: "permission",
  deps: "dependency", dependencies: "dependency", requirement: "requirements",
};

// A word without its ending, so that "waits", "waiting" and "wait" are one.
const stem = (word) => {
  if (word.length < 4 || /[\d_]/.test(word)) return word;
  let short = word.replace(/(?:'s|s)$/, (end) => (/(?:ss|us|is)$/.test(word) ? end : ""));
  short = short.replace(/ie$/, "y").replace(/(?<=[a-z]{3})(?:ing|ed)$/, "");
  return short.replace(/([^aeiouls])\1$/, "$1").replace(/(?<=[a-z]{3})e$/, "");
};

// `django.db.utils.OperationalError` is these words, and `operational` and `error`.
const words = (text, whole = () => false) => {
  const found = [];
  for (const [word] of text.matchAll(/[\p{L}\p{N}_]+/gu)) {
    if (word.length > 40 || (word.length > 5 && /^(?=.*\d)[\da-f]+$/i.test(word))) continue; // an id
    found.push(word);
    const parts = word.split(/_+|(?<=[a-z])(?=[A-Z])/).filter((part) => part.length > 1);
    if (parts.length > 1 && !whole(word)) found.push(...parts);
  }
  return found;
};

const cache = new Map();
const term = (word) => {
  if (!cache.has(word)) {
    const small = word.toLowerCase();
    cache.set(word, STOP.has(small) ? null : stem(SAME[small] || small));
  }
  return cache.get(word);
};
const terms = (text, whole) => words(text, whole).map(term).filter(Boolean);

// What a page is found by, what its sections are found by, and what each is worth. A long page that
// has the words here and there loses against one with a section about them.
const WEIGHTS = { title: 3, keywords: 4, about: 1, headings: 1, messages: 1, text: 1 };
const IN_SECTION = { heading: 2, messages: 1, text: 1 };
const BEST_SECTION = 2;

// Reads the pages in short pieces, so that the box can be typed into meanwhile.
const createSearch = async (pages, MiniSearch) => {
  const made = (weights) =>
    new MiniSearch({
      fields: Object.keys(weights),
      stringifyField: (list) => list, // each text comes as its terms, found once
      tokenize: (list) => list,
      processTerm: (word) => word,
    });
  const [index, inSections] = [made(WEIGHTS), made(IN_SECTION)];
  const shown = [];
  let since = performance.now();
  for (const [id, [url, title, keywords, about, all]] of pages.entries()) {
    if (performance.now() - since > 16) {
      await new Promise((done) => setTimeout(done));
      since = performance.now();
    }
    const page = { id, title: terms(title), keywords: terms(keywords), about: terms(about) };
    const sections = all.map(([anchor, heading, text, messages, point]) => {
      const own = { heading: terms(heading), messages: terms(messages), text: terms(text) };
      const rest = point ? text.slice(heading.length).replace(/^[\s.,:;]+/, "") : text;
      return { url: anchor ? `${url}#${anchor}` : url, title: heading, text: rest, own, point };
    });
    inSections.addAll(sections.map(({ own }, at) => ({ id: `${id} ${at}`, ...own })));
    const field = (name, of = sections) => of.flatMap((section) => section.own[name]);
    const headings = field("heading", sections.filter(({ point }) => !point));
    const [messages, text] = [field("messages"), field("text")];
    index.add({ ...page, headings, messages, text });
    const flow = ` ${[...page.title, ...page.keywords, ...messages, ...text].join(" ")} `;
    shown.push({ url, title, sections, flow, has: new Set(flow.split(" ")) });
  }
  const spread = new Map(); // on how many pages a term stands
  for (const { has } of shown) for (const word of has) spread.set(word, (spread.get(word) || 0) + 1);
  const worth = (word) => (spread.has(word) ? Math.log(1 + shown.length / spread.get(word)) : 0);

  // The longest run of the query's words that stands on a page as it was typed, as their worth.
  const run = (flow, asked) => {
    let best = 0;
    for (let start = 0; start < asked.length; start++) {
      let end = start;
      while (end < asked.length && flow.includes(` ${asked.slice(start, end + 1).join(" ")} `)) end++;
      if (end - start > 1) best = Math.max(best, sum([...new Set(asked.slice(start, end))]));
    }
    return best;
  };
  const sum = (list) => list.reduce((total, word) => total + worth(word), 0);

  return (query) => {
    const typed = terms(query);
    const asked = [...new Set(terms(query, (word) => spread.has(term(word))))];
    const unfinished = /[\p{L}\p{N}]$/u.test(query) && asked.at(-1);
    const all = sum(asked) || 1;
    const options = {
      tokenize: () => asked,
      processTerm: (word) => word,
      prefix: (word) => word === unfinished && word.length > 1,
      fuzzy: (word) => !spread.has(word) && word.length > 4 && word !== unfinished && 0.2,
      weights: { fuzzy: 0.3, prefix: 0.3 },
    };
    const parts = new Map(); // of each page, its sections with the words, the best first
    for (const { id, score } of inSections.search(query, { ...options, boost: IN_SECTION })) {
      const [page, at] = id.split(" ");
      if (!parts.has(page)) parts.set(page, []);
      parts.get(page).push({ ...shown[page].sections[at], score });
    }
    return index
      .search(query, { ...options, boost: WEIGHTS })
      .slice(0, 30)
      .map(({ id, score, terms: found }) => {
        const { url, title, flow } = shown[id];
        const sections = parts.get(`${id}`) || [];
        const best = sections.length && sections[0].score;
        const total = score * (1 + run(flow, typed) / all) + BEST_SECTION * best;
        return { url, title, score: total, terms: found, sections };
      })
      .sort((a, b) => b.score - a.score);
  };
};

// The box.

const setUp = async () => {
  const query = document.getElementById("search-query");
  const meta = document.getElementById("search-meta");
  const list = document.getElementById("search-results");
  const base = new URL(list.dataset.base.replace(/\/?$/, "/"), location);
  const search = await createSearch(searchIndex, MiniSearch);
  const hint = meta.textContent;

  const element = (tag, className, ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  // A text with the words that were found marked, of a long one the part where most of them stand.
  const marked = (text, found, length = 160) => {
    const spots = [...text.matchAll(/[\p{L}\p{N}_]+/gu)].filter(([word]) =>
      terms(word).some((one) => found.has(one))
    );
    let start = 0;
    if (text.length > length) {
      const near = (from) => spots.filter(({ index }) => index >= from && index < from + length);
      const best = spots.reduce(
        (most, { index }) => {
          const count = new Set(near(index).map(([word]) => word.toLowerCase())).size;
          return count > most.count ? { index, count } : most;
        },
        { index: 0, count: 0 }
      );
      start = best.index > 40 ? text.lastIndexOf(" ", best.index - 30) + 1 : 0;
    }
    const output = [start ? "… " : ""];
    let at = start;
    for (const { 0: word, index } of spots) {
      if (index < at || index > start + length) continue;
      output.push(text.slice(at, index), element("mark", "", word));
      at = index + word.length;
    }
    const end = Math.max(at, text.length > start + length ? start + length : text.length);
    return [...output, text.slice(at, end), end < text.length ? " …" : ""];
  };

  const link = ({ url, title, text }, found) => {
    const target = new URL(url, base);
    if (location.protocol === "file:") target.pathname += "index.html";
    target.searchParams.set("h", [...found].join(" "));
    const output = element("a", "", element("strong", "", ...marked(title, found)));
    if (text) output.append(element("span", "", ...marked(text, found)));
    output.href = target;
    return output;
  };

  // A page, and the two sections of it that have most of the words.
  const item = ({ url, title, terms: matched, sections }) => {
    const found = new Set(matched);
    const top = sections.findIndex((section) => section.url === url);
    const rest = sections.filter((section) => section.url !== url).slice(0, 2);
    if (rest.length > 1 && rest[1].score < rest[0].score / 2) rest.pop();
    const text = top === 0 || !rest.length ? sections[top]?.text : "";
    return element("li", "", link({ url, title, text }, found), ...rest.map((one) => link(one, found)));
  };

  let last;
  const show = () => {
    const asked = query.value.trim();
    if (asked === last) return;
    last = asked;
    const found = asked ? search(query.value) : [];
    list.replaceChildren(...found.slice(0, 10).map(item));
    list.parentElement.scrollTop = 0;
    const count = Math.min(found.length, 10);
    if (!asked) meta.textContent = hint;
    else if (count) meta.textContent = count === 1 ? "1 page" : `${count} pages, the best first`;
    else meta.textContent = "No page has these words";
  };

  query.addEventListener("input", show);
  query.form.addEventListener("reset", () => setTimeout(() => (query.focus(), show())));
  query.form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
    list.querySelector("a")?.click();
  });
  query.closest(".md-search").addEventListener("keydown", (event) => {
    const stops = [query, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      stops[(at + step + stops.length) % stops.length].focus();
      event.preventDefault();
    } else if (at > 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      query.focus(); // and what is typed goes there
    }
  });
  show();
  query.dataset.ready = "true";
};

if (globalThis.document) setUp();
else globalThis.createSearch = createSearch;
