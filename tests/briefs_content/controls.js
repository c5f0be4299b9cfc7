// Controls that can't be reached: without a box, beyond the window's edge when they have the focus,
// or below something else.
() => {
  const lost = [];
  for (const each of document.querySelectorAll("a[href], button, select, summary, [tabindex='0']")) {
    if (!each.checkVisibility({ visibilityProperty: true })) continue;
    each.focus({ focusVisible: true });
    const [box] = each.getClientRects();
    const name = each.outerHTML.slice(0, 80);
    if (document.activeElement !== each || !box) { lost.push(["takes no focus", name]); continue; }
    const wide = document.documentElement.clientWidth;
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, wide)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    if (right - left < 1 || bottom - top < 1) { lost.push(["beyond the window", name]); continue; }
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    if (!each.contains(hit) && !hit.contains(each)) lost.push(["below something", name]);
  }
  document.activeElement.blur();
  return lost;
}
