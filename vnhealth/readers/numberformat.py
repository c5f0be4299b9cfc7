"""Show the number of a workbook cell as its number format shows it, in Vietnamese or English."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

Number = int | float | Decimal

STYLES: Final = {"vi": (".", ","), "en": (",", ".")}
_WIDE: Final = Context(prec=700)  # room for the largest float with every digit
_GENERAL_DIGITS: Final = 15
_BUILTIN: Final = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0", 42: "#,##0;-#,##0", 43: "#,##0.00;-#,##0.00",
    44: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|'
    r"(?P<general>General)|(?P<number>[#0?][#0?,.]*|\.[#0?]+)(?P<exp>[Ee][+-]0+)?|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION: Final = re.compile(r"^\s*([<>]=?|=|<>)\s*(-?\d+(?:\.\d+)?)$")


def builtin_format(number: int) -> str:
    """Return the format behind a built-in format number; unknown ones are General."""
    return _BUILTIN.get(number, "General")


def show_number(value: Number, code: str = "General", style: str = "vi") -> str:
    """Show `value` under the number format `code` with the separators of `style`.

    Parameters
    ----------
    value
        The stored number.
    code
        The format as the workbook holds it, such as ``#,##0.0;[Red]-#,##0.0``.
    style
        ``"vi"`` (1.092,5) or ``"en"`` (1,092.5).

    Returns
    -------
    str
        The text that the cell shows; half is rounded up, away from zero.

    Examples
    --------
    >>> show_number(277859731, "#,##0"), show_number(0.965, "0.0%"), show_number(14.5)
    ('277.859.731', '96,5%', '14,5')
    >>> show_number(14.5, style="en"), show_number(-3, '#,##0;[Red](#,##0);"-"')
    ('14.5', '(3)')
    """
    number = _decimal(value)
    if code == "General":
        return _general(number, style)
    section, shown = _section(code, number)
    if section is None:
        return _general(shown, style)
    return _render(section, shown, style)


def _decimal(value: Number) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    return Decimal(f"{value:.{_GENERAL_DIGITS}g}")


def _sections(code: str) -> list[str]:
    parts, current, quoted, escaped = [], "", False, False
    for char in code:
        if char == ";" and not quoted and not escaped:
            parts.append(current)
            current = ""
            continue
        quoted ^= char == '"' and not escaped
        escaped = char == "\\" and not escaped
        current += char
    return [*parts, current]


def _section(code: str, number: Decimal) -> tuple[str | None, Decimal]:
    """Choose the section of the format for this number; None stands for General."""
    parts = _sections(code)[:3]
    conditions = [_condition(part) for part in parts]
    if any(conditions):
        for part, condition in zip(parts, conditions, strict=True):
            if condition is None or _holds(condition, number):
                return part, abs(number) if condition else number
        return None, number
    if number < 0 and len(parts) > 1:
        return parts[1], -number
    if number == 0 and len(parts) > 2:  # noqa: PLR2004 - positive; negative; zero
        return parts[2], number
    return parts[0], number


def _condition(section: str) -> tuple[str, Decimal] | None:
    for bracket in re.findall(r"\[([^\]]*)\]", section):
        found = _CONDITION.match(bracket)
        if found:
            return found.group(1), Decimal(found.group(2))
    return None


def _holds(condition: tuple[str, Decimal], number: Decimal) -> bool:
    sign, bound = condition
    return {
        "<": number < bound, "<=": number <= bound, ">": number > bound,
        ">=": number >= bound, "=": number == bound, "<>": number != bound,
    }[sign]  # fmt: skip


def _render(section: str, number: Decimal, style: str) -> str:
    tokens = list(_TOKEN.finditer(section))
    percents = sum(1 for t in tokens if t.group("other") == "%")
    numeric = [t.group("number") for t in tokens if t.group("number")]
    if any(t.group("other") == "/" for t in tokens) and len(numeric) > 1:
        return _general(number, style)
    text, shown, minus = "", False, number < 0
    pattern = "".join(numeric)
    for token in tokens:
        if token.group("quoted") is not None or token.group("escaped"):
            text += token.group("quoted") or token.group("escaped") or ""
        elif token.group("bracket") is not None:
            text += _currency(token.group("bracket"))
        elif token.group("general"):
            text += _general(abs(number), style)
        elif token.group("number"):
            if not shown:
                text += _digits(abs(number) * 100**percents, pattern, token.group("exp"), style)
            shown = True
        elif token.group("other") == "@":
            text += _general(abs(number), style)
        elif token.group("other"):
            text += token.group("other")
    visible = any(c.isdigit() and c != "0" for c in text)
    return f"-{text.strip()}" if minus and visible else text.strip()


def _currency(bracket: str) -> str:
    return bracket[1:].split("-", maxsplit=1)[0] if bracket.startswith("$") else ""


def _digits(number: Decimal, pattern: str, exponent: str | None, style: str) -> str:
    thousands, point = STYLES[style]
    if exponent:
        places = len(pattern.partition(".")[2])
        return f"{number:.{places}E}".replace(".", point)
    whole, _, fraction = pattern.partition(".")
    scale = len(whole) - len(whole.rstrip(","))
    number = number.scaleb(-3 * scale)
    most = sum(c in "0#?" for c in fraction)
    least = fraction.rstrip("#?").count("0") if fraction else 0
    rounded = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP, _WIDE)
    digits, _, decimals = f"{rounded:f}".partition(".")
    decimals = decimals.rstrip("0").ljust(least, "0") if decimals else ""
    digits = digits.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole.rstrip(","):
        digits = f"{int(digits):,}".replace(",", thousands) if digits else ""
    return digits + (point + decimals if decimals or (fraction == "" and "." in pattern) else "")


def _general(number: Decimal, style: str) -> str:
    text = f"{number.normalize():f}" if abs(number) < Decimal("1e21") else f"{number:E}"
    return text.replace(".", STYLES[style][1])
