"""What differs from one stage to another; nowhere else does the code ask which stage it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Node

ROOT = Path(__file__).parents[1]


class Extraction(Enum):
    """What extracts the segments of clips."""

    LAMBDA = "functions, from nought to a thousand at once, nothing to look after"
    WORKERS = "workers on Spot machines: a quarter of the price from a million clips a day on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """An OpenID Connect issuer to trust in place of our own user pool.

    Attributes
    ----------
    url
        The `iss` claim of its tokens.
    audience
        The `aud` claim of its tokens.
    jwks_url
        Where its public keys are.
    """

    url: str
    audience: str
    jwks_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One deployment of the application; the defaults are production's.

    Attributes
    ----------
    name
        Part of the names of stacks, of the API's stage and of log groups.
    containers
        Scoring runs as container images; otherwise from the same zip as the rest.
    base_image
        What the scoring image is built on.
    runtime, architecture
        Of the zip functions.
    endpoint
        Address of the emulator that stands in for AWS; None means AWS.
    redis_url
        A Redis that is there already; None builds a network and a serverless cache in it.
    issuer
        Who signs the dancers' tokens; None builds a user pool.
    google_client
        Name of the secret that holds `client_id` and `client_secret` of our Google sign-in.
    passwords
        People may sign in with a bare password: for programs that play dancers.
    admin_group
        Group of the token whose members are administrators.
    web_origins
        Origins of web pages that may talk to the bucket.
    sign_in_urls
        Where the sign-in page may send people back to.
    keep_data
        Tables and bucket survive the stack, and refuse to be deleted.
    prewarmed
        Tables take 10,000 submissions a second from the first on. It is paid once, and asks for a
        higher quota of DynamoDB's than the 40,000 units a table that an account begins with.
    snap_start
        The API starts from a snapshot of itself after its imports.
    firewall
        A web application firewall stands before the API.
    workflow_type
        Standard shows every execution; Express carries more than 250 clips a second, but does
        not wait for workers.
    extraction
        What extracts the segments of clips.
    most_workers
        How many workers there may be, one processor each.
    request_rate, request_burst
        Requests a second that the API lets in, and how many at once.
    ios_application, android_application
        ARNs of SNS's platform applications, which hold Apple's and Google's credentials and are
        made once by hand; None: phones of that platform are not pushed to.
    rate_per_user, rate_per_address
        Requests a minute of one caller, and of everybody behind one address together.
    reports_per_hour
        How many things one caller may report in an hour.
    reports_to_hide
        So many dancers' reports hide a dance or a comment until somebody has looked at it.
    authorizer_cache
        How long the API remembers who a token belongs to.
    upload_ttl
        How long an upload address works.
    erasure_settles
        How long after a dancer asked to be forgotten something of theirs may still be under way:
        an upload, a pipeline, a request; then what has come meanwhile is erased too.
    video_retention
        How long a clip is kept after its upload; poses stay, to be scored again.
    analysis_retention
        How long it can be read what is behind a score.
    log_retention
        How long logs are kept.
    pose_model_path
        Where the scoring functions find the pose model.
    environment
        Variables that every function gets.
    """

    name: str
    containers: bool = True
    base_image: str = "amazon/aws-lambda-python:3.13"
    runtime: lambda_.Runtime = field(default_factory=lambda: lambda_.Runtime.PYTHON_3_13)
    architecture: lambda_.Architecture = field(default_factory=lambda: lambda_.Architecture.ARM_64)
    endpoint: str | None = None
    redis_url: str | None = None
    issuer: Issuer | None = None
    google_client: str | None = None
    passwords: bool = False
    admin_group: str = "admin"
    web_origins: tuple[str, ...] = ()
    sign_in_urls: tuple[str, ...] = ("idance://signed-in",)
    keep_data: bool = True
    prewarmed: bool = True
    snap_start: bool = True
    firewall: bool = True
    workflow_type: sfn.StateMachineType = sfn.StateMachineType.STANDARD
    extraction: Extraction = Extraction.LAMBDA
    most_workers: int = 512
    request_rate: int = 2000
    request_burst: int = 4000
    ios_application: str | None = None
    android_application: str | None = None
    rate_per_user: int = 240
    rate_per_address: int = 2400
    reports_per_hour: int = 20
    reports_to_hide: int = 3
    authorizer_cache: Duration = field(default_factory=lambda: Duration.minutes(5))
    upload_ttl: Duration = field(default_factory=lambda: Duration.minutes(15))
    erasure_settles: Duration = field(default_factory=lambda: Duration.hours(1))
    video_retention: Duration = field(default_factory=lambda: Duration.days(7))
    analysis_retention: Duration = field(default_factory=lambda: Duration.days(400))
    log_retention: logs.RetentionDays = logs.RetentionDays.THREE_MONTHS
    pose_model_path: str = "/opt/pose_landmarker.task"
    environment: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what cannot be: an Express workflow waits for nobody's answer."""
        waits = self.workflow_type is sfn.StateMachineType.STANDARD
        if self.extraction is Extraction.WORKERS and not waits:
            raise ValueError("workers need a Standard workflow")

    @classmethod
    def of(cls, node: Node) -> "Stage":
        """Return the stage that the context of the app asks for.

        Raises
        ------
        ValueError
            The context names no stage that is known.
        """
        name = node.try_get_context("stage")
        if name == "prod":
            return _production()
        if name == "dev":
            return _development()
        if name == "local":
            return _one_machine(
                endpoint=_said(node, "endpoint"),
                redis_url=_said(node, "redisUrl"),
                upload_ttl=Duration.seconds(int(_said(node, "uploadTtlSeconds"))),
            )
        raise ValueError(f"no stage is called {name!r}: say -c stage=local, dev or prod")


def _production() -> Stage:
    return Stage(
        name="prod", web_origins=("https://idance.example",), google_client="idance/google-client"
    )


def _development() -> Stage:
    return Stage(
        name="dev",
        web_origins=("http://localhost:5173",),
        passwords=True,
        keep_data=False,
        prewarmed=False,
        request_rate=100,
        request_burst=200,
        analysis_retention=Duration.days(30),
        log_retention=logs.RetentionDays.TWO_WEEKS,
    )


def _one_machine(*, endpoint: str, redis_url: str, upload_ttl: Duration) -> Stage:
    """Return the stage that runs on the emulator: no image, no network, no firewall there.

    The runtime is a custom one, so that the functions run on AWS's own runtime client. The
    emulator's Python runtime does not tell an exception's class, which the state machine needs.
    """
    return Stage(
        name="local",
        containers=False,
        runtime=lambda_.Runtime.PROVIDED_AL2023,
        endpoint=endpoint,
        redis_url=redis_url,
        web_origins=("*",),
        passwords=True,
        keep_data=False,
        prewarmed=False,
        snap_start=False,
        firewall=False,
        # Tests and demos play a whole school from one machine.
        rate_per_user=100_000,
        rate_per_address=100_000,
        authorizer_cache=Duration.seconds(0),
        upload_ttl=upload_ttl,
        # Tests wait for it.
        erasure_settles=Duration.seconds(5),
        log_retention=logs.RetentionDays.ONE_DAY,
        pose_model_path=str(ROOT / ".cache" / "pose_landmarker.task"),
        environment={"AWS_ENDPOINT_URL": endpoint},
    )


def _said(node: Node, key: str) -> str:
    value: Any = node.try_get_context(key)
    if value is None:
        raise ValueError(f"the local stage needs -c {key}=…")
    return str(value)
