"""What a board does in one step, told to Redis in Lua.

Each program works on the keys of one board, which share a shard. They use what Redis 6.2 and
Valkey 8 have in common.

==== ====================================================================================
key  holds
==== ====================================================================================
K1   the board: members by packed score
K2   ``…:lowered``: by member, the version up to which news of it are older than the board
K3   ``…:next``: the board that a rebuild is making
K4   ``…:rebuild``: how far the rebuild is; while it is there, K3 hears all that K1 hears
K5   ``…:old``: the board that a rebuild has replaced, for the moment it takes to drop it
==== ====================================================================================
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha1
from typing import Final

from idance.store.redis_link import Command
from idance.store.redis_wire import packed_with

_KEYS: Final = ("", ":lowered", ":next", ":rebuild", ":old")
"""What is appended to a board's key for K1 to K5."""

_ROW: Final = b"$16\r\n%016d\r\n$16\r\n%b\r\n"
"""A packed score and a member as RESP has them."""

_NEWER: Final = """
local function newer(first, notes)
  local members, kept, i = {}, {}, 0
  for at = first + 1, #ARGV, 2 do members[#members + 1] = ARGV[at] end
  local known = redis.call('HMGET', KEYS[2], unpack(members))
  for version in ARGV[2]:gmatch('%d+') do
    i = i + 1
    if not known[i] or tonumber(known[i]) < tonumber(version) then
      kept[#kept + 1], kept[#kept + 2] = ARGV[first + 2 * i - 2], members[i]
      notes[#notes + 1], notes[#notes + 2] = members[i], version
    end
  end
  return kept
end
local function live()
  local ttl = tonumber(ARGV[1])
  if ttl > 0 and redis.call('TTL', KEYS[1]) == -1 then redis.call('EXPIRE', KEYS[1], ttl) end
end
"""
"""The rows from an argument on that are younger than what is noted, and members and versions of
these; and the life of a board that was just made. Versions come in one argument: Redis takes a long
text much faster than many short ones, and seldom looks at it.
"""

LIFT: Final = (
    _NEWER
    + """
if #ARGV < 4 then return 0 end
local rows, first = ARGV, 3
if redis.call('EXISTS', KEYS[2]) == 1 then rows, first = newer(3, {}), 1 end
if #rows == 0 then return 0 end
local rose = redis.call('ZADD', KEYS[1], 'GT', 'CH', unpack(rows, first))
if redis.call('EXISTS', KEYS[4]) == 1 then
  redis.call('ZADD', KEYS[3], 'GT', unpack(rows, first))
end
live()
return rose
"""
)
"""ARGV: seconds to live (0: for ever), the versions with commas between, then packed and member
in turn.

Raises members to packed scores where these are higher; returns how many rose. News no younger
than a lowering is passed over.
"""

SET: Final = (
    _NEWER
    + """
local notes = {}
local rows = newer(4, notes)
if #rows == 0 then return 0 end
redis.call('HSET', KEYS[2], unpack(notes))
redis.call('EXPIRE', KEYS[2], ARGV[3])
local changed = redis.call('ZADD', KEYS[1], 'CH', unpack(rows))
if redis.call('EXISTS', KEYS[4]) == 1 then redis.call('ZADD', KEYS[3], unpack(rows)) end
live()
return changed
"""
)
"""ARGV: seconds to live, versions, the seconds to remember them, then packed and member in turn.

Sets members to packed scores, higher or lower, and notes their versions; returns how many changed.
News no younger than what is noted is passed over.
"""

FIX: Final = """
local member, packed, version = ARGV[1], ARGV[2], tonumber(ARGV[3])
local known = redis.call('HGET', KEYS[2], member)
if known and tonumber(known) > version then return 0 end
redis.call('HSET', KEYS[2], member, ARGV[3])
redis.call('EXPIRE', KEYS[2], ARGV[4])
local boards = {KEYS[1]}
if redis.call('EXISTS', KEYS[4]) == 1 then boards[2] = KEYS[3] end
for _, board in ipairs(boards) do
  if packed == '' then redis.call('ZREM', board, member)
  else redis.call('ZADD', board, packed, member) end
end
local ttl = tonumber(ARGV[5])
if ttl > 0 and redis.call('TTL', KEYS[1]) == -1 then redis.call('EXPIRE', KEYS[1], ttl) end
return 1
"""
"""ARGV: member, packed score (empty: none), version, seconds to remember, seconds to live.

Sets a member to exactly what it has at a version, higher or lower; returns 0 if the board knows
better.
"""

