"""Cuts the page's fonts down to what the page shows: `python docs/fonts.py FOLDER`.

FOLDER holds the unpacked npm packages `inter-ui` 4.1.1 and `@fontsource/noto-sans-math` 5.3.0 under their names
(`npm install --prefix … ` lays them out like that in `node_modules`). Needs fonttools with brotli:
`pip install fonttools==4.68.0 brotli==1.2.1`. What is cut and why is in `www/fonts/README.md`; `tests/js/fonts.test.js` reads
from the fonts what they hold and names each character of the page that they do not.
"""

import sys
from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.transform import Transform
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).parent.parent
FONTS = ROOT / "www/fonts"
LIGHT, BOLD = 400, 700

GREEK = [*range(0x391, 0x3A2), *range(0x3A3, 0x3AA), *range(0x3B1, 0x3CA)]

# What stands in sentences, on buttons, at curves: Latin-1, Greek, indices and powers, signs.
TEXT = (
    [*range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x100), 0x2B2, 0x2E3, 0x302]
    + [*GREEK, 0x1D43, 0x1D57, 0x1D62, 0x1DBB]
    + [*range(0x2013, 0x2017), *range(0x2018, 0x201B), 0x201C, 0x201D, 0x2026, 0x2032, 0x2039, 0x203A]
    + [0x2070, 0x2071, *range(0x2074, 0x208F), *range(0x2090, 0x209D)]
    + [*map(ord, "←↑→↓∂∇∑−√∞≈≤≥▴▾✓ᵀⱼ")]
)
TEXT_FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "case", "zero", "sups", "subs", "frac"]

# What stands in formulas: letters, digits, and signs, which bring along what they are stretched with.
ITALIC_LATIN = [*range(0x1D434, 0x1D455), *range(0x1D456, 0x1D468), 0x210E]
ITALIC_GREEK = [*range(0x1D6FC, 0x1D71C)]
# Upright ones, too, as they are written: where those are missing, Chromium takes the height of an italic one from another font.
FORMULA = [*range(0x20, 0x7F), *range(0x3B1, 0x3CA), 0xA0, 0xD7, 0x2C6, 0x302, *map(ord, "…′‖←∂∇∑−∗√⋅≈≤≥"), *ITALIC_LATIN, *ITALIC_GREEK]


def main(packages):
    text = packages / "inter-ui/variable/InterVariable.woff2"
    formula = packages / "@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2"
    save(cut(inter(text), TEXT, TEXT_FEATURES), FONTS / "inter.woff2")
    save(cut(shallow(opened(formula)), FORMULA, []), FONTS / "noto-sans-math.woff2")
    save(silent(), ROOT / "tests/page/fonts/silent.ttf")


def opened(file):
    # Its time stays: the same bytes whenever it is cut.
    return TTFont(file, recalcTimestamp=False)


def cut(font, characters, features):
    options = Options(layout_features=features, hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    missing = set(characters) - set(font.getBestCmap())
    assert not missing, f"not in the font: {' '.join(map(chr, sorted(missing)))}"
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def save(font, path):
    if path.suffix == ".woff2":
        font.flavor = "woff2"
    font.save(path)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")


def inter(path):
    """Inter in the page's weights at one optical size, and four signs that it lacks, made of those that it has."""
    at = {weight: instantiateVariableFont(opened(path), {"opsz": 14, "wght": weight}) for weight in (LIGHT, 600, BOLD, 900)}
    font = instantiateVariableFont(opened(path), {"opsz": 14, "wght": (LIGHT, LIGHT, BOLD)})
    height = font["OS/2"].sCapHeight
    delta = at[LIGHT].getBestCmap()[ord("Δ")]
    width = at[LIGHT]["hmtx"][delta][0]
    up, down = (at[LIGHT].getBestCmap()[ord(sign)] for sign in "▲▼")
    # A small letter with the stems of a large one: it is taken from a heavier weight.
    add(font, "ᵀ", "T", (at[600], at[900]), Transform(0.6, 0, 0, 0.6, 0, 0.5 * height))
    add(font, "∇", delta, (at[LIGHT], at[BOLD]), Transform(-1, 0, 0, -1, width, height))
    for sign, name in ("▴", up), ("▾", down):
        add(font, sign, name, (at[LIGHT], at[BOLD]), Transform(0.54, 0, 0, 0.54, 0, 0.23 * height))
    # Written and read, its tables agree on how many glyphs there are.
    file = BytesIO()
    font.save(file)
    return opened(file)


def add(font, sign, name, masters, transform):
    """Adds `sign`: the glyph `name` of a light and a bold font, moved by `transform`."""
    light, bold = (outline(master, name, transform) for master in masters)
    width = round(masters[0]["hmtx"][name][0] * abs(transform[0]))
    added = f"uni{ord(sign):04X}"
    font.setGlyphOrder([*font.getGlyphOrder(), added])
    font["glyf"][added] = light
    light.recalcBounds(font["glyf"])
    font["hmtx"][added] = (width, light.xMin)
    moves = [(x - u, y - v) for (x, y), (u, v) in zip(bold.coordinates, light.coordinates, strict=True)]
    # Four more points hold the place of the glyph on the line: they stay.
    font["gvar"].variations[added] = [TupleVariation({"wght": (0, 1, 1)}, moves + [(0, 0)] * 4)]
    font["HVAR"].table.AdvWidthMap.mapping[added] = 0xFFFFFFFF
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(sign)] = added


def outline(font, name, transform):
    pen = TTGlyphPen(None)
    font.getGlyphSet()[name].draw(TransformPen(pen, transform))
    return pen.glyph()


def shallow(font, sizes=5):
    """Parentheses and their like in their first sizes: what is larger is put together from parts."""
    variants = font["MATH"].table.MathVariants
    for construction in [*variants.VertGlyphConstruction, *variants.HorizGlyphConstruction]:
        del construction.MathGlyphVariantRecord[sizes:]
        construction.GlyphCount = len(construction.MathGlyphVariantRecord)
    return font


def silent():
    """A font that has nothing to say: no character, and nothing in the place of one that is missing."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupHead(unitsPerEm=1000, created=0, modified=0)
    builder.setupGlyphOrder([".notdef"])
    builder.setupCharacterMap({})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph()})
    builder.setupHorizontalMetrics({".notdef": (0, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Silent", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.font.recalcTimestamp = False
    return builder.font


if __name__ == "__main__":
    main(Path(sys.argv[1]))
