"""The set-up script, as far as it can be tried without installing anything."""

import re
import subprocess
from pathlib import Path

from docpipe.cli.packages import LIBRARY_PROVIDERS, font_provider
from docpipe.registry import load_theme

SCRIPTS = Path(__file__).parent.parent / "scripts"
FACES_IN_USE = ("song", "hei", "kai", "title")


def installed_packages() -> set[str]:
    """What scripts/setup installs for the docpipe command."""
    found = re.search(r'^run_packages="([^"]+)"$', (SCRIPTS / "setup").read_text("utf-8"), re.MULTILINE)
    assert found
    return set(found[1].split())


def test_the_set_up_installs_what_doctor_and_the_default_theme_look_for() -> None:
    faces = load_theme("handout").faces
    fonts = {font_provider(getattr(faces, face).families[0]).apt for face in FACES_IN_USE}
    assert installed_packages() == {provider.apt for provider in LIBRARY_PROVIDERS.values()} | fonts


def test_an_unknown_argument_of_the_set_up_is_refused_before_anything_is_done() -> None:
    run = subprocess.run([SCRIPTS / "setup", "--nonsense"], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "docpipe: usage: scripts/setup [--dev]\n"
