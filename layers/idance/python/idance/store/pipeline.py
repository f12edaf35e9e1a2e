"""The scoring pipeline, as something that can be started."""

from __future__ import annotations

import json

from idance.store.workflow import Workflow


class PipelineStore:
    """One state machine and the bucket whose clips it scores."""

    def __init__(self, state_machine_arn: str, bucket: str) -> None:
        self._workflow = Workflow(state_machine_arn)
        self._bucket = bucket

    def start(self, video_key: str, *, name: str) -> None:
        """Score a clip, with the same input as an upload gives; once for a name.

        Parameters
        ----------
        video_key : str
            The clip in S3.
        name : str
            At most 80 characters; the same piece of work has the same name.
        """
        self._workflow.start(json.dumps({"bucket": self._bucket, "key": video_key}), name=name)
