"""What is uploaded: the functions' code, the layer beneath it, the scoring image.

Nothing here needs Docker at synthesis: bundling runs in this process. Only `cdk deploy` of a stage
with container images builds one.
"""

import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import Protocol

import jsii
from aws_cdk import AssetHashType, BundlingOptions, IgnoreMode, ILocalBundling
from aws_cdk import aws_ecr_assets as ecr_assets
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.stage import ROOT, Stage

_DOCKERFILE = "functions/scoring/Dockerfile"
JUNK = ("__pycache__", "*.pyc")
SERVICES = frozenset(
    {
        "apigatewaymanagementapi",
        "s3",
        "signin",
        "sns",
        "sqs",
        "sso",
        "sso-oidc",
        "stepfunctions",
        "sts",
    }
)
"""What boto3 is asked for, and what it asks for credentials; DynamoDB is spoken without it."""
IMAGE_SOURCES = (
    "functions/__init__.py",
    "functions/scoring/**",
    "layers/idance/python/idance/**",
    "layers/pose/build_model.py",
    "layers/pose/python/pose/**",
    "requirements/model.txt",
    "requirements/scoring.txt",
    "requirements/uv.txt",
)
"""What the Dockerfile copies: nothing else makes a new image."""


class Package(Protocol):
    """One way for a handler to reach Lambda."""

    @property
    def runtime(self) -> lambda_.Runtime:
        """What runs the code."""

    @property
    def layers(self) -> list[lambda_.ILayerVersion] | None:
        """What lies beneath the code; None where that cannot be."""

    def code(self, handler: str) -> lambda_.Code:
        """Return the code that has this handler in it."""

    def entry(self, handler: str) -> str:
        """Return what Lambda is told to be the handler."""


class ZipPackage:
    """All functions in one archive, on the layer of their libraries."""

    def __init__(self, scope: Construct, stage: Stage) -> None:
        self.runtime = stage.runtime
        self.layers: list[lambda_.ILayerVersion] = []
        if stage.endpoint:
            self._code = _bundled(Checkout())
        else:
            self._code = _functions_alone()
            self.layers.append(_idance_layer(scope, stage))

    def code(self, handler: str) -> lambda_.Code:  # noqa: ARG002 - the archive holds them all
        """Return the archive."""
        return self._code

    def entry(self, handler: str) -> str:
        """Return the handler itself."""
        return handler


class ImagePackage:
    """The scoring image: one image, started with another handler by each function."""

    def __init__(self, stage: Stage) -> None:
        self.runtime = lambda_.Runtime.FROM_IMAGE
        self.layers = None
        self._base_image = stage.base_image

    def code(self, handler: str) -> lambda_.Code:
        """Return the image with the handler as its command."""
        return lambda_.Code.from_asset_image(
            str(ROOT),
            file=_DOCKERFILE,
            cmd=[handler],
            build_args={"BASE_IMAGE": self._base_image},
            platform=ecr_assets.Platform.LINUX_ARM64,
            exclude=_only(*IMAGE_SOURCES),
            ignore_mode=IgnoreMode.GIT,
        )

    def entry(self, handler: str) -> str:  # noqa: ARG002 - the image's command says it
        """Return the mark that the image knows its handler."""
        return lambda_.Handler.FROM_IMAGE


def scoring_image(stage: Stage) -> ecs.ContainerImage:
    """Return the very same image, for a container that is told itself what to run."""
    return ecs.ContainerImage.from_asset(
        str(ROOT),
        file=_DOCKERFILE,
        build_args={"BASE_IMAGE": stage.base_image},
        platform=ecr_assets.Platform.LINUX_ARM64,
        exclude=_only(*IMAGE_SOURCES),
        ignore_mode=IgnoreMode.GIT,
    )


@jsii.implements(ILocalBundling)
class Libraries:
    """The idance layer: its locked libraries for arm64, and the package itself."""

    def try_bundle(self, output_dir: str, *_: object, **__: object) -> bool:
        """Install everything below `python/`, where Lambda looks for a layer's packages."""
        target = Path(output_dir, "python")
        command = ["uv", "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
        command += ["--only-binary", ":all:", "--python-version", "3.13"]
        command += ["--python-platform", "aarch64-manylinux2014", "--target", str(target)]
        command += ["--requirement", str(ROOT / "requirements" / "runtime.txt")]
        subprocess.run(command, check=True)  # noqa: S603 - fixed words and a path of ours
        shutil.rmtree(target / "bin")
        leave_out_services(target / "botocore" / "data")
        _copy_package("idance", target)
        return True


@jsii.implements(ILocalBundling)
class Checkout:
    """The checkout as one archive for the emulator, which runs it with this very Python."""

    def try_bundle(self, output_dir: str, *_: object, **__: object) -> bool:
        """Copy our sources and write the program that starts AWS's runtime client on them."""
        target = Path(output_dir)
        shutil.copytree(
            ROOT / "functions", target / "functions", ignore=shutil.ignore_patterns(*JUNK)
        )
        _copy_package("idance", target)
        _copy_package("pose", target)
        bootstrap = target / "bootstrap"
        bootstrap.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m awslambdaric "$_HANDLER"\n')
        bootstrap.chmod(0o755)
        return True


def leave_out_services(data: Path) -> None:
    """Remove botocore's models of services that nobody calls: two thirds of the layer."""
    for model in data.iterdir():
        if model.is_dir() and model.name not in SERVICES:
            shutil.rmtree(model)


def _bundled(bundling: ILocalBundling) -> lambda_.AssetCode:
    return lambda_.Code.from_asset(
        str(ROOT),
        asset_hash_type=AssetHashType.OUTPUT,
        bundling=BundlingOptions(
            # Asked for by CDK and never started: bundling here does not fall back on Docker.
            image=lambda_.Runtime.PYTHON_3_13.bundling_image,
            local=bundling,
        ),
    )


def _functions_alone() -> lambda_.AssetCode:
    return lambda_.Code.from_asset(
        str(ROOT),
        exclude=[*_only("functions/**"), "functions/scoring"],
        ignore_mode=IgnoreMode.GIT,
    )


def _idance_layer(scope: Construct, stage: Stage) -> lambda_.LayerVersion:
    return lambda_.LayerVersion(
        scope,
        "IdanceLayer",
        description="idance and the libraries it stands on",
        code=_bundled(Libraries()),
        compatible_runtimes=[stage.runtime],
        compatible_architectures=[stage.architecture],
    )


def _copy_package(name: str, target: Path) -> None:
    shutil.copytree(
        ROOT / "layers" / name / "python" / name,
        target / name,
        ignore=shutil.ignore_patterns(*JUNK),
    )


def _only(*wanted: str) -> list[str]:
    """Return the patterns that leave out everything but some files and the way to them."""
    way = {str(folder) for pattern in wanted for folder in PurePosixPath(pattern).parents} - {"."}
    return ["*", *(f"!{path}" for path in sorted(way.union(wanted))), *JUNK]
