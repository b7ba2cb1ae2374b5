// The page where a reader picks files: shows the texts of data.js for the answers, and packs them.
{
  const form = document.getElementById("picker");
  const questions = [...form.querySelectorAll("fieldset")].map((set) => set.querySelector("input").name);
  const field = form.elements.settings;
  const status = form.querySelector("[role=status]");
  const curl = document.getElementById("pick-curl");
  const directory = () => (field.value && field.checkValidity() ? field.value : "config");

  // With the reader's directory for `config`, and the names that they have set, see names.js.
  const own = (text) => {
    const named = globalThis.renamed ? renamed(text) : text;
    return named.replace(/(?<![\w.-])config(?!\w)/g, directory());
  };

  // The texts come when they are needed first.
  let loaded;
  const data = () => {
    loaded ??= new Promise((done) => {
      const script = document.createElement("script");
      script.src = "data.js";
      script.addEventListener("load", () => done(Object.entries(PICK)));
      document.head.append(script);
    });
    return loaded;
  };

  const picked = async () =>
    (await data()).flatMap(([path, { by, texts }]) => {
      const text = texts[by.map((name) => form.elements[name].value).join("-")];
      return text === undefined ? [] : [[path, text]];
    });

  const address = () => {
    const name = questions.map((question) => form.elements[question].value).join("-");
    curl.textContent = `curl -O ${new URL(`${name}.zip`, document.baseURI)}`;
  };

  const show = async () => {
    address();
    const files = new Map(await picked());
    for (const block of document.querySelectorAll("[data-picked]")) {
      const path = block.dataset.picked;
      block.hidden = !files.has(path);
      block.querySelector(".filename").textContent = own(path);
      block.querySelector("code").textContent = own(files.get(path) ?? "");
    }
    for (const note of document.querySelectorAll("[data-when]")) {
      const [name, value] = note.dataset.when.split("=");
      note.hidden = form.elements[name].value !== value;
    }
    status.textContent = `${files.size} files.`;
  };

  const read = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const name of questions) {
      const input = form.querySelector(`[name="${name}"][value="${CSS.escape(state.get(name) ?? "")}"]`);
      if (input) input.checked = true;
    }
    if (state.has("settings")) field.value = state.get("settings");
    if ([...state.keys()].some((name) => form.elements[name])) show();
  };

  form.addEventListener("input", () => {
    const state = new URLSearchParams(questions.map((name) => [name, form.elements[name].value]));
    if (directory() !== "config") state.set("settings", directory());
    history.replaceState(history.state, "", `#${state}`);
    show();
  });
  addEventListener("hashchange", read);

  // A zip whose files are stored as they are, see section 4.3 of its specification, APPNOTE.TXT.
  const table = Array.from({ length: 256 }, (_, value) => {
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  const checksum = (bytes) =>
    ~bytes.reduce((sum, byte) => (sum >>> 8) ^ table[(sum ^ byte) & 255], -1) >>> 0;
  // Numbers of two or four bytes, written [number, size].
  const record = (...numbers) => {
    const bytes = numbers.flatMap(([number, size]) =>
      Array.from({ length: size }, (_, at) => (number >>> (8 * at)) & 255)
    );
    return new Uint8Array(bytes);
  };
  const zip = (files) => {
    const parts = [];
    const directory = [];
    let offset = 0;
    for (const [path, text] of files) {
      const [name, bytes] = [path, text].map((part) => new TextEncoder().encode(part));
      // Version 2.0, UTF-8, stored; 2026-01-01 00:00.
      const common = [[20, 2], [0x800, 2], [0, 2], [0, 2], [0x5c21, 2]];
      common.push([checksum(bytes), 4], [bytes.length, 4], [bytes.length, 4], [name.length, 2], [0, 2]);
      const local = record([0x04034b50, 4], ...common);
      // Made on Unix, a file that all may read.
      const entry = [[0x02014b50, 4], [0x314, 2], ...common, [0, 2], [0, 2], [0, 2]];
      directory.push(record(...entry, [0o100644 << 16, 4], [offset, 4]), name);
      parts.push(local, name, bytes);
      offset += local.length + name.length + bytes.length;
    }
    const size = directory.reduce((sum, part) => sum + part.length, 0);
    const count = [files.length, 2];
    const end = record([0x06054b50, 4], [0, 2], [0, 2], count, count, [size, 4], [offset, 4], [0, 2]);
    return new Blob([...parts, ...directory, end], { type: "application/zip" });
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const files = (await picked()).map((file) => file.map(own));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(zip(files));
    link.download = "files.zip";
    link.click();
    URL.revokeObjectURL(link.href);
  });

  address();
  read();
  addEventListener("named", () => loaded && show()); // names.js comes later than this script
}
