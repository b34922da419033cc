// Three colors of somebody else's site, if what is written in them can be read.

const LEAST = 4.5; // WCAG 2.2, 1.4.3: the contrast of text
const NAMES = ["accent", "paper", "ink"];
const BLACK = [0, 0, 0];
const WHITE = [255, 255, 255];

/**
 * Returns {accent, paper, ink} as [red, green, blue] from "#accent=17605a&paper=fff&ink=222", or
 * null unless all three are there, are colors, and stand out from each other enough.
 *
 * @param {string} hash
 */
export function readable(hash) {
  const given = new URLSearchParams(hash.slice(1));
  const [accent, paper, ink] = NAMES.map((name) => rgb(given.get(name) || ""));
  if (!accent || !paper || !ink) return null;
  const clear = contrast(ink, paper) >= LEAST && contrast(accent, paper) >= LEAST;
  return clear ? { accent, paper, ink } : null;
}

/**
 * The style sheet's variables in those colors; what has no color of its own is ink or paper.
 *
 * @param {{accent: number[], paper: number[], ink: number[]}} colors
 * @returns {{[property: string]: string}}
 */
export function theme({ accent, paper, ink }) {
  const on = contrast(WHITE, accent) >= contrast(BLACK, accent) ? WHITE : BLACK;
  const [plain, paint] = [css(paper), css(ink)];
  return {
    "color-scheme": luminance(paper) > luminance(ink) ? "light" : "dark",
    "--paper": plain,
    "--sheet": plain,
    "--tint": plain,
    "--warn-tint": plain,
    "--ink": paint,
    "--soft": paint,
    "--line": paint,
    "--warn": paint,
    "--bad": paint,
    "--accent": css(accent),
    "--on-accent": css(on),
  };
}

/** @param {string} text */
function rgb(text) {
  const hex = text.length === 3 ? text.replace(/./g, "$&$&") : text;
  if (!/^[0-9a-f]{6}$/i.test(hex)) return null;
  return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** @param {number[]} color */
function css(color) {
  return `rgb(${color.join(", ")})`;
}

/**
 * @param {number[]} one
 * @param {number[]} other
 */
function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * Relative luminance, as WCAG defines it.
 *
 * @param {number[]} color
 */
function luminance(color) {
  const [red, green, blue] = color.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
