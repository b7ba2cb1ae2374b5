// Adds what assistive technology needs and the theme leaves out. Much of a page is built in the
// browser, so the page is watched; each rule applies once to a part, so that this comes to rest.
const mend = () => {
  const each = (selector, change) => document.querySelectorAll(selector).forEach(change);
  each(".md-code__nav:not([role])", (nav) => nav.setAttribute("role", "none"));
  each(".md-annotation__index:not([aria-label])", (link) => {
    link.setAttribute("aria-label", `Note ${link.firstElementChild.dataset.mdAnnotationId}`);
  });
  // Lists within the table of contents are no landmarks of their own.
  each("nav nav.md-nav[aria-label]:not([aria-labelledby])", (nav) => {
    nav.removeAttribute("aria-label");
    nav.setAttribute("role", "none");
  });
  // A section with a page of its own is labelled by an empty element.
  each("nav.md-nav[aria-labelledby]:not([aria-label])", (nav) => {
    nav.setAttribute("aria-label", nav.querySelector(".md-nav__title").textContent.trim());
  });
  // What scrolls must be reachable with the keyboard.
  each("pre > code, .md-typeset__scrollwrap", (box) => {
    if (box.tabIndex < 0 && box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });
};

// Once a frame: measuring what scrolls makes the browser lay out the page.
let frame;
const soon = () => {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(mend);
};

new MutationObserver(soon).observe(document.querySelector("article"), {
  attributeFilter: ["tabindex"],
  childList: true,
  subtree: true,
});
addEventListener("load", soon);
addEventListener("resize", soon);
