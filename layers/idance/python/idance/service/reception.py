"""Reception: dancers like each other's dances and comment on them; whose dance it is, is told.

Likes and comments are for what everybody may see: a dance that is held, hidden or not scored yet
is not there for them. A notification has an id and a moment made of what it tells, so that nobody
is told twice, however often a like is taken back and given again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from idance.domain.errors import ForbiddenError
from idance.domain.ids import new_comment_id, parse_submission_id
from idance.domain.notification import Notification, NotificationKind
from idance.domain.page import Page
from idance.domain.profile import Caller, UserProfile
from idance.domain.reception import Comment, Reception
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus
from idance.store.cases import CaseStore
from idance.store.dancers import DancerStore
from idance.store.notifications import NotificationStore
from idance.store.reception import ReceptionStore
from idance.store.submissions import SubmissionStore, no_such_submission


class SignedComment(NamedTuple):
    """A comment, and who wrote it."""

    comment: Comment
    author: UserProfile


class ReceptionService:
    """Keeps likes and comments."""

    def __init__(
        self,
        receptions: ReceptionStore,
        *,
        submissions: SubmissionStore,
        dancers: DancerStore,
        notifications: NotificationStore,
        cases: CaseStore,
    ) -> None:
        self._receptions = receptions
        self._submissions = submissions
        self._dancers = dancers
        self._notifications = notifications
        self._cases = cases

    def like(
        self, caller: Caller, submission_id: str, *, wanted: bool | None, now: datetime
    ) -> Reception:
        """Let a dancer like a submission, or no longer; the opposite of what was, if unsaid.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``, also where others do not see it.
        ForbiddenError
            ``BANNED``.
        """
        submission, fan = self._public(submission_id), self._speaker(caller)
        like = self._receptions.like(submission_id, fan.id, wanted=wanted, now=now)
        if like.liked:
            self._tell(submission, fan, NotificationKind.LIKE, fan.id, like.first_at)
        return self._receptions.of([submission_id], user_id=fan.id, consistent=True)[submission_id]

    def comment(
        self, caller: Caller, submission_id: str, *, content: str, now: datetime, entropy: UUID
    ) -> SignedComment:
        """Let a dancer comment on a submission.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``, also where others do not see it.
        ForbiddenError
            ``BANNED``.
        """
        submission, author = self._public(submission_id), self._speaker(caller)
        comment = Comment(
            id=new_comment_id(now, entropy),
            submission_id=submission_id,
            user_id=author.id,
            content=content,
            created_at=now,
        )
        self._receptions.add(comment)
        self._tell(submission, author, NotificationKind.COMMENT, comment.id, now)
        return SignedComment(comment, author)

    def comments(
        self, submission_id: str, *, limit: int, cursor: str | None
    ) -> Page[SignedComment]:
        """Return some of a submission's comments, the latest first.

        Those that are hidden, and those of the banned, are left out.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``, also where others do not see it.
        InvalidError
            ``INVALID_CURSOR``.
        """
        self._public(submission_id)
        page = self._receptions.comments(submission_id, limit=limit, cursor=cursor)
        authors = self._dancers.profiles({one.user_id for one in page.items})
        signed = tuple(
            SignedComment(one, authors[one.user_id])
            for one in page.items
            if not one.hidden
            if one.user_id in authors and not authors[one.user_id].is_banned
        )
        return Page(signed, page.next_cursor)

    def remove(self, caller: Caller, submission_id: str, comment_id: str) -> Comment:
        """Remove a comment: for its author, for whose dance it is about, and for admins.

        What was reported of it is forgotten with it.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``, ``COMMENT_NOT_FOUND``.
        ForbiddenError
            ``COMMENT_NOT_YOURS``.
        """
        address = parse_submission_id(submission_id)
        if address is None:
            raise no_such_submission()

        def check(comment: Comment) -> None:
            may = caller.is_admin or caller.user_id in {comment.user_id, address.user_id}
            if not may:
                raise ForbiddenError(
                    "COMMENT_NOT_YOURS",
                    "You can remove your own comments, and those on your dance.",
                )

        removed = self._receptions.remove(submission_id, comment_id, check)
        self._cases.forget(comment_id)
        return removed

    def of(self, caller: Caller, submissions: Iterable[Submission]) -> dict[str, Reception]:
        """Return how submissions are received, by id; what nobody has seen yet is not looked up."""
        by_id = {one.id: one for one in submissions}
        seen = [id_ for id_, one in by_id.items() if not one.ranked.is_open]
        found = self._receptions.of(seen, user_id=caller.user_id)
        return {id_: found.get(id_, Reception()) for id_ in by_id}

    def _public(self, submission_id: str) -> Submission:
        submission = self._submissions.find(submission_id)
        if submission.ranked.status is not SubmissionStatus.SCORED:
            raise no_such_submission()
        return submission

    def _speaker(self, caller: Caller) -> UserProfile:
        profile = self._dancers.know(caller.user_id, display_name=caller.display_name)
        if profile.is_banned:
            raise ForbiddenError("BANNED", "You cannot like or comment at the moment.")
        return profile

    def _tell(
        self,
        submission: Submission,
        who: UserProfile,
        kind: NotificationKind,
        what: str,
        at: datetime,
    ) -> None:
        """Tell a dancer what another did."""
        if who.id == submission.user_id:
            return
        did = "likes" if kind is NotificationKind.LIKE else "has commented on"
        self._notifications.add(
            Notification(
                id=f"{submission.id}-{kind}-{what}",
                user_id=submission.user_id,
                kind=kind,
                message=f"{who.display_name} {did} your dance.",
                about=submission.id,
                at=at,
                who=who.id,
            )
        )
