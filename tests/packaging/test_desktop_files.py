"""What the desktop is told: names, icon and file type agree with each other."""

from __future__ import annotations

import configparser
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

CHECKOUT = Path(__file__).parents[2]
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def desktop_entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(CHECKOUT / "packaging" / "tuner-gui.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def test_that_the_desktop_entry_starts_the_command_that_is_installed() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    command, argument = desktop_entry()["Exec"].split()
    assert command in project["scripts"]
    assert argument == "%f"


def test_that_the_desktop_entry_claims_the_declared_file_type() -> None:
    declared = ET.parse(CHECKOUT / "packaging" / "tuner-gui.xml").find(f"{MIME}mime-type")
    assert desktop_entry()["MimeType"] == declared.get("type") + ";"
    assert declared.find(f"{MIME}glob").get("pattern") == "*.tuner.json"
    assert declared.find(f"{MIME}icon").get("name") == desktop_entry()["Icon"]


def test_that_the_icon_is_a_drawing_in_the_resources() -> None:
    icon = ET.parse(CHECKOUT / "resources" / "icons" / "app.svg").getroot()
    assert icon.tag == "{http://www.w3.org/2000/svg}svg"
    assert icon.get("viewBox")
