// Adds what assistive technology needs and the theme leaves out. Much of a page is built in the
// browser, so the page is watched; each rule applies once to a part, so that this comes to rest.
const mend = () => {
  const each = (selector, change) => document.querySelectorAll(selector).forEach(change);
  each(".md-code__nav:not([role])", (nav) => nav.setAttribute("role", "none"));
  // Lists within the table of contents are no landmarks of their own.
  each("nav nav.md-nav[aria-label]:not([aria-labelledby])", (nav) => {
    nav.removeAttribute("aria-label");
    nav.setAttribute("role", "none");
  });
  // A section with a page of its own is labelled by an empty element.
  each("nav.md-nav[aria-labelledby]:not([aria-label])", (nav) => {
    nav.setAttribute("aria-label", nav.querySelector(".md-nav__title").textContent.trim());
  });
  // The theme's tooltip takes the title away while the button has the focus, and so its only name.
  each(".md-code__button[title]:not([aria-label])", (button) => {
    const file = button.closest(".highlight")?.querySelector(".filename");
    button.setAttribute("aria-label", file ? `${button.title}: ${file.textContent}` : button.title);
  });
  // A term that the glossary explains takes the focus, once on a page, and then its tooltip comes.
  const terms = new Set();
  each("article abbr:not(a abbr)", (term) => {
    const name = term.textContent.toLowerCase();
    if (!terms.has(name) && term.tabIndex < 0) term.tabIndex = 0;
    terms.add(name);
  });
};

// What scrolls must be reachable with the keyboard. Blocks do not scroll, see site.css.
// Once a frame: measuring makes the browser lay out the page.
let frame;
const measure = () => {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() => {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
      if (box.tabIndex < 0 && box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    }
  });
};

// At once, so that nothing meets a part before it has its role and name.
const changed = () => {
  mend();
  measure();
};

new MutationObserver(changed).observe(document.querySelector("article"), {
  attributeFilter: ["tabindex"],
  childList: true,
  subtree: true,
});
changed(); // what is there already
addEventListener("load", changed);
addEventListener("resize", measure);

// Search. Its parts are loaded when the box is first touched; until then a page has none of them.
{
  const query = document.getElementById("search-query");
  const toggle = document.getElementById("__search");
  const scripts = ["assets/vendor/minisearch.js", "search/index.js", "assets/search.js"];
  const base = new URL(".", document.querySelector('script[src*="assets/site.js"]').src + "/../..");
  const load = () => {
    for (const path of scripts.splice(0)) {
      const script = document.createElement("script");
      script.async = false; // one after the other
      script.src = new URL(path, base);
      document.head.append(script);
    }
  };
  let before; // where the reader was
  const open = (event) => {
    before = event.relatedTarget || before;
    load();
    toggle.checked = true;
    toggle.dispatchEvent(new Event("change"));
  };
  const close = () => {
    toggle.checked = false;
    toggle.dispatchEvent(new Event("change"));
  };
  query.addEventListener("focus", open);
  query.addEventListener("pointerenter", load);
  toggle.addEventListener("change", () => {
    if (toggle.checked && document.activeElement !== query) query.focus();
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key === "Escape" && toggle.checked) {
      close();
      if (before) before.focus();
      else document.activeElement.blur();
    }
    else if (["/", "s"].includes(event.key) && !typing && !modified) {
      event.preventDefault();
      query.focus();
      query.select();
    }
  });
  document.querySelector(".md-search").addEventListener("focusout", (event) => {
    if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) close();
  });
  for (const link of document.querySelectorAll("a.find")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      query.focus();
    });
  }
  if (location.hash === "#search") query.focus(); // an address that opens the box
}

// Words that a search led to, marked on the page without a change to it.
{
  const url = new URL(location);
  const stems = (url.searchParams.get("h") || "").split(" ").filter((stem) => stem.length > 1);
  if (stems.length && globalThis.Highlight) {
    url.searchParams.delete("h");
    history.replaceState(history.state, "", url);
    const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    const ranges = [];
    while (texts.nextNode()) {
      for (const { 0: word, index } of texts.currentNode.data.matchAll(/[\p{L}\p{N}_]+/gu)) {
        const begins = (stem) =>
          word.toLowerCase().startsWith(stem) && word.length <= stem.length + (stem.length < 4 ? 0 : 4);
        if (!stems.some(begins)) continue;
        const range = new Range();
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + word.length);
        ranges.push(range);
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  }
}

// From a folder a link to a directory would list its files.
if (location.protocol === "file:") {
  for (const link of document.links) {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }
}

// A whole file can be saved as it is shown.
for (const frame of document.querySelectorAll('.highlight[data-kind="file"]')) {
  const path = () => frame.querySelector(".filename").textContent;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "block-download";
  button.textContent = "download";
  button.setAttribute("aria-label", `Download ${path()}`);
  button.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${frame.querySelector("code").textContent.trimEnd()}\n`]));
    link.download = path().split("/").pop();
    link.click();
    URL.revokeObjectURL(link.href);
  });
  frame.querySelector(".block-bar").append(button);
}

// The reader's own names, see names.js.
{
  let own = "";
  try {
    own = localStorage.getItem("names") || "";
  } catch {} // a browser that keeps nothing
  if (own.length > 2 || document.getElementById("your-names-form")) {
    const script = document.createElement("script");
    script.src = document.querySelector('script[src*="assets/site.js"]').src.replace("site.js", "names.js");
    document.head.append(script);
  }
}
