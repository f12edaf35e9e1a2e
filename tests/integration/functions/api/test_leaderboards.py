"""Leaderboards over HTTP."""

from __future__ import annotations

import pytest

from tests.builders import any_caller
from tests.integration.functions.api.journey import dance, todays_challenge
from tests.integration.functions.api.phone import Answer, Phone
from tests.integration.functions.backend import Backend


def test_a_challenge_board_has_the_best_first_and_tells_where_i_am(
    backend: Backend,
    dancer: Phone,
    another: Phone,
) -> None:
    dance(backend, dancer, 70.0)
    dance(backend, another, 98.5)
    answer = dancer.get(f"/leaderboards/challenge/{todays_challenge(dancer)}", limit=10)

    assert answer.status == 200
    best, second = answer.body["leaderboard"]
    assert (best["rank"], best["score"]) == (1, 98.5)
    assert best["user"]["displayName"] == "Noah"
    assert set(best["user"]) == {"id", "displayName", "avatarUrl"}
    assert best["badge"]
    assert (second["rank"], second["user"]["displayName"]) == (2, "Mia")
    assert (answer.body["userRank"], answer.body["userScore"]) == (2, 70.0)
    assert answer.body["totalCount"] == 2


def test_of_equals_the_earlier_is_ahead(backend: Backend, dancer: Phone, another: Phone) -> None:
    dance(backend, dancer, 80.0)
    backend.later(seconds=1)
    dance(backend, another, 80.0)
    answer = another.get(f"/leaderboards/challenge/{todays_challenge(dancer)}")
    assert [entry["user"]["displayName"] for entry in answer.body["leaderboard"]] == ["Mia", "Noah"]
    assert answer.body["userRank"] == 2


def test_who_has_not_danced_has_no_rank(backend: Backend, dancer: Phone, another: Phone) -> None:
    dance(backend, another, 60.0)
    answer = dancer.get(f"/leaderboards/challenge/{todays_challenge(dancer)}")
    assert answer.body["userRank"] is answer.body["userScore"] is None
    assert dancer.get("/leaderboards/global").body["userPosition"] is None


@pytest.mark.parametrize("period", ["daily", "weekly", "monthly", "alltime"])
def test_a_period_board_adds_up_points(backend: Backend, dancer: Phone, period: str) -> None:
    dance(backend, dancer, 50.0)
    answer = dancer.get("/leaderboards/global", period=period)

    points = dancer.get("/challenges/today").body["worth"]
    assert answer.status == 200
    assert answer.body["period"] == period
    assert answer.body["userPosition"] == {
        "rank": 1,
        "score": points / 2,
        "change": None,
        "trend": "unavailable",
        "topPercent": 100,
        "toNext": None,
    }
    assert answer.body["leaderboard"][0]["user"]["displayName"] == "Mia"


def test_a_board_is_read_down_to_the_limit(backend: Backend, dancer: Phone) -> None:
    for total in (10.0, 20.0, 30.0):
        dance(backend, Phone(any_caller()), total)
    path = f"/leaderboards/challenge/{todays_challenge(dancer)}"
    scores = [entry["score"] for entry in dancer.get(path, limit=2).body["leaderboard"]]
    assert scores == [30.0, 20.0]
    assert dancer.get(path).body["totalCount"] == 3


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 101}, "limit"),
        ({"limit": "all"}, "limit"),
        ({"period": "yearly"}, "period"),
        ({"page": 0}, "page"),
        ({"view": "everything"}, "view"),
        ({"ranking": "olympic"}, "ranking"),
        ({"level": 0}, "level"),
        ({"type": "No Type"}, "type"),
    ],
)
def test_a_question_that_makes_no_sense_is_told_why(
    dancer: Phone,
    query: dict[str, object],
    field: str,
) -> None:
    answer = dancer.get("/leaderboards/global", **query)
    assert answer.error == (422, "VALIDATION_FAILED")
    assert answer.body["field"] == field


def test_the_board_of_an_unknown_challenge_is_not_found(dancer: Phone) -> None:
    answer = dancer.get("/leaderboards/challenge/ch_unheardof")
    assert answer.error == (404, "CHALLENGE_NOT_FOUND")


def test_without_redis_boards_are_away_for_a_moment(backend: Backend, dancer: Phone) -> None:
    challenge_id = todays_challenge(dancer)
    with backend.without_redis():
        answer = dancer.get(f"/leaderboards/challenge/{challenge_id}")
    assert answer.error == (503, "LEADERBOARD_UNAVAILABLE")
    assert int(answer.headers["Retry-After"]) > 0


def names(answer: Answer) -> list[str]:
    return [entry["user"]["displayName"] for entry in answer.body["leaderboard"]]


def many(backend: Backend, *totals: float) -> list[Phone]:
    """Have dancers called after their scores dance today's challenge."""
    phones = [Phone(any_caller(display_name=f"{total:g}")) for total in totals]
    for phone, total in zip(phones, totals, strict=True):
        dance(backend, phone, total)
    return phones


