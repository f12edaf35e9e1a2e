"""From an order to a picture in S3: real pixels, the real handler."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import av
import pytest

from functions.scoring.contracts import TransientError
from functions.scoring.draw_picture import lambda_handler
from idance.domain.errors import UnavailableError
from idance.domain.picture import PictureKind, PictureOrder
from idance.domain.rejections import ClipRejectedError
from idance.store.media import MediaStore
from tests.integration.functions.backend import Backend
from tests.integration.functions.scoring.state_machine import run_task
from tests.integration.functions.scoring.uploads import an_upload
from tests.integration.house import MEDIA_BUCKET, client
from tests.unit.functions.lambda_context import AnyLambdaContext


def any_order(backend: Backend, clip: Path, kind: PictureKind) -> PictureOrder:
    """Return the order of a picture of a clip that has been scored."""
    upload = an_upload(backend, announced=True)
    upload.process(clip)
    session = upload.session
    assert session.score is not None
    assert session.pose_data_file_key is not None
    return PictureOrder(
        kind=kind,
        picture_key=f"pictures/any.{kind.extension}",
        video_key=session.video_file_key,
        pose_key=session.pose_data_file_key,
        challenge_id=upload.challenge_id,
        score=session.score,
    )


def drawn(order: PictureOrder) -> tuple[str, bytes]:
    """Draw, and return the picture's type and bytes."""
    answer = run_task("DrawPicture", order.model_dump(mode="json", exclude_none=True))
    assert answer == {"pictureKey": order.picture_key}
    found = client("s3").get_object(Bucket=MEDIA_BUCKET, Key=order.picture_key)
    return found["ContentType"], found["Body"].read()


def test_an_overlay_is_a_film_of_the_clip(backend: Backend, drawn_dancer: Path) -> None:
    kind, film = drawn(any_order(backend, drawn_dancer, PictureKind.OVERLAY))

    assert kind == "video/mp4"
    with av.open(BytesIO(film), "r") as container:
        assert container.streams.video[0].frames == 96
        assert container.streams.video[0].height > container.streams.video[0].width


def test_a_report_shows_the_score_as_it_stands(backend: Backend, drawn_dancer: Path) -> None:
    order = any_order(backend, drawn_dancer, PictureKind.REPORT)
    lowered = order.model_copy(
        update={
            "score": order.score.model_copy(update={"total": 12.34, "feedback": ("So it is.",)})
        }
    )

    kind, svg = drawn(lowered)

    assert kind == "image/svg+xml"
    text = svg.decode()
    assert ">12.3</text>" in text
    assert "So it is." in text
    assert backend.house.challenges.get_challenge(order.challenge_id).title in text


def test_the_same_order_draws_the_same_bytes(backend: Backend, drawn_dancer: Path) -> None:
    order = any_order(backend, drawn_dancer, PictureKind.REPORT)

    assert drawn(order) == drawn(order)


def test_another_clip_under_the_same_key_is_not_drawn_on(
    backend: Backend, drawn_dancer: Path
) -> None:
    order = any_order(backend, drawn_dancer, PictureKind.OVERLAY)
    client("s3").put_object(Bucket=MEDIA_BUCKET, Key=order.video_key, Body=b"another")

    with pytest.raises(ClipRejectedError):
        lambda_handler(order.model_dump(mode="json"), AnyLambdaContext())


def test_a_bucket_that_is_away_is_a_transient(
    backend: Backend, drawn_dancer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = any_order(backend, drawn_dancer, PictureKind.REPORT)

    def away(*_: object, **__: object) -> None:
        raise UnavailableError("SERVICE_UNAVAILABLE", "Busy.")

    monkeypatch.setattr(MediaStore, "write_picture", away)
    with pytest.raises(TransientError):
        lambda_handler(order.model_dump(mode="json"), AnyLambdaContext())
