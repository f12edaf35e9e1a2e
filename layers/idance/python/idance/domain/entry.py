"""A dancer's entry in a challenge, whole: what stands, the attempts behind it, what they count for.

Whatever is decided afterwards (out of sight, back again, another score) changes all three, and
they are written in one step: the points on the boards are always those of the scores beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from idance.domain.gate import Review
from idance.domain.score import Score
from idance.domain.stats import DancerStats
from idance.domain.submission import Submission
from idance.domain.submission_status import WITHHELD, SubmissionStatus


@dataclass(frozen=True, slots=True)
class Entry:
    """A submission, its attempts, and its dancer's stats, as they are at one moment.

    Attributes
    ----------
    attempts : tuple of Submission
        As they ended, the earliest first; each with the best before it, if there was one.
    """

    submission: Submission
    attempts: tuple[Submission, ...]
    stats: DancerStats

    @property
    def line(self) -> tuple[Submission, ...]:
        """The attempts with a score that are compared with each other, the earliest first.

        One that has none behind it begins a new line: what was there before was taken away.
        """
        scored = [one for one in self.attempts if one.score]
        begins = [place for place, one in enumerate(scored) if one.best is None]
        return tuple(scored[begins[-1] :]) if begins else ()

    @property
    def counted(self) -> tuple[Submission, ...]:
        """The attempts that have stood, each for what it gained, down from the one ranked now."""
        by_session = {one.session_id: one for one in self.attempts if one.score}
        counted: list[Submission] = []
        last = self.submission.ranked if self.submission.was_ranked else None
        while last is not None:
            counted.append(by_session[last.session_id])
            last = counted[-1].best
        return tuple(counted)

    def score_before(self, at: datetime) -> Score | None:
        """Return the score that stood before what was replaced at a moment; else the one now."""

        def old(one: Submission) -> Score | None:
            return next(
                (past.score for past in one.past_scores if past.replaced_at == at), one.score
            )

        if self.submission.best is not None or not self.submission.was_ranked:
            return old(self.submission)
        scored = (old(one) for one in self.line if one.status is SubmissionStatus.SCORED)
        scores = (score for score in scored if score)
        return max(scores, key=lambda score: score.total, default=self.submission.score)

    def ended(self, outcome: Submission) -> Entry:
        """Return it with the outcome of its attempt that is under way, or released.

        The attempt is compared with the best before it as that is by now. One that was taken off
        the boards meanwhile stays off them, unless the attempt is better and takes its place.
        """
        known = self.submission
        if known.session_id != outcome.session_id or not known.awaits_outcome:
            return self
        own, before = outcome.beside(known.best), self
        if own.status is not SubmissionStatus.SCORED:
            attempts = _with_record(self.attempts, own)
            return replace(self, submission=own.concluded(), attempts=attempts)
        if known.best and known.best.status in WITHHELD and own.stands:
            before = self._overcome(known.best.status)
        brought = known.best.badges_awarded if known.best else ()
        return Entry(
            submission=own.concluded().model_copy(update={"badges_awarded": brought}),
            attempts=_with_record(before.attempts, own),
            stats=before.stats.with_submission(own, new_badges=0),
        )

    def _overcome(self, status: SubmissionStatus) -> Entry:
        """Return it ready for an attempt that is better than what is withheld.

        That counts for what it is better by, so the points below it come back with it. The
        attempts themselves do not, whatever scores they are given later.
        """
        gone = {one.session_id for one in self.counted}
        return replace(
            self,
            attempts=tuple(
                one.model_copy(update={"status": status})
                if one.score and one.session_id in gone
                else one
                for one in self.attempts
            ),
            stats=self.stats.with_again(self.counted),
        )

    def reviewed(self, review: Review) -> Entry:
        """Return it with a reviewer's word on the attempt that a gate holds; the first stands."""
        after = self.submission.reviewed(review)
        if after is self.submission:
            return self
        if review.release:
            return replace(self, submission=after)
        refused = self.submission.model_copy(update={"review": review})
        return replace(
            self,
            submission=after,
            attempts=_with_record(
                self.attempts, refused.at_status(SubmissionStatus.HIDDEN, review.at)
            ),
        )

    def reopened(self, *, at: datetime) -> Entry:
        """Return it held again, if a reviewer refused it: a person may change their mind."""
        after = self.submission.reopened(at=at)
        if after is self.submission:
            return self
        return replace(self, submission=after, attempts=_with_record(self.attempts, after))

    def withheld(self, status: SubmissionStatus, *, at: datetime) -> Entry:
        """Return it with what is ranked off the boards; the score stays known.

        One that is held until somebody has looked at it may be hidden then.
        """
        known = self.submission
        may_change = (
            known.ranked.status in {SubmissionStatus.SCORED, *WITHHELD} and known.was_ranked
        )
        if known.ranked.status is status or known.ranked.is_released or not may_change:
            return self
        return Entry(
            submission=_with_ranked(known, known.ranked.at_status(status, at)),
            attempts=self.attempts,
            stats=self.stats.without(self.counted),
        )

    def restored(self, *, at: datetime) -> Entry:
        """Return it ranked again, if it was before somebody took it off the boards."""
        known = self.submission
        if known.ranked.status not in WITHHELD or not known.was_ranked:
            return self
        return Entry(
            submission=_with_ranked(known, known.ranked.at_status(SubmissionStatus.SCORED, at)),
            attempts=self.attempts,
            stats=self.stats.with_again(self.counted),
        )

    def with_badges(self, names: tuple[str, ...]) -> Entry:
        """Return it with the badges it has brought, the most special first."""
        fresh = len(names) - len(self.submission.badges_awarded)
        stats = self.stats.model_copy(update={"total_badges": self.stats.total_badges + fresh})
        shown = self.submission.model_copy(update={"badges_awarded": names})
        return replace(self, submission=shown, stats=stats)

    def rescored(self, scores: Mapping[str, Score], *, at: datetime) -> Entry:
        """Return it with other versions' scores of the same clips, by session.

        The best of all attempts stands then, whole, where the best stood: on the boards, or off
        them. Scores of the same versions once more change nothing.
        """
        fresh = tuple(
            one.rescored(scores[one.session_id], at=at) if one.session_id in scores else one
            for one in self.line
        )
        if fresh == self.line:
            return self
        line = {one.session_id: one for one in _compared(fresh)}
        after = Entry(
            submission=_standing(self.submission, line),
            attempts=tuple(
                line.get(one.session_id, one) if one.score else one for one in self.attempts
            ),
            stats=self.stats,
        )
        return replace(after, stats=self.stats.with_others(self.counted, after.counted))


