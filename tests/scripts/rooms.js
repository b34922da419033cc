// A site has the scripts of all rooms in one folder; here each lies in its room's own.
import { registerHooks } from "node:module";

const ANOTHERS = /\/src\/upstander\/\w+\/static\/upstander\/(\w+)\/([\w-]+\.js)$/;

registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith("../") || !context.parentURL) return next(specifier, context);
    const { href } = new URL(specifier, context.parentURL);
    return next(href.replace(ANOTHERS, "/src/upstander/$1/static/upstander/$1/$2"), context);
  },
});