FILL: Final = """
if redis.call('EXISTS', KEYS[4]) == 0 then return redis.error_reply('GONE no rebuild') end
local skipped = {}
if #ARGV > 2 then
  if redis.call('EXISTS', KEYS[2]) == 0 then redis.call('ZADD', KEYS[3], 'GT', unpack(ARGV, 2))
  else
    local members, kept = {}, {}
    for at = 3, #ARGV, 2 do members[#members + 1] = ARGV[at] end
    local known = redis.call('HMGET', KEYS[2], unpack(members))
    for i, member in ipairs(members) do
      if known[i] then skipped[#skipped + 1] = member
      else kept[#kept + 1], kept[#kept + 2] = ARGV[2 * i], member end
    end
    if #kept > 0 then redis.call('ZADD', KEYS[3], 'GT', unpack(kept)) end
  end
  redis.call('HINCRBY', KEYS[4], 'members', (#ARGV - 1) / 2)
end
if ARGV[1] ~= '' then redis.call('HSET', KEYS[4], 'position', ARGV[1]) end
return skipped
"""
"""ARGV: position (empty: as it was), then packed and member in turn.

Writes to the board that a rebuild is making and notes how far it is; returns the members that
somebody lowered lately, which must be looked up.
"""

SWAP: Final = """
if redis.call('EXISTS', KEYS[4]) == 0 then return redis.error_reply('GONE no rebuild') end
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('RENAME', KEYS[1], KEYS[5]) end
local size = redis.call('ZCARD', KEYS[3])
if size > 0 then
  redis.call('RENAME', KEYS[3], KEYS[1])
  if tonumber(ARGV[1]) > 0 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
end
redis.call('UNLINK', KEYS[5], KEYS[4])
return size
"""
"""ARGV: seconds to live. Puts the rebuilt board in the old one's place; returns its size."""

MINE: Final = """
local total, place = redis.call('ZCARD', KEYS[1]), redis.call('ZREVRANK', KEYS[1], ARGV[1])
if not place then return {total} end
local rows = redis.call('ZREVRANGE', KEYS[1], math.max(0, place - 1), place, 'WITHSCORES')
return {total, place, rows[#rows], rows[#rows - 2]}
"""
"""ARGV: member. How many members there are, its place (from 0), its packed score, and that of the
place above.
"""

AFTER: Final = """
local function is_lower(one, other)
  for i = 1, #one do
    local a, b = one:byte(i), other:byte(i)
    if a ~= b then return a < b end
  end
  return false
end
local packed, member, limit = ARGV[1], ARGV[2], tonumber(ARGV[3])
local first
local now = redis.call('ZSCORE', KEYS[1], member)
if now and tonumber(now) == tonumber(packed) then
  first = redis.call('ZREVRANK', KEYS[1], member) + 1
else
  first = redis.call('ZCOUNT', KEYS[1], '(' .. packed, '+inf')
  local last = redis.call('ZCOUNT', KEYS[1], packed, '+inf')
  while first < last do
    if is_lower(redis.call('ZREVRANGE', KEYS[1], first, first)[1], member) then break end
    first = first + 1
  end
end
return {first, redis.call('ZREVRANGE', KEYS[1], first, first + limit - 1, 'WITHSCORES')}
"""
"""ARGV: packed score and member of a row, n. The n rows after it, wherever it is by now.

Bytes are compared one by one: Lua's own order of strings depends on the server's locale.
"""

AROUND: Final = """
local total, place = redis.call('ZCARD', KEYS[1]), redis.call('ZREVRANK', KEYS[1], ARGV[1])
if not place then return {total, 0, {}} end
local first = math.max(0, place - tonumber(ARGV[2]))
return {total, first, redis.call('ZREVRANGE', KEYS[1], first, place + ARGV[2], 'WITHSCORES')}
"""
"""ARGV: member, n > 0. How many members there are; the n rows before one, its own, the n after."""

DISTINCT: Final = """
local ticks, bound, left = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local seen, top = 0, '+inf'
while true do
  local row = redis.call('ZREVRANGEBYSCORE', KEYS[1], top, '-inf', 'WITHSCORES', 'LIMIT', 0, 1)
  local points = row[2] and math.floor(tonumber(row[2]) / ticks)
  if not points or points <= bound then return seen end
  seen = seen + 1
  if seen > left then return -1 end
  top = string.format('(%.0f', points * ticks)
end
"""
"""ARGV: ticks, points, most steps. How many different points are higher; -1: more than steps."""

SCRIPTS: Final = (LIFT, SET, FIX, FILL, SWAP, MINE, AFTER, AROUND, DISTINCT)


def call(script: str, key: str, *arguments: str | bytes | int) -> Command:
    """Return the command that runs one of our programs on a board."""
    return ("EVALSHA", _digest(script), len(_KEYS), *(f"{key}{end}" for end in _KEYS), *arguments)


def call_with(
    script: str, key: str, *arguments: str | bytes | int, rows: Iterable[tuple[int, bytes]]
) -> Command:
    """Return the same with rows of packed score and member at the end: a thousand in a message.

    Written out by one format each, scores to the sixteen digits that they may have: what packs
    any word of any length takes twice as long, for half of what a batch of submissions costs us.
    """
    lines = [_ROW % row for row in rows]
    return packed_with(call(script, key, *arguments), lines, words=2 * len(lines))


def look(script: str, key: str, *arguments: str | bytes | int) -> Command:
    """Return the command that runs a program which reads the board and nothing beside it."""
    return ("EVALSHA", _digest(script), 1, key, *arguments)


@cache
def _digest(script: str) -> str:
    """Return the name that Redis has for a program."""
    return sha1(script.encode(), usedforsecurity=False).hexdigest()