def test_pages_are_numbered_and_lead_on(backend: Backend, dancer: Phone) -> None:
    many(backend, 10, 20, 30, 40, 50)
    path = f"/leaderboards/challenge/{todays_challenge(dancer)}"

    second = dancer.get(path, limit=2, page=2)
    assert names(second) == ["30", "20"]
    assert second.body["pagination"] == {"page": 2, "totalPages": 3, "totalCount": 5}
    assert [one["rank"] for one in second.body["leaderboard"]] == [3, 4]

    last = dancer.get(path, limit=2, cursor=second.body["nextCursor"])
    assert names(last) == ["10"]
    assert last.body["pagination"]["page"] == 3
    assert last.body["nextCursor"] is None


def test_a_cursor_holds_its_place_while_others_overtake(backend: Backend, dancer: Phone) -> None:
    many(backend, 10, 20, 30, 40)
    path = f"/leaderboards/challenge/{todays_challenge(dancer)}"
    first = dancer.get(path, limit=2)
    many(backend, 90, 95)

    following = dancer.get(path, limit=2, cursor=first.body["nextCursor"])
    assert names(following) == ["20", "10"]
    assert [one["rank"] for one in following.body["leaderboard"]] == [5, 6]


@pytest.mark.parametrize("cursor", ["nonsense", "AAAA", "=" * 64])
def test_a_cursor_that_is_none_of_ours_is_refused(dancer: Phone, cursor: str) -> None:
    answer = dancer.get("/leaderboards/global", cursor=cursor)
    assert answer.error == (422, "INVALID_CURSOR")


def test_around_me_i_am_in_the_middle(backend: Backend, dancer: Phone) -> None:
    phones = many(backend, 10, 20, 30, 40, 50)
    path = f"/leaderboards/challenge/{todays_challenge(dancer)}"
    assert names(phones[2].get(path, view="around", limit=3)) == ["40", "30", "20"]
    assert names(dancer.get(path, view="around", limit=3)) == []


def test_friends_are_those_i_follow_and_myself(backend: Backend, dancer: Phone) -> None:
    weak, strong, other = many(backend, 10, 90, 50)
    dance(backend, dancer, 40)
    path = f"/leaderboards/challenge/{todays_challenge(dancer)}"
    for friend in (weak, strong):
        assert friend.caller
        assert dancer.post(f"/users/{friend.caller.user_id}/follow").body == {"following": True}

    friends = dancer.get(path, view="friends")
    assert names(friends) == ["90", "Mia", "10"]
    assert friends.body["userPosition"]["rank"] == 2
    assert friends.body["userPosition"]["toNext"] == 50
    assert names(other.get(path, view="friends")) == ["50"]

    assert strong.caller
    for _ in range(2):
        gone = dancer.send("DELETE", f"/users/{strong.caller.user_id}/follow")
        assert (gone.status, gone.body) == (200, {"following": False})
    assert names(dancer.get(path, view="friends")) == ["Mia", "10"]


def test_whom_nobody_knows_cannot_be_followed(dancer: Phone) -> None:
    assert dancer.post(f"/users/{any_caller().user_id}/follow").error == (404, "USER_NOT_FOUND")
    assert dancer.caller
    mine = dancer.post(f"/users/{dancer.caller.user_id}/follow")
    assert mine.error == (422, "CANNOT_FOLLOW_YOURSELF")


@pytest.mark.parametrize(
    ("ranking", "ranks"),
    [("ordinal", [1, 2, 3, 4]), ("competition", [1, 2, 2, 4]), ("dense", [1, 2, 2, 3])],
)
def test_equals_are_ranked_as_one_asks(
    backend: Backend, dancer: Phone, ranking: str, ranks: list[int]
) -> None:
    phones = many(backend, 90, 80, 80, 70)
    path = f"/leaderboards/challenge/{todays_challenge(dancer)}"
    answer = phones[3].get(path, ranking=ranking)
    assert [one["rank"] for one in answer.body["leaderboard"]] == ranks
    assert answer.body["userRank"] == ranks[3]
    second = phones[3].get(path, ranking=ranking, limit=2, page=2)
    assert [one["rank"] for one in second.body["leaderboard"]] == ranks[2:]


def test_a_type_has_boards_of_its_own(backend: Backend, dancer: Phone) -> None:
    dance(backend, dancer, 50)
    kind = dancer.get("/challenges/today").body["type"]
    mine = dancer.get("/leaderboards/global", type=kind)
    assert (mine.body["type"], names(mine)) == (kind, ["Mia"])
    assert names(dancer.get("/leaderboards/global", type="karaoke")) == []


def test_ranks_are_compared_with_the_week_before(backend: Backend, dancer: Phone) -> None:
    (rival,) = many(backend, 90)
    dance(backend, dancer, 50)
    backend.later(days=7)
    newcomer = Phone(any_caller())
    for phone, total in ((dancer, 95.0), (rival, 60.0), (newcomer, 40.0)):
        dance(backend, phone, total)

    def change(phone: Phone) -> tuple[str, str]:
        place = phone.get("/leaderboards/global", period="weekly").body["userPosition"]
        return place["change"], place["trend"]

    assert change(dancer) == ("+1", "up")
    assert change(rival) == ("-1", "down")
    assert change(newcomer) == ("new", "new")

    past = dancer.get("/leaderboards/global", period="weekly", of="2026W47")
    assert names(past) == ["90", "Mia"]


def test_a_period_that_never_was_is_told(dancer: Phone) -> None:
    answer = dancer.get("/leaderboards/global", period="weekly", of="last")
    assert answer.error == (422, "INVALID_PERIOD")
    assert answer.body["field"] == "of"
