// The reader's own names, in every block of every page: kept in this browser, sent nowhere. Without
// them, blocks are as they were tested. `site.js` loads this file where there are names, or the form.
{
  const FIELDS = [
    ["project", "library", "Project", "names containers, volumes, images and the database"],
    ["app", "books", "App", "a Django app of yours"],
    ["service", "web", "Service", "the service that runs Django"],
    ["domain", "library.example", "Domain", "where production is reached"],
    ["port", "8000", "Port", "where the site is reached on your machine"],
  ];
  const TAKEN =
    "accounts admin api book caddy class config cookbook db def django from import in is json " +
    "migrate migrations postgres proxy redis static templates test tests trial worker";
  const WORD = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$";
  const RULES = {
    domain: ["^([a-z0-9-]+\\.)+[a-z][a-z]+$", "two or more words of small letters, with dots between"],
    port: ["^(102[4-9]|10[3-9]\\d|1[1-9]\\d\\d|[2-9]\\d{3}|[1-5]\\d{4})$", "a number from 1024 to 59999"],
  };

  const saved = () => JSON.parse(localStorage.getItem("names") || "{}");
  const wrong = (field, name) => {
    const [pattern, what] = RULES[field] || [WORD, "small letters, digits and single underscores"];
    if (!new RegExp(pattern).test(name)) return `This takes ${what}.`;
    return TAKEN.split(" ").includes(name) ? "The project has this name already." : "";
  };

  // `library` in `library_app` and `library-web-1`, but not in `librarian` and `library_card`; and
  // not what the site says in English: `3 books`, `{count} books`.
  const one =
    /(?<![A-Za-z0-9])(library\.example|library(?!_card)|(?<![\d}] )books|web|8000)(?![A-Za-z0-9])/g;
  const rename = (text, names) =>
    text.replace(one, (name) => names[FIELDS.find((field) => field[1] === name)[0]] || name);

  // A name may go over several pieces of coloured text: the first one gets it whole.
  const renameIn = (element, names) => {
    const texts = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode);
    const whole = texts.map((text) => text.data).join("");
    for (const match of [...whole.matchAll(one)].reverse()) {
      let place = match.index + match[0].length; // from the end, so that places before it stay
      let left = match[0].length;
      let at = whole.length;
      for (const text of [...texts].reverse()) {
        const length = text.original ?? (text.original = text.data.length);
        at -= length;
        if (place <= at || !left) continue;
        const cut = Math.min(left, place - at);
        place -= cut;
        left -= cut;
        const name = left ? "" : rename(match[0], names);
        text.data = text.data.slice(0, place - at) + name + text.data.slice(place - at + cut);
      }
    }
  };

  const show = (names) => {
    const blocks = "article .highlight code, article .filename, article :not(pre) > code";
    document.querySelectorAll(blocks).forEach((element) => renameIn(element, names));
    for (const attribute of ["data-copy", "aria-label"]) {
      for (const element of document.querySelectorAll(`article [${attribute}]`)) {
        element.setAttribute(attribute, rename(element.getAttribute(attribute), names));
      }
    }
    for (const link of document.querySelectorAll('article a[href*="localhost:"]')) {
      link.href = rename(link.href, names);
      renameIn(link, names);
    }
    for (const link of document.querySelectorAll('article a[href*="downloads/"]:not([href$=".tar"])')) {
      renameIn(link, names);
      link.addEventListener("click", async (event) => {
        if (location.protocol === "file:" || link.protocol === "blob:") return;
        event.preventDefault();
        const text = await (await fetch(link.href)).text();
        link.download = rename(link.pathname.split("/").pop(), names);
        link.href = URL.createObjectURL(new Blob([rename(text, names)]));
        link.click();
      });
    }
  };

  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  // Says that the page shows other names than the tested ones, and gives those back.
  const tell = (names, off) => {
    const own = FIELDS.filter(([field]) => names[field]).map(([field]) => names[field]);
    const text = off
      ? "Blocks show the names that were tested. "
      : `Blocks show your names: ${own.join(", ")}. The copy for trials and its files keep the tested ones. `;
    const button = element("button", { type: "button" }, off ? "Show mine" : "Show the tested names");
    button.addEventListener("click", () => {
      sessionStorage.setItem("tested", off ? "" : "yes");
      location.reload();
    });
    const page = document.querySelector('.page-links a[href*="your-names"]');
    const change = element("a", { href: page ? page.href : "" }, "Change them");
    const note = element("p", { className: "names-note" }, text, button, " ", change);
    document.querySelector("article h1").after(note);
  };

  const form = (place) => {
    const names = saved();
    const inputs = FIELDS.map(([field, name, label, what]) => {
      const input = element("input", { id: `name-${field}`, name: field, placeholder: name });
      input.value = names[field] || "";
      input.autocomplete = "off";
      input.spellcheck = false;
      input.addEventListener("input", () => {
        input.setCustomValidity(input.value ? wrong(field, input.value) : "");
      });
      const hint = element("span", { id: `hint-${field}` }, `${what}; tested as ${name}`);
      input.setAttribute("aria-describedby", hint.id);
      return element("p", {}, element("label", { htmlFor: input.id }, label), input, hint);
    });
    const status = element("p", { role: "status" });
    const save = element("button", { className: "md-button md-button--primary" }, "Save");
    const reset = element("button", { type: "button", className: "md-button" }, "Forget them");
    const made = element("form", { className: "names" }, ...inputs, save, " ", reset, status);
    const keep = (kept) => {
      localStorage.setItem("names", JSON.stringify(kept));
      sessionStorage.removeItem("tested");
      status.textContent = Object.keys(kept).length
        ? "Saved in this browser. Every page shows your names now."
        : "Forgotten. Every page shows the tested names.";
    };
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      keep(Object.fromEntries([...new FormData(made)].filter(([, name]) => name)));
    });
    reset.addEventListener("click", () => {
      made.querySelectorAll("input").forEach((input) => {
        input.value = "";
        input.setCustomValidity("");
      });
      keep({});
    });
    place.replaceChildren(made);
  };

  const place = document.getElementById("your-names-form");
  const names = Object.fromEntries(
    Object.entries(saved()).filter(([field, name]) => !wrong(field, name))
  );
  const off = Boolean(sessionStorage.getItem("tested"));
  if (place) form(place);
  else if (Object.keys(names).length) {
    if (!off) show(names);
    tell(names, off);
  }
  globalThis.renamed = (text) => (off ? text : rename(text, names));
  dispatchEvent(new Event("named"));
}
