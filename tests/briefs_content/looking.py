"""Look at a page in a browser as axe-core, a zooming reader and one with a keyboard do."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
HEIGHT: Final = 900
LOOKS: Final = [(theme, width) for width in (1280, 320) for theme in ("light", "dark")]
# Rules of axe-core 4.4 that read colours, sizes or whether a box scrolls. All others read the tree
# and which elements are shown, so one look stands for all in which the same elements are shown.
OF_LOOKS: Final = ["color-contrast", "link-in-text-block", "scrollable-region-focusable"]
# A picture has another drawing on a phone, which is looked at by itself; the hint that something is
# wider than its frame comes and goes with it.
SHOWN: Final = """[...document.querySelectorAll("body *:not(.picture *, .sideways)")]
  .map((each) => +each.checkVisibility({visibilityProperty: true})).join("")"""
PICTURES: Final = """() => document.querySelector("main svg") ? axe.run(
  {include: [[".picture"]]}, {resultTypes: ["violations"], preload: false,
  runOnly: {type: "rule", values: ["svg-img-alt", "aria-valid-attr-value", "duplicate-id-aria"]}})
  : {violations: []}"""
# The words of the page without those of its pictures and the hints above them.
SHOWN_WORDS: Final = """() => {
  const others = [...document.querySelectorAll("svg, .sideways")];
  for (const each of others) each.style.display = "none";
  const said = document.body.innerText;
  for (const each of others) each.style.display = "";
  return said;
}"""
# WCAG 2.2, success criterion 1.4.12.
SPACING: Final = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-bottom:2em!important}"
)
OPEN_LISTS: Final = "for (const each of document.querySelectorAll('details')) each.open = true"
CLOSE_LISTS: Final = "for (const each of document.querySelectorAll('details')) each.open = false"
FOCUSED: Final = """() => {
  window.focused = [];
  document.addEventListener("focusin", ({target}) => {
    const style = getComputedStyle(target);
    const place = stops().indexOf(target);
    window.focused.push([place, style.outlineStyle, parseFloat(style.outlineWidth)]);
  });
  window.stops = () => [...document.querySelectorAll(
    "a[href], button, select, summary, [tabindex='0']")].filter((each) => each.checkVisibility());
  const marked = [...document.querySelectorAll("[tabindex]")];
  const outOfTurn = marked.filter((each) => each.tabIndex > 0);
  return [stops().length, outOfTurn.length];
}"""


def violations(page: Any, axe: str) -> list[Any]:
    """Return what axe-core finds in every theme and width, and where elements come or go."""
    page.evaluate(
        OPEN_LISTS
    )  # what a closed list holds isn't painted: axe takes white for its ground
    page.evaluate(axe)
    found: list[Any] = []
    shown = ""
    for theme, width in LOOKS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=theme)
        if page.evaluate("document.documentElement.scrollWidth") != width:
            found.append((theme, width, "scrolls sideways"))
        now = page.evaluate(SHOWN)
        rules = {"runOnly": OF_LOOKS} if shown else {}
        if shown not in ("", now):
            found.append((theme, width, "other elements are shown"))
        shown = now
        told = page.evaluate(
            "rules => axe.run(document, {resultTypes: ['violations'], preload: false, ...rules})",
            rules,
        )
        drawn = page.evaluate(PICTURES)
        found += [
            (theme, width, each["id"], node["target"], node["failureSummary"])
            for each in [*told["violations"], *drawn["violations"]]
            for node in each["nodes"][:2]
        ]
    page.emulate_media(color_scheme="light")
    return found


def lost_when_enlarged(page: Any) -> dict[str, list[Any]]:
    """Return what is lost at 200 % zoom, with letters of twice the size, and with more room."""
    page.evaluate(OPEN_LISTS)
    lost_text = (HERE / "lost_text.js").read_text(encoding="utf-8")
    controls = (HERE / "controls.js").read_text(encoding="utf-8")
    found: dict[str, list[Any]] = {}

    def look(name: str, width: int, *, pictures: bool = True) -> None:
        wide = page.evaluate("document.documentElement.scrollWidth")
        lost = page.evaluate(lost_text, pictures)
        found[name] = [*([] if wide <= width else [f"{wide} px wide"]), *lost]

    page.set_viewport_size({"width": 1280, "height": HEIGHT})
    look("1280", 1280)
    words = sorted(page.evaluate(SHOWN_WORDS).split())
    page.evaluate("document.documentElement.style.fontSize = '212.5%'")  # twice the sheet's own
    look("text at 200 %", 1280)
    page.evaluate("document.documentElement.style.fontSize = ''")
    sheet = page.add_style_tag(content=SPACING)
    look("spaced text", 1280, pictures=False)
    sheet.evaluate("each => each.remove()")
    # A window of 1280 px at 200 %: half as many CSS pixels, each of two.
    session = page.context.new_cdp_session(page)
    zoomed = {"width": 640, "height": HEIGHT // 2, "deviceScaleFactor": 2, "mobile": False}
    session.send("Emulation.setDeviceMetricsOverride", zoomed)
    look("200 %", 640)
    if sorted(page.evaluate(SHOWN_WORDS).split()) != words:
        found["200 %"].append("other words")
    found["controls at 200 %"] = page.evaluate(controls)
    session.send("Emulation.clearDeviceMetricsOverride")
    session.detach()
    return found


def walk(page: Any, most: int = 80) -> tuple[int, list[tuple[int, str, float]]]:
    """Press Tab through a page, lists closed; return its stops, and those visited with outlines."""
    page.evaluate(CLOSE_LISTS)
    page.evaluate("scrollTo(0, 0); getSelection().removeAllRanges()")
    stops, out_of_turn = page.evaluate(FOCUSED)
    assert out_of_turn == 0, "a tabindex above 0 changes the order"
    for _ in range(min(stops, most)):
        page.keyboard.press("Tab")
    return stops, [tuple(each) for each in page.evaluate("window.focused")]
