"""How submissions are received, in the social table.

=================== ============== ========================================================
PK                  SK             holds
=================== ============== ========================================================
SUB#<submissionId>  L#<userId>     whether a dancer likes it, since when (``doc``); ``names``
SUB#<submissionId>  C#<commentId>  a comment (``doc``); its id sorts by time; ``names``
TOT#<submissionId>  TOTALS         ``likes`` and ``comments`` that are not hidden, counted with
                                   each in one step
=================== ============== ========================================================

A like is two items in one transaction, hence two units of writing on either partition: the dance
that everybody likes at once takes 500 likes a second, 1.8 million an hour, and the next ones are
asked to come again. All keys follow from the submission's id: two queries find all there is of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Final

from idance.domain.errors import NotFoundError
from idance.domain.page import Page
from idance.domain.reception import Comment, Like, Reception
from idance.store.follows import SocialItem
from idance.store.item import Whole
from idance.store.steps import Count
from idance.store.table import Table, document, until_written

_OF: Final = "SUB#"
LIKE: Final = "L#"
COMMENT: Final = "C#"
_TOTALS: Final = "TOTALS"


class ReceptionItem(SocialItem):
    """An item of the social table."""

    likes = Whole()
    comments = Whole()


class ReceptionStore:
    """Likes and comments by submission."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(ReceptionItem, table_name)

    def like(self, submission_id: str, user_id: str, *, wanted: bool | None, now: datetime) -> Like:
        """Let a dancer like a submission, or no longer, and return how it is then.

        Parameters
        ----------
        wanted : bool, optional
            Which of the two; the opposite of what was, if it is not said.
        """
        fresh = Like(submission_id=submission_id, user_id=user_id, liked=False, first_at=now)
        pk, sk = _pk(submission_id), f"{LIKE}{user_id}"

        def attempt() -> Like | None:
            item = self._table.get(pk, sk, consistent=True)
            before = Like.model_validate_json(item.doc) if item else fresh
            liked = not before.liked if wanted is None else wanted
            if liked is before.liked:
                return before
            after = before.model_copy(update={"liked": liked})
            item = item or self._table.item(pk, sk, names=user_id)
            item.doc = document(after)
            count = _count(submission_id, ReceptionItem.likes, 1 if liked else -1)
            return after if self._table.put_all(item, counting=[count]) else None

        return until_written(attempt)

    def add(self, comment: Comment) -> None:
        """Keep a comment."""
        sk = f"{COMMENT}{comment.id}"
        count = _count(comment.submission_id, ReceptionItem.comments, 1)

        def attempt() -> bool | None:
            key = _pk(comment.submission_id), sk
            item = self._table.item(*key, doc=document(comment), names=comment.user_id)
            return self._table.put_all(item, counting=[count]) or None

        until_written(attempt)

    def remove(
        self, submission_id: str, comment_id: str, check: Callable[[Comment], None]
    ) -> Comment:
        """Remove a comment that passes a check, which raises if it does not; return it.

        Raises
        ------
        NotFoundError
            ``COMMENT_NOT_FOUND``, also if somebody else was faster.
        """

        def attempt() -> Comment | None:
            item = self._item(submission_id, comment_id)
            comment = _comment(item)
            check(comment)
            counted = [] if comment.hidden else [_count(submission_id, ReceptionItem.comments, -1)]
            is_gone = self._table.put_all(without=[item], counting=counted)
            return comment if is_gone else None

        return until_written(attempt)

    def take_back(self, pk: str, sk: str) -> None:
        """Remove a like or a comment by its key, and count it no more; once more is no less."""
        submission_id = pk.removeprefix(_OF)

        def attempt() -> bool | None:
            item = self._table.get(pk, sk, consistent=True)
            if item is None:
                return True
            is_like = sk.startswith(LIKE)
            is_counted = (
                Like.model_validate_json(item.doc).liked if is_like else not _comment(item).hidden
            )
            counted = ReceptionItem.likes if is_like else ReceptionItem.comments
            counts = [_count(submission_id, counted, -1)] if is_counted else []
            return self._table.put_all(without=[item], counting=counts) or None

        until_written(attempt)

    def forget(self, submission_id: str) -> int:
        """Remove all that was had for a submission; return how many likes and comments."""
        known = list(self._table.query(_pk(submission_id), consistent=True))
        for item in known:
            self._table.remove(item.pk, item.sk)
        self._table.remove(*_totals_key(submission_id))
        return len(known)

    def comment(self, submission_id: str, comment_id: str) -> Comment:
        """Return a comment as it is at this moment, hidden or not.

        Raises
        ------
        NotFoundError
            ``COMMENT_NOT_FOUND``.
        """
        return _comment(self._item(submission_id, comment_id))

    def comment_ids(self, submission_id: str) -> list[str]:
        """Return the ids of all comments on a submission, hidden or not."""
        rows = self._table.query(
            _pk(submission_id), ReceptionItem.sk.startswith(COMMENT), consistent=True
        )
        return [row.sk.removeprefix(COMMENT) for row in rows]

    def contents(self, comments: Collection[tuple[str, str]]) -> dict[str, str]:
        """Return what many comments say, by their ids; those that are gone are left out.

        Parameters
        ----------
        comments : collection of (str, str)
            The submission and the comment of each.
        """
        keys = [(_pk(submission_id), f"{COMMENT}{one}") for submission_id, one in comments]
        return {one.id: one.content for one in map(_comment, self._table.gather(keys))}

    def set_hidden(self, submission_id: str, comment_id: str, *, hidden: bool) -> Comment:
        """Take a comment out of sight and out of the count, or put it back; return it then.

        Raises
        ------
        NotFoundError
            ``COMMENT_NOT_FOUND``.
        """
        count = _count(submission_id, ReceptionItem.comments, -1 if hidden else 1)

        def attempt() -> Comment | None:
            item = self._item(submission_id, comment_id)
            before = _comment(item)
            if before.hidden is hidden:
                return before
            after = before.model_copy(update={"hidden": hidden})
            item.doc = document(after)
            return after if self._table.put_all(item, counting=[count]) else None

        return until_written(attempt)

    def _item(self, submission_id: str, comment_id: str) -> ReceptionItem:
        item = self._table.get(_pk(submission_id), f"{COMMENT}{comment_id}", consistent=True)
        if item is None:
            raise NotFoundError("COMMENT_NOT_FOUND", "There is no such comment.", field="commentId")
        return item

    def comments(self, submission_id: str, *, limit: int, cursor: str | None) -> Page[Comment]:
        """Return some of a submission's comments, the latest first; hidden ones are among them.

        Raises
        ------
        InvalidError
            ``INVALID_CURSOR``.
        """
        page = self._table.page(_pk(submission_id), COMMENT, limit=limit, cursor=cursor)
        return Page(tuple(map(_comment, page.items)), page.next_cursor)

    def of(
        self, submission_ids: Collection[str], *, user_id: str, consistent: bool = False
    ) -> dict[str, Reception]:
        """Return how submissions are received, by submission, as a dancer is to see it."""
        keys = {one: (_totals_key(one), (_pk(one), f"{LIKE}{user_id}")) for one in submission_ids}
        asked = [key for pair in keys.values() for key in pair]
        found = {
            (item.pk, item.sk): item for item in self._table.gather(asked, consistent=consistent)
        }
        return {
            one: _reception(found.get(totals), found.get(mine))
            for one, (totals, mine) in keys.items()
        }


def _pk(submission_id: str) -> str:
    return f"{_OF}{submission_id}"


def _totals_key(submission_id: str) -> tuple[str, str]:
    return f"TOT#{submission_id}", _TOTALS


def _count(submission_id: str, attribute: Whole, by: int) -> Count:
    return Count(*_totals_key(submission_id), attribute.name, by)


def _comment(item: ReceptionItem) -> Comment:
    return Comment.model_validate_json(item.doc)


def _reception(totals: ReceptionItem | None, mine: ReceptionItem | None) -> Reception:
    return Reception(
        total_likes=(totals.likes or 0) if totals else 0,
        total_comments=(totals.comments or 0) if totals else 0,
        liked=Like.model_validate_json(mine.doc).liked if mine else False,
    )
