(() => {
  "use strict";
  const said = document.getElementById("said");
  const words = said.dataset;
  const tell = (text) => { said.textContent = ""; setTimeout(() => { said.textContent = text; }, 60); };
  const textOf = (node) => (node ? node.textContent.replace(/\s+/g, " ").trim() : "");

  const button = (label, within, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "copy";
    made.textContent = label;
    const title = within.querySelector(".title, caption");
    made.setAttribute("aria-label", label + ": " + textOf(title));
    made.addEventListener("click", () => act(within).then(tell, () => tell(words.failed)));
    within.append(made);
  };

  // The title without its number, which means nothing outside the page.
  const titleOf = (within) => {
    const kept = within.querySelector(".title, caption").cloneNode(true);
    kept.querySelectorAll(".label").forEach((each) => each.remove());
    return textOf(kept);
  };

  // A table's figures, without marks and source numbers, for a sheet or a letter.
  const bare = (cell) => {
    const kept = cell.cloneNode(true);
    kept.querySelectorAll(".cite, .mark").forEach((each) => each.remove());
    return textOf(kept);
  };
  const rowsOf = (table) => [...table.rows].map((row) => [...row.cells].map(bare));
  const plainTable = (table) => rowsOf(table).map((row) => row.join("\t")).join("\n");
  const richTable = (table, caption) => {
    const made = document.createElement("table");
    made.createCaption().textContent = caption;
    for (const row of table.rows) {
      const line = made.insertRow();
      for (const cell of row.cells) {
        const one = document.createElement(cell.tagName);
        one.textContent = bare(cell);
        line.append(one);
      }
    }
    return made.outerHTML;
  };
  const copySelection = (node) => {
    const range = document.createRange();
    range.selectNode(node);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    const done = document.execCommand("copy");
    selection.removeAllRanges();
    if (!done) throw new Error();
  };
  const copyTable = async (within) => {
    const table = within.querySelector("table");
    const caption = titleOf(within);
    const source = sourceOf(within);
    const plain = [caption, plainTable(table), source].filter(Boolean).join("\n");
    try {
      await navigator.clipboard.write([new ClipboardItem({
        "text/plain": new Blob([plain], { type: "text/plain" }),
        "text/html": new Blob([richTable(table, caption) + "<p></p>"], { type: "text/html" }),
      })]);
    } catch {
      copySelection(table);
    }
    return words.table;
  };

  // A chart as a picture on white paper, with its title and the names of its sources.
  const sheet = [...document.styleSheets].flatMap((each) => [...each.cssRules]);
  const paper = sheet.find((rule) => rule.selectorText === ":root").style;
  const faces = sheet.filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => rule.cssText);
  const colour = (name) => paper.getPropertyValue("--" + name).trim();
  const sourceOf = (within) => {
    const links = within.querySelectorAll(".from a, .tail .cite a, .cite a");
    const names = [...links].map((link) => {
      const item = document.getElementById(link.hash.slice(1)).closest(".sources ol > li");
      return textOf(item && item.querySelector("cite"));
    });
    const known = [...new Set(names)].filter(Boolean);
    return known.length ? words.source + ": " + known.join("; ") : "";
  };
  const imageOf = async (svg) => {
    const drawn = svg.cloneNode(true);
    const names = [...paper].filter((name) => name.startsWith("--"));
    const style = document.createElementNS(svg.namespaceURI, "style");
    style.textContent = faces.join("") + "svg{" +
      names.map((name) => name + ":" + paper.getPropertyValue(name)).join(";") +
      "}text{font-family:var(--text)}";
    drawn.prepend(style);
    const image = new Image();
    image.src = "data:image/svg+xml;charset=utf-8," +
      encodeURIComponent(new XMLSerializer().serializeToString(drawn));
    await image.decode();
    return image;
  };
  const wrapped = (pen, text, width) => {
    const lines = [];
    for (const word of text.split(" ")) {
      const longer = lines.length ? lines[lines.length - 1] + " " + word : word;
      if (lines.length && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return text ? lines : [];
  };
  const pictureOf = async (within) => {
    const svg = [...within.querySelectorAll("svg")].find((each) => each.getClientRects().length);
    const image = await imageOf(svg);
    const box = svg.viewBox.baseVal;
    const [unit, pad] = [3, 16];
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    const heading = paper.getPropertyValue("--heading");
    const body = paper.getPropertyValue("--text");
    const parts = [
      [titleOf(within), "600 11.5px " + heading, colour("ink"), 15],
      [textOf(within.querySelector(".subtitle")), "9.5px " + body, colour("muted"), 12.5],
      [sourceOf(within), "8.5px " + body, colour("muted"), 11],
    ].map(([text, font, shade, step]) => {
      pen.font = font;
      return { lines: wrapped(pen, text, box.width), font, shade, step };
    });
    const high = (part) => part.lines.length * part.step;
    const above = high(parts[0]) + high(parts[1]) + 8;
    canvas.width = (box.width + 2 * pad) * unit;
    canvas.height = (above + box.height + 8 + high(parts[2]) + 2 * pad) * unit;
    pen.scale(unit, unit);
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    let y = pad;
    const write = (part) => {
      pen.font = part.font;
      pen.fillStyle = part.shade;
      for (const line of part.lines) { pen.fillText(line, pad, y + part.step * 0.8); y += part.step; }
    };
    write(parts[0]);
    write(parts[1]);
    pen.drawImage(image, pad, y + 8, box.width, box.height);
    y += 16 + box.height;
    write(parts[2]);
    return new Promise((done, failed) => canvas.toBlob((b) => (b ? done(b) : failed()), "image/png"));
  };
  const copyPicture = async (within) => {
    const picture = pictureOf(within);
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
      return words.picture;
    } catch {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await picture);
      link.download = within.id + ".png";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      return words.saved;
    }
  };

  // A link to a row in a closed list opens the list, also where the browser itself doesn't.
  const reveal = () => {
    const goal = document.getElementById(location.hash.slice(1));
    let closed = goal && goal.closest("details:not([open])");
    if (!closed) return;
    for (; closed; closed = goal.closest("details:not([open])")) closed.open = true;
    goal.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Above what is wider than its frame: nobody looks for columns that don't show.
  const hints = [...document.querySelectorAll("main .table .scroll, main figure .picture")].map((frame) => {
    const hint = document.createElement("p");
    hint.className = "sideways";
    hint.textContent = words.sideways;
    hint.hidden = true;
    frame.before(hint);
    return [frame, hint];
  });
  const look = () => hints.forEach(([frame, hint]) => {
    hint.hidden = frame.scrollWidth <= frame.clientWidth + 1;
  });
  addEventListener("resize", look);
  look();
  document.fonts.ready.then(look);

  document.querySelectorAll("main figure").forEach((each) => button(words.copyPicture, each, copyPicture));
  document.querySelectorAll("main .table").forEach((each) => button(words.copyTable, each, copyTable));
})();
