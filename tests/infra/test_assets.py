"""What is uploaded: no more than is needed, and all of that."""

from __future__ import annotations

import re
from pathlib import Path

import botocore

from infra.assets import SERVICES, leave_out_services
from tests.infra.synthesis import ROOT

CLIENT = re.compile(r'client\(\s*"([a-z0-9-]+)"')


def test_the_layer_has_the_models_of_the_services_that_are_called(tmp_path: Path) -> None:
    for folder in ("dynamodb", "ec2", "s3", "stepfunctions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "endpoints.json").write_text("{}")

    leave_out_services(tmp_path)

    left = {one.name for one in tmp_path.iterdir()}
    assert left == {"s3", "stepfunctions", "endpoints.json"}


def test_every_service_that_boto3_is_asked_for_is_among_them() -> None:
    stores = (ROOT / "layers" / "idance" / "python" / "idance" / "store").glob("*.py")
    called = {name for file in stores for name in CLIENT.findall(file.read_text())}

    assert {"s3", "sqs", "stepfunctions"} <= called
    assert called <= SERVICES


def test_botocore_knows_all_of_them() -> None:
    known = {one.name for one in Path(botocore.__file__).with_name("data").iterdir()}

    assert known >= SERVICES
