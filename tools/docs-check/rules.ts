/**
 * Where a command is given: in the project; in a new folder that holds only what npm reads of it; or in a folder of somebody who has
 * the console installed.
 */
export type Place = 'project' | 'copy' | 'desk'

/**
 * How a command of a text is shown to work.
 *
 * - `run`: as it stands.
 * - `started`: as it stands, until it says what is waited for, then it is asked to end.
 * - `smaller`: in a form that takes seconds, because the whole of it runs elsewhere.
 * - `installed`: on a machine of its own, by the tests of the packages; not here.
 */
export type CommandRule =
  | { readonly how: 'run'; readonly place: Place; readonly form: RegExp }
  | { readonly how: 'started'; readonly form: RegExp; readonly until: RegExp }
  | {
      readonly how: 'smaller'
      readonly form: RegExp
      readonly as: string
      readonly why: string
      readonly place?: Place
    }
  | { readonly how: 'installed'; readonly form: RegExp; readonly by: string }

const IN_CI = 'the whole of it is a job of its own'
/** A script of package.json. */
const PACKAGES = 'test:package'

/** The first that fits counts. A command that none fits fails the check: nothing is written that nobody has tried. */
const RULES: readonly CommandRule[] = [
  // The console, as an installed machine has it.
  { how: 'run', place: 'desk', form: /^outpost-console --headless [^|&;]*$/ },
  { how: 'run', place: 'project', form: /^npm run (?:-s |--silent )?start -- --headless [^|&;]*$/ },
  { how: 'started', form: /^(?:npm start|npm run start)$/, until: /"event":"first-paint"/ },
  { how: 'started', form: /^outpost-console(?: --[a-z-]+)*$/, until: /"event":"first-paint"/ },
  {
    how: 'started',
    form: /^npm run (?:-s )?fleet-server -- (?!--help)/,
    until: /"event":"listening"|listening|http:\/\//,
  },

  // The project.
  { how: 'run', place: 'copy', form: /^npm ci$/ },
  {
    how: 'smaller',
    form: /^npm test$/,
    as: 'npm test -- unit tests/unit/tools/test-results.test.ts',
    why: IN_CI,
  },
  { how: 'smaller', form: /^npm run check$/, as: 'node tools/layers/cli.mjs', why: IN_CI },
  { how: 'smaller', form: /^npm run build$/, as: 'test -f out/main/index.js', why: 'what is run here was built by it' },
  { how: 'smaller', form: /^npm run docs:check$/, as: 'npm run docs:check -- --texts', why: 'this is it' },
  { how: 'smaller', form: /^npm run simulate -- --seeds/, as: 'npm run simulate -- --seeds 1..3', why: IN_CI },
  { how: 'smaller', form: /^npm run simulate\b/, as: 'npm run simulate -- --help', why: IN_CI },
  { how: 'smaller', form: /^npm run crash\b/, as: 'npm run crash -- --help', why: IN_CI },
  { how: 'smaller', form: /^npm run powercut\b/, as: 'npm run powercut -- --help', why: IN_CI },
  { how: 'smaller', form: /^npm run live\b/, as: 'npm run live -- --help', why: IN_CI },
  { how: 'smaller', form: /^npm run bench\b/, as: 'npm run bench -- --help', why: IN_CI },
  { how: 'smaller', form: /^npm run demo\b/, as: 'npm run demo -- --help', why: IN_CI },
  { how: 'smaller', form: /^npm run catalogue\b/, as: 'npm run catalogue -- --help', why: IN_CI },
  { how: 'smaller', form: /^npm run screenshots\b/, as: 'npm run screenshots -- --help', why: IN_CI },
  { how: 'run', place: 'project', form: /^npm run [a-z:-]+ -- --help$/ },

  // Packages, feeds, and what is done with them.
  { how: 'run', place: 'desk', form: /^npm run release:sign -- [^|&;]*$/ },
  { how: 'installed', form: /^npm run package:reproduce\b/, by: 'package:reproduce' },
  { how: 'installed', form: /^npm run (?:package|test:package)\b/, by: PACKAGES },
  { how: 'installed', form: /^sudo dpkg (?:-i|-r|-P|--install|--remove|--purge) /, by: PACKAGES },
  { how: 'installed', form: /^sudo apt(?:-get)? (?:install|remove|purge) (?:\.\/)?outpost-console/, by: PACKAGES },
  { how: 'run', place: 'desk', form: /^sha256sum --check (?:--ignore-missing )?SHA256SUMS$/ },
]

/** How a command is run; null: nobody has said. */
export function ruleOf(command: string): CommandRule | null {
  return RULES.find(({ form }) => form.test(command)) ?? null
}