def _with_record(attempts: tuple[Submission, ...], attempt: Submission) -> tuple[Submission, ...]:
    """Return attempts with one in the place of its own record, or behind them all."""
    if not any(one.is_try_of(attempt) for one in attempts):
        return (*attempts, attempt)
    return tuple(attempt if one.is_try_of(attempt) else one for one in attempts)


def _compared(line: Iterable[Submission]) -> Iterator[Submission]:
    """Yield attempts, each with the best before it."""
    best: Submission | None = None
    for attempt in line:
        one = attempt.model_copy(update={"best": best})
        yield one
        if one.status is SubmissionStatus.SCORED and one.stands:
            best = attempt.model_copy(update={"best": None})


def _standing(known: Submission, line: Mapping[str, Submission]) -> Submission:
    """Return a submission as it follows from its attempts, which have their scores by now."""
    if known.best is not None or not known.was_ranked:
        # An attempt that waits to be compared, or was refused.
        own = line[known.session_id]
        known = known.model_copy(update={"score": own.score, "past_scores": own.past_scores})
    if not known.was_ranked:
        return known
    best = max(
        (one for one in line.values() if one.status is SubmissionStatus.SCORED),
        key=lambda one: one.total,
        default=known.ranked,
    )
    return _with_ranked(known, _in_place_of(known.ranked, best))


def _with_ranked(known: Submission, ranked: Submission) -> Submission:
    return ranked if known.best is None else known.model_copy(update={"best": ranked})


def _in_place_of(other: Submission, attempt: Submission) -> Submission:
    """Return an attempt, whole, where another one stood: on the boards, or off them."""
    kept = ("status", "history", "attempt", "badges_awarded")
    place = {name: getattr(other, name) for name in kept}
    return attempt.model_copy(update={"best": None, **place})
