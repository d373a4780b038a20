"""The layer's descriptions of AWS: only what functions read, and all of that."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import botocore
import botocore.loaders
import botocore.session
import pytest

from infra.build.descriptions import slim
from infra.build.layers import KEEP
from infra.build.templates import read_yaml
from tests.infra.conftest import ROOT

MODEL = {
    "metadata": {"endpointPrefix": "email"},
    "documentation": "<p>long</p>",
    "shapes": {
        "Part": {"type": "structure", "members": {"documentation": {"shape": "Text", "documentation": "<p>of it</p>"}}}
    },
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """botocore's folder in small: a service that is used, one that is not, endpoints of three."""
    for service in ("sesv2", "ec2"):
        folder = tmp_path / service / "2019-09-27"
        folder.mkdir(parents=True)
        (folder / "service-2.json.gz").write_bytes(gzip.compress(json.dumps(MODEL).encode()))
    services = {"email": {"endpoints": {}}, "ec2": {}, "s3": {}}
    partition = {"partition": "aws", "regions": {"eu-central-1": {}}, "services": services}
    (tmp_path / "endpoints.json").write_text(json.dumps({"partitions": [partition]}))
    return tmp_path


def test_a_model_loses_its_documentation_and_nothing_else(data: Path) -> None:
    slim(data, ["sesv2"])

    (model,) = (data / "sesv2/2019-09-27").iterdir()
    assert model.name == "service-2.json"
    members = {"documentation": {"shape": "Text"}}
    assert json.loads(model.read_text()) == {
        "metadata": {"endpointPrefix": "email"}, "shapes": {"Part": {"type": "structure", "members": members}},
    }  # fmt: skip


def test_botocore_makes_a_client_of_every_service_from_what_is_left(tmp_path: Path) -> None:
    installed = Path(botocore.__file__).parent / "data"
    services = read_yaml(ROOT / KEEP)["services"]
    for name in ("endpoints.json", "partitions.json", "sdk-default-configuration.json", "_retry.json"):
        (tmp_path / name).write_bytes((installed / name).read_bytes())
    for service in services:
        shutil.copytree(installed / service, tmp_path / service)

    slim(tmp_path, services)

    loader = botocore.loaders.Loader(extra_search_paths=[str(tmp_path)], include_default_search_paths=False)
    session = botocore.session.Session()
    session.register_component("data_loader", loader)
    made = {"region_name": "eu-central-1", "aws_access_key_id": "x", "aws_secret_access_key": "x"}
    for service in services:
        client = session.create_client(service, **made)
        assert client.meta.service_model.operation_names
    assert session.create_client("s3", **made).generate_presigned_post("bucket", "key")["fields"]


def test_services_that_are_not_used_are_gone_with_their_endpoints(data: Path) -> None:
    slim(data, ["sesv2"])

    (partition,) = json.loads((data / "endpoints.json").read_text())["partitions"]
    assert partition["services"] == {"email": {"endpoints": {}}}
    assert partition["regions"] == {"eu-central-1": {}}
    assert not (data / "ec2").exists()
