// What a reader of the page would lose: words cut off, words written over other words.
// A box that scrolls (overflow auto) loses nothing; only what hides or ends outside the page does.
// Words of charts are looked at where `pictures` is true.
(pictures) => {
  const SLACK = 1.5; // pixels that rounding may take
  const inPicture = (node) => node.parentElement.closest("svg") !== null;
  const nameOf = (node) => node.data.replace(/\s+/g, " ").trim().slice(0, 60);
  const cutting = new Map();
  // The boxes that cut what leaves them, from the nearest outwards, up to the first that scrolls.
  const cuttersOf = (element) => {
    if (!element || element === document.documentElement) return [];
    if (!cutting.has(element)) {
      const style = getComputedStyle(element);
      const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
      const cuts = /hidden|clip/.test(style.overflowX + style.overflowY);
      const outer = scrolls || style.position === "fixed" ? [] : cuttersOf(element.parentElement);
      cutting.set(element, cuts ? [element, ...outer] : outer);
    }
    return cutting.get(element);
  };
  const scrolling = new Map();
  const scrollerOf = (element) => {
    if (!element) return null;
    if (!scrolling.has(element)) {
      const scrolls = /auto|scroll/.test(getComputedStyle(element).overflowX);
      scrolling.set(element, scrolls ? element : scrollerOf(element.parentElement));
    }
    return scrolling.get(element);
  };
  const lost = [];
  const pieces = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || holder.closest("script, style, .skip, svg title, svg desc")) continue;
    if (!holder.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (inPicture(node) && !pictures) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    if (!boxes.length) { lost.push(["no box", nameOf(node)]); continue; }
    if (boxes.every((box) => box.right < -1000)) continue; // for screen readers, on purpose
    const scroller = scrollerOf(holder);
    for (const box of boxes) {
      const edge = scroller ? Infinity : document.documentElement.clientWidth;
      if (box.right > edge + SLACK || (!scroller && box.left < -SLACK)) lost.push(["outside the page", nameOf(node)]);
      for (const cutter of cuttersOf(holder)) {
        const frame = cutter.getBoundingClientRect();
        if (box.left < frame.left - SLACK || box.right > frame.right + SLACK ||
            box.top < frame.top - SLACK || box.bottom > frame.bottom + SLACK) {
          lost.push(["cut by " + cutter.tagName, nameOf(node)]);
        }
      }
      if (!inPicture(node)) pieces.push({ box, node });
    }
  }
  // Boxes of lines reach beyond their letters: only a deep overlap writes one over another.
  pieces.sort((a, b) => a.box.top - b.box.top);
  pieces.forEach((one, index) => {
    for (let next = index + 1; next < pieces.length; next += 1) {
      const other = pieces[next];
      if (other.box.top >= one.box.bottom) break;
      if (other.node === one.node) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
      if (across > 2 && down > 0.4 * Math.min(one.box.height, other.box.height)) {
        lost.push(["written over", nameOf(one.node) + " | " + nameOf(other.node)]);
      }
    }
  });
  return lost;
}
